import DataLoader from 'dataloader'
import type { WithdrawnIdentifier, WithdrawnIdentifierStore } from './withdrawnIdentifierStore.ts'

/** The identifiers that a profile gave up, the latest first. One read per batch. */
export type WithdrawnIdentifierLoader = { load(profileId: string): Promise<WithdrawnIdentifier[]> }

export function createWithdrawnIdentifierLoader(store: WithdrawnIdentifierStore): WithdrawnIdentifierLoader {
  // No cache: a mutation of the same request may change them.
  return new DataLoader<string, WithdrawnIdentifier[]>(
    async (profileIds) => {
      const found = await store.findByProfileIds(profileIds)
      return profileIds.map((id) => found.get(id) ?? [])
    },
    { cache: false },
  )
}
