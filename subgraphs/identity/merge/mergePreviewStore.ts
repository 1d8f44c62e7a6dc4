import type { ClientSession, Connection } from 'mongoose'
import type { Channel } from '../../../interactions/interaction.ts'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'
import { openActionStatuses } from '../../../interactions/openActions.ts'
import { readableConditions } from '../../../interactions/visibility/visibility.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { Customer } from '../customer/customer.ts'

/** An action by its id; the actions subgraph resolves it. */
export type ActionReference = { id: string }

/** The open actions of two customers. */
export type OpenActions = { ofCustomer: number; ofOtherCustomer: number; actions: ActionReference[] }

/** What a preview of a merge reads from the log. The cost is bounded, however long the histories are. */
export type MergePreviewStore = {
  /** How many of the latest 10,000 interactions that the principal may read took place on each channel. */
  countByChannel(
    profileIds: readonly string[],
    principal: Principal,
    session: ClientSession,
  ): Promise<ReadonlyMap<Channel | null, number>>
  /** Counts the latest 1,000 open actions that the principal may read, and lists the latest 100. One command. */
  findOpenActions(
    customers: [Customer, Customer],
    principal: Principal,
    session: ClientSession,
  ): Promise<OpenActions>
}

const interactionsCounted = 10_000
const actionsCounted = 1_000
const actionsShown = 100

/** The conditions of `openActionsIndex`. */
export function openActionsOf(profileIds: readonly string[], principal: Principal) {
  return {
    profileId: { $in: [...profileIds] },
    $and: [{ kind: 'ACTION' as const }, ...readableConditions(principal)],
    'body.status': { $in: [...openActionStatuses] },
  }
}

// Other indexes could read all of a customer with many interactions and few open actions.
export const openActionsIndex = { profileId: 1, 'body.status': 1, occurredAt: 1, _id: 1 } as const

export function createMergePreviewStore(connection: Connection): MergePreviewStore {
  const interactions = interactionModel(connection)
  return {
    async countByChannel(profileIds, principal, session) {
      const readable = readableConditions(principal)
      const ofProfiles = { profileId: { $in: [...profileIds] } }
      const counts = await interactions
        .aggregate<{ _id: Channel | null; count: number }>([
          { $match: readable.length === 0 ? ofProfiles : { $and: [ofProfiles, ...readable] } },
          // Merges ranges of the index (profileId, occurredAt, _id).
          { $sort: { occurredAt: -1, _id: -1 } },
          { $limit: interactionsCounted },
          { $group: { _id: '$channel', count: { $sum: 1 } } },
        ])
        .session(session)
      return new Map(counts.map(({ _id, count }) => [_id, count]))
    },

    async findOpenActions([own, other], principal, session) {
      const profileIds = [...own.profileIds, ...other.profileIds]
      const found = await interactions
        .find(openActionsOf(profileIds, principal), { profileId: 1 })
        .sort({ occurredAt: -1, _id: -1 })
        .limit(actionsCounted)
        .hint(openActionsIndex)
        .session(session)
        .lean()
      const ofCustomer = found.filter(({ profileId }) => own.profileIds.includes(profileId)).length
      return {
        ofCustomer,
        ofOtherCustomer: found.length - ofCustomer,
        actions: found.slice(0, actionsShown).map(({ _id }) => ({ id: _id })),
      }
    },
  }
}
