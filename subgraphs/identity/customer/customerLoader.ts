import DataLoader from 'dataloader'
import type { ShownCustomer } from './customer.ts'
import { type Detail, hasDetail, perDetail } from './customerDetail.ts'
import type { CustomerStore } from './customerStore.ts'
import type { FactStore, ProfileFact } from '../knowledge/factStore.ts'
import type { Identifier } from '../identifier/identifier.ts'

/** One request's customers. What it has read or written it does not read again. */
export type CustomerLoader = {
  /** The customer who has this profile; null when there is none. One read per batch. */
  load(profileId: string, detail: Detail): Promise<ShownCustomer | null>
  /** What a profile holds, by type and value. One read per batch. */
  loadIdentifiers(profileId: string): Promise<Identifier[]>
  /** What these profiles know. One read per batch. */
  loadFacts(profileIds: readonly string[]): Promise<ProfileFact[]>
  /** Keep customers that were read otherwise. */
  prime(customers: readonly ShownCustomer[]): void
  /** Forget everything: something was written. */
  clear(): void
}

export function createCustomerLoader(store: CustomerStore, factStore: FactStore): CustomerLoader {
  const known = new Map<string, ShownCustomer[]>()
  const loaders: DataLoader<string, ShownCustomer | null>[] = []
  const loaderOf = perDetail((detail) => {
    const loader = new DataLoader<string, ShownCustomer | null>(async (profileIds) => {
      const customers = await store.lookUp(profileIds, detail)
      prime(customers)
      return profileIds.map((id) => knownWith(id, detail))
    })
    loaders.push(loader)
    return loader
  })

  function prime(customers: readonly ShownCustomer[]): void {
    for (const customer of customers)
      for (const id of customer.profileIds) known.set(id, [...(known.get(id) ?? []), customer])
  }

  function knownWith(profileId: string, detail: Detail): ShownCustomer | null {
    return known.get(profileId)?.find((customer) => hasDetail(customer, detail)) ?? null
  }

  const identifiers = new DataLoader<string, Identifier[]>(async (profileIds) => {
    const found = await store.findIdentifiers(profileIds)
    return profileIds.map((id) => found.filter(({ profileId }) => profileId === id))
  })

  const facts = new DataLoader<string, ProfileFact[]>(async (profileIds) => {
    const found = await factStore.find(profileIds)
    const byProfile = new Map<string, ProfileFact[]>(profileIds.map((id) => [id, []]))
    for (const fact of found) byProfile.get(fact.profileId)?.push(fact)
    return profileIds.map((id) => byProfile.get(id) ?? [])
  })

  return {
    load: async (profileId, detail) => knownWith(profileId, detail) ?? loaderOf(detail).load(profileId),
    loadIdentifiers: (profileId) => identifiers.load(profileId),
    loadFacts: async (profileIds) => (await Promise.all(profileIds.map((id) => facts.load(id)))).flat(),
    prime,
    clear() {
      known.clear()
      for (const loader of [...loaders, identifiers, facts]) loader.clearAll()
    },
  }
}
