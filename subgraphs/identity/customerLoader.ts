import DataLoader from 'dataloader'
import { type Customer, profileIdsOf } from './customer.ts'
import type { CustomerStore } from './customerStore.ts'
import type { Identifier } from './identifier.ts'

/** One request's customers. What it has read or written it does not read again. */
export type CustomerLoader = {
  /** The customer who has this profile; null when there is none. One read per batch. */
  load(profileId: string, options: { withIdentifiers: boolean }): Promise<Customer | null>
  /** What a profile holds, by type and value. One read per batch. */
  loadIdentifiers(profileId: string): Promise<Identifier[]>
  /** Keep customers that were read otherwise. */
  prime(customers: readonly Customer[]): void
  /** Forget everything: something was written. */
  clear(): void
}

export function createCustomerLoader(store: CustomerStore): CustomerLoader {
  function loaderOf(withIdentifiers: boolean): DataLoader<string, Customer | null> {
    return new DataLoader<string, Customer | null>(async (profileIds) => {
      const customers = await store.findByProfileIds(profileIds, { withIdentifiers })
      prime(customers)
      const byProfile = new Map(
        customers.flatMap((customer) => profileIdsOf(customer).map((id) => [id, customer] as const)),
      )
      return profileIds.map((id) => byProfile.get(id) ?? null)
    })
  }

  const whole = loaderOf(true)
  const withoutIdentifiers = loaderOf(false)
  const identifiers = new DataLoader<string, Identifier[]>(async (profileIds) => {
    const found = await store.findIdentifiers(profileIds)
    return profileIds.map((id) => found.filter(({ profileId }) => profileId === id))
  })

  function prime(customers: readonly Customer[]): void {
    for (const customer of customers) {
      const isWhole = customer.profiles.every((profile) => profile.identifiers)
      for (const id of profileIdsOf(customer)) {
        withoutIdentifiers.prime(id, customer)
        if (isWhole) whole.prime(id, customer)
      }
    }
  }

  return {
    load: (profileId, { withIdentifiers }) => (withIdentifiers ? whole : withoutIdentifiers).load(profileId),
    loadIdentifiers: (profileId) => identifiers.load(profileId),
    prime,
    clear() {
      for (const loader of [whole, withoutIdentifiers, identifiers]) loader.clearAll()
    },
  }
}
