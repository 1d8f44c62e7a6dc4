import type { Interaction } from '../../../interactions/interaction.ts'
import type { CustomerReference } from '../../../platform/paging/newestFirstPage.ts'
import type { CustomerFollower, Followed } from './customerFollower.ts'
import type { Shown } from './shownChanges.ts'

/** What an event reports: an interaction, or the id of one that is hidden now, or nothing but a position. */
type Change =
  | { change: 'RECORDED' | 'AMENDED'; interaction: Interaction }
  | { change: 'HIDDEN'; interaction: null; interactionId: string }
  | { change: 'POSITION'; interaction: null }

type OfCustomer = { cursor: string; customer: CustomerReference | null }
/** What an event of a customer reports: also what a merge or unmerge made a part of their history, or no part any more. */
export type CustomerChange =
  | Change
  | { change: 'JOINED'; interaction: Interaction }
  | { change: 'LOG_JOINED'; interaction: null; count: number; pageAfter: string }
  | { change: 'LEFT'; interaction: null; interactionIds: string[] }

export type HistoryEvent = (CustomerChange | { change: 'ACCESS_LOST'; interaction: null }) & OfCustomer
export type HistoryLogJoined = Extract<CustomerChange, { change: 'LOG_JOINED' }> & OfCustomer
export type HistoryLeft = Extract<CustomerChange, { change: 'LEFT' }> & OfCustomer
export type HistoryHidden = Extract<Change, { change: 'HIDDEN' }> & OfCustomer

type OfFeed = { cursor: string; replayed: boolean }
export type FeedEvent = Change & OfFeed
export type FeedHidden = Extract<Change, { change: 'HIDDEN' }> & OfFeed

/** The change that a subscriber sees of an interaction that was written. */
export function changeOf({ change, interaction }: Followed, shown: Shown): Change {
  return shown === 'HIDDEN'
    ? { change: 'HIDDEN', interaction: null, interactionId: interaction.id }
    : { change, interaction }
}

/** An event at the present position of a follower. */
export function historyEventOf(follower: CustomerFollower, change: CustomerChange): HistoryEvent {
  return { ...change, cursor: follower.cursor(), customer: { profileId: follower.customerId() } }
}

/** The event that ends a stream, or a page, of a customer that the caller may not see any more. */
export function accessLostAt(cursor: string): HistoryEvent {
  return { change: 'ACCESS_LOST', interaction: null, cursor, customer: null }
}
