import type { Profile, ShownCustomer } from '../customer/customer.ts'
import { type Detail, noDetail } from '../customer/customerDetail.ts'
import type { CustomerLoader } from '../customer/customerLoader.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { findByIdentifier } from '../customer/findByIdentifier.ts'
import { type IdentifierKey, keyOf } from '../identifier/identifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { CustomerAccess } from './customerAccess.ts'

/**
 * The customers of one request that its caller may see; null for any other, as for one that does not exist. A caller that
 * does not see all customers gets their detail in a command of its own, so that it takes no time for a hidden customer.
 */
export type VisibleCustomers = {
  /** The customer that has this profile. */
  load(profileId: string, detail: Detail): Promise<ShownCustomer | null>
  /** The customer that an identifier leads to. */
  findByIdentifier(key: IdentifierKey, detail: Detail): Promise<ShownCustomer | null>
  /** A profile without its identifiers. */
  loadProfile(profileId: string): Promise<Profile | null>
}

export function createVisibleCustomers({
  access,
  customers,
  customerLoader,
  rules,
}: {
  access: CustomerAccess
  customers: CustomerStore
  customerLoader: CustomerLoader
  rules: IdentityRules
}): VisibleCustomers {
  /** The customer, unless hidden. `asked` stands for a customer that was not found. */
  async function visible(customer: ShownCustomer | null, asked: string): Promise<ShownCustomer | null> {
    return (await access.maySee(customer?.profileIds ?? [asked])) ? customer : null
  }

  async function isVisible(profileId: string): Promise<boolean> {
    return (await visible(await customerLoader.load(profileId, noDetail), profileId)) !== null
  }

  return {
    async load(profileId, detail) {
      if (access.seesAll || (await isVisible(profileId))) return customerLoader.load(profileId, detail)
      return null
    },

    async findByIdentifier(key, detail) {
      if (access.seesAll) {
        const found = await findByIdentifier(key, detail, { customers, rules })
        if (found) customerLoader.prime([found])
        return found
      }
      const found = await findByIdentifier(key, noDetail, {
        customers: {
          isShared: (asked) => customers.isShared(asked),
          lookUpByIdentifier: async (asked) =>
            visible(await customers.lookUpByIdentifier(asked, noDetail), keyOf(asked)),
        },
        rules,
      })
      return found && customerLoader.load(found.id, detail)
    },

    async loadProfile(profileId) {
      if (access.seesAll || (await isVisible(profileId))) return customerLoader.loadProfile(profileId)
      return null
    },
  }
}
