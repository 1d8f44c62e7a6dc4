import DataLoader from 'dataloader'
import {
  type CustomerAccessStore,
  mostVisibleProfiles,
} from '../../../interactions/visibility/customerAccessStore.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'

/** Which customers one request may see. What it may not see is answered exactly as what does not exist. */
export type CustomerAccess = {
  /** Whether the caller sees all customers. Then nothing here reads the database. */
  seesAll: boolean
  /** Whether the caller is a customer, who does not see what the business keeps about them for itself. */
  isCustomer: boolean
  /**
   * Whether the caller may see the customer that has all of these profiles. One command for each batch. Ask it also for a
   * customer that was not found, with the id that was asked for: then both cases take the same commands.
   */
  maySee(profileIds: readonly string[]): Promise<boolean>
  /** The profiles by which the caller's customers are found; null when it sees all. One command for the request. */
  visibleProfiles(): Promise<readonly string[] | null>
}

const toEverybody: CustomerAccess = {
  seesAll: true,
  isCustomer: false,
  maySee: async () => true,
  visibleProfiles: async () => null,
}

export function createCustomerAccess(store: CustomerAccessStore, principal: Principal): CustomerAccess {
  const { which } = principal.rows.customers
  if (which === 'ALL') return toEverybody
  let visible: Promise<readonly string[] | null> | null = null
  const visibleProfiles = () => (visible ??= store.visibleProfiles(principal))

  async function mayBeSeen(customers: readonly (readonly string[])[]): Promise<boolean[]> {
    const [only, ...others] = customers
    if (only && others.length === 0) return [await store.maySee(only, principal)]
    const known = new Set(await visibleProfiles())
    return Promise.all(
      customers.map(
        async (profileIds) =>
          profileIds.some((id) => known.has(id)) ||
          // The store gives no more profiles, so there each customer is checked by itself.
          (known.size >= mostVisibleProfiles && (await store.maySee(profileIds, principal))),
      ),
    )
  }

  const checks = new DataLoader<readonly string[], boolean, string>(mayBeSeen, {
    cacheKeyFn: (profileIds) => profileIds.join(),
  })
  return {
    seesAll: false,
    isCustomer: which === 'OWN',
    maySee: (profileIds) => checks.load(profileIds),
    visibleProfiles,
  }
}
