import type { Interaction } from '../../../interactions/interaction.ts'
import type { CustomerReference } from '../../../platform/paging/newestFirstPage.ts'
import type { HistoryChange } from '../schemaTypes.ts'
import type { CustomerFollower, Followed } from './customerFollower.ts'

/** What the events of both streams have. `interaction` is null exactly when `change` is POSITION. */
type Event = { change: HistoryChange; interaction: Interaction | null; cursor: string }

export type HistoryEvent = Event & { customer: CustomerReference }

/** The event of what a follower has just given; a POSITION when that is nothing. */
export function historyEventOf(follower: CustomerFollower, followed: Followed | null): HistoryEvent {
  return {
    change: followed?.change ?? 'POSITION',
    interaction: followed?.interaction ?? null,
    cursor: follower.cursor(),
    customer: { profileId: follower.customerId() },
  }
}

export type FeedEvent = Event & { replayed: boolean }
