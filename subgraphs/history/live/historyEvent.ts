import type { Interaction } from '../../../interactions/interaction.ts'
import type { CustomerReference } from '../../../platform/paging/newestFirstPage.ts'
import type { CustomerFollower, Followed } from './customerFollower.ts'
import type { Shown } from './shownChanges.ts'

/** Which revision is hidden, and whose log it is in: for what orders events and counts them once, never for callers. */
type HiddenRevision = Pick<Interaction, 'revision' | 'profileId' | 'changedAt'>

/** What an event reports: an interaction, or the id of one that is hidden now, or nothing but a position. */
type Change =
  | { change: 'RECORDED' | 'AMENDED'; interaction: Interaction }
  | ({ change: 'HIDDEN'; interaction: null; interactionId: string } & HiddenRevision)
  | { change: 'POSITION'; interaction: null }

type OfCustomer = { cursor: string; customer: CustomerReference | null }
export type HistoryEvent = (Change | { change: 'ACCESS_LOST'; interaction: null }) & OfCustomer
export type HistoryHidden = Extract<Change, { change: 'HIDDEN' }> & OfCustomer

type OfFeed = { cursor: string; replayed: boolean }
export type FeedEvent = Change & OfFeed
export type FeedHidden = Extract<Change, { change: 'HIDDEN' }> & OfFeed

/** The change that a subscriber sees of an interaction that was written. */
export function changeOf({ change, interaction }: Followed, shown: Shown): Change {
  if (shown !== 'HIDDEN') return { change, interaction }
  const { id: interactionId, revision, profileId, changedAt } = interaction
  return { change: 'HIDDEN', interaction: null, interactionId, revision, profileId, changedAt }
}

/** An event at the present position of a follower. */
export function historyEventOf(follower: CustomerFollower, change: Change): HistoryEvent {
  return { ...change, cursor: follower.cursor(), customer: { profileId: follower.customerId() } }
}

/** The event that ends a stream, or a page, of a customer that the caller may not see any more. */
export function accessLostAt(cursor: string): HistoryEvent {
  return { change: 'ACCESS_LOST', interaction: null, cursor, customer: null }
}
