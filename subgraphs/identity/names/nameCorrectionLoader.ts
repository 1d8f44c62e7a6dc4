import DataLoader from 'dataloader'
import type { ShownCorrection } from './nameCorrection.ts'
import type { NameCorrectionStore } from './nameCorrectionStore.ts'

/** The corrections of the name of one profile, newest first, at most 100. One read per batch. */
export type NameCorrectionLoader = { load(profileId: string): Promise<ShownCorrection[]> }

export function createNameCorrectionLoader(store: NameCorrectionStore): NameCorrectionLoader {
  // No cache: a mutation of the same request may correct the name.
  return new DataLoader<string, ShownCorrection[]>(
    async (profileIds) => {
      const corrections = await store.findByProfileIds(profileIds)
      return profileIds.map((id) => {
        const own = corrections.filter(({ profileId }) => profileId === id)
        return own.map((each, index) => ({ ...each, supersededAt: own[index - 1]?.at ?? null }))
      })
    },
    { cache: false },
  )
}
