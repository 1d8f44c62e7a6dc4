import DataLoader from 'dataloader'
import type { DecisionOfProfile } from './profileDecision.ts'
import type { ProfileDecisionStore } from './profileDecisionStore.ts'

/** The decisions about one profile, oldest first. One read per batch. */
export type ProfileDecisionLoader = { load(profileId: string): Promise<DecisionOfProfile[]> }

export function createProfileDecisionLoader(store: ProfileDecisionStore): ProfileDecisionLoader {
  // No cache: a mutation of the same request may change the decisions.
  return new DataLoader<string, DecisionOfProfile[]>(
    async (profileIds) => {
      const decisions = await store.findByProfileIds(profileIds)
      return profileIds.map((id) =>
        decisions.flatMap((decision) => {
          const { profileIds: pair } = decision
          const otherProfileId = pair.includes(id) ? pair.find((each) => each !== id) : undefined
          return otherProfileId === undefined ? [] : [{ ...decision, otherProfileId }]
        }),
      )
    },
    { cache: false },
  )
}
