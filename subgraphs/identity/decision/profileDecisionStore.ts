import type { ClientSession, Connection } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { ProfileDecision } from './profileDecision.ts'
import { type ProfileDecisionDocument, profileDecisionModel } from './profileDecisionModel.ts'

/** The decisions about pairs of profiles. */
export type ProfileDecisionStore = {
  /** The decisions about any of these profiles, oldest first. */
  findByProfileIds(profileIds: readonly string[], session?: ClientSession): Promise<ProfileDecision[]>
  /** Fails with a duplicate key when there is a decision about the two already. */
  add(decided: ProfileDecision & { by: Principal }, session: ClientSession): Promise<void>
  remove(decided: ProfileDecision, session: ClientSession): Promise<void>
}

function idOf({ profileIds }: ProfileDecision): string {
  return [...profileIds].sort().join(' ')
}

function toDecisions({
  profileIds: [one, other],
  decision,
  reason,
  at,
}: ProfileDecisionDocument): ProfileDecision[] {
  return one === undefined || other === undefined ? [] : [{ profileIds: [one, other], decision, reason, at }]
}

export function createProfileDecisionStore(connection: Connection): ProfileDecisionStore {
  const model = profileDecisionModel(connection)
  return {
    async findByProfileIds(profileIds, session) {
      const found = await model
        .find({ profileIds: { $in: [...profileIds] } })
        .sort({ at: 1, _id: 1 })
        .session(session ?? null)
        .lean()
      return found.flatMap(toDecisions)
    },
    async add(decided, session) {
      const { profileIds, decision, reason, by, at } = decided
      await model.create(
        [{ _id: idOf(decided), profileIds, decision, reason, by: { kind: by.kind, id: by.id }, at }],
        {
          session,
        },
      )
    },
    async remove(decided, session) {
      await model.deleteOne({ _id: idOf(decided) }, { session })
    },
  }
}
