import DataLoader from 'dataloader'
import type { Profile, ShownCustomer } from './customer.ts'
import { type Detail, hasDetail, perDetail } from './customerDetail.ts'
import type { CustomerStore } from './customerStore.ts'
import type { FactStore, ProfileFact } from '../attributes/factStore.ts'
import type { Identifier } from '../identifier/identifier.ts'

/** The customers of one request. What was read or written is not read again. */
export type CustomerLoader = {
  /** The customer who has this profile; null when there is none. One read per batch. */
  load(profileId: string, detail: Detail): Promise<ShownCustomer | null>
  /** A profile without its identifiers; null when there is none. One read per batch. */
  loadProfile(profileId: string): Promise<Profile | null>
  /** The identifiers that a profile holds, by type and value. One read per batch. */
  loadIdentifiers(profileId: string): Promise<Identifier[]>
  /** The facts of these profiles. One read per batch. */
  loadFacts(profileIds: readonly string[]): Promise<ProfileFact[]>
  /** Keep customers that were read elsewhere. */
  prime(customers: readonly ShownCustomer[]): void
  /** Drop everything after a write. */
  clear(): void
}

export function createCustomerLoader(store: CustomerStore, factStore: FactStore): CustomerLoader {
  const loaded = new Map<string, ShownCustomer[]>()
  const loaders: DataLoader<string, ShownCustomer | null>[] = []
  const loaderOf = perDetail((detail) => {
    const loader = new DataLoader<string, ShownCustomer | null>(async (profileIds) => {
      const customers = await store.lookUp(profileIds, detail)
      prime(customers)
      return profileIds.map((id) => loadedWith(id, detail))
    })
    loaders.push(loader)
    return loader
  })

  function prime(customers: readonly ShownCustomer[]): void {
    for (const customer of customers)
      for (const id of customer.profileIds) loaded.set(id, [...(loaded.get(id) ?? []), customer])
  }

  function loadedWith(profileId: string, detail: Detail): ShownCustomer | null {
    return loaded.get(profileId)?.find((customer) => hasDetail(customer, detail)) ?? null
  }

  const identifiers = new DataLoader<string, Identifier[]>(async (profileIds) => {
    const found = await store.findIdentifiers(profileIds)
    return profileIds.map((id) => found.filter(({ profileId }) => profileId === id))
  })

  const profiles = new DataLoader<string, Profile | null>(async (profileIds) => {
    const found = new Map((await store.findProfiles(profileIds)).map((profile) => [profile.id, profile]))
    return profileIds.map((id) => found.get(id) ?? null)
  })

  const facts = new DataLoader<string, ProfileFact[]>(async (profileIds) => {
    const found = await factStore.find(profileIds)
    const byProfile = new Map<string, ProfileFact[]>(profileIds.map((id) => [id, []]))
    for (const fact of found) byProfile.get(fact.profileId)?.push(fact)
    return profileIds.map((id) => byProfile.get(id) ?? [])
  })

  return {
    load: async (profileId, detail) => loadedWith(profileId, detail) ?? loaderOf(detail).load(profileId),
    loadProfile: (profileId) => profiles.load(profileId),
    loadIdentifiers: (profileId) => identifiers.load(profileId),
    loadFacts: async (profileIds) => (await Promise.all(profileIds.map((id) => facts.load(id)))).flat(),
    prime,
    clear() {
      loaded.clear()
      for (const loader of [...loaders, profiles, identifiers, facts]) loader.clearAll()
    },
  }
}
