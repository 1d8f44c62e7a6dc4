import type { Interaction } from '../../../../interactions/interaction.ts'
import { nameFaults } from '../../../../interactions/recording/inputFaults.ts'
import type { UserError } from '../../../../interactions/recording/userError.ts'
import type { Shown } from '../../live/shownChanges.ts'

/*
 * How a consumer group shares the feed.
 *
 * A group has a queue in the database. Each entry of it is one change of an interaction, with a number; numbers grow in
 * the order in which the feed delivered the changes.
 *
 * - **Dispatching**: one member of the group at a time, by a lease, reads the feed from the group's cursor and adds
 *   entries. Entries, their numbers and the new cursor are written in one transaction, which fails when the lease has
 *   gone to another member. So every change has one entry, although the feed repeats some after an interruption.
 * - **Order**: an entry has a key, the id of the customer. After a merge the next entry of the customer gives its key to
 *   all entries of the customer's profiles that are not acknowledged yet, so what comes after a merge waits for what
 *   came before it in each of the logs.
 * - **Claiming**: a member takes the entries with the smallest numbers that nobody has, except for those whose key another
 *   member has entries of that it has not acknowledged. So one customer is with one member at a time, and in order; a
 *   slow customer keeps nobody else waiting.
 * - **Fencing**: each subscription of a member is a session with an id that is never used again. An entry names the
 *   session that has it. An acknowledgement counts only while the session exists, in one transaction with it; and
 *   releasing the entries of a session ends the session in the same transaction.
 *
 * Dispatching, claiming, joining and leaving all write the document of the group, so no two of them overlap.
 * Acknowledgements do not, so members acknowledge without waiting for each other.
 */

/** How an entry's change is shown, unless the member may not read the interaction any more. */
export type EntryChange = 'RECORDED' | 'AMENDED'

/** What the dispatcher adds. */
export type NewEntry = { change: EntryChange; interaction: Interaction }

/** An entry that was given to a member: `place` is its number among all that the session was given. */
export type GivenEntry = {
  change: EntryChange
  interaction: Interaction
  shown: Shown
  place: number
  /** Whether a session was given it before. */
  isRepeated: boolean
}

/** A session at the time `now` of the database. `given` and `acknowledged` count places. */
export type Session = {
  id: string
  group: string
  member: string
  given: number
  acknowledged: number
  progressAt: Date
  now: Date
}

/** Where a group stands, for an operator. */
export type FeedGroupState = {
  name: string
  createdAt: Date
  waiting: number
  unacknowledged: number
  readUpTo: Date | null
  members: { name: string; since: Date; unacknowledged: number }[]
}

export const limits = {
  groups: 100,
  members: 32,
  /** The longest name of a group or member, in characters. */
  name: 100,
  /** How many entries a member may have without acknowledging them. */
  unacknowledged: 100,
  /** How many entries of a group may be unacknowledged; then the dispatcher waits. */
  open: 2_000,
} as const

/** How long a session, and the dispatcher, live without renewing their leases. */
export const leaseMs = 15_000
/** For how long a member may have entries and acknowledge none of them. */
export const acknowledgeWithinMs = 60_000

/** Whether a session has acknowledged nothing for too long. */
export function isStalled({ given, acknowledged, progressAt, now }: Session): boolean {
  return given > acknowledged && now.getTime() - progressAt.getTime() > acknowledgeWithinMs
}

/** The faults of the name of a group or member. */
export function groupNameFaults(field: 'group' | 'member', name: string): UserError[] {
  return nameFaults(field, name === '' ? ' ' : name, limits.name)
}
