import {
  createGroupOracle,
  type GroupOracle,
  type Held,
} from '../subgraphs/history/feed/group/groupOracle.ts'
import { outOfRecordedOrder, type Place, type Verdict } from './oracle.ts'

/** Judges what the members of a consumer group were given and acknowledged. */
export type SharedFeed = Pick<GroupOracle, 'begin' | 'given' | 'acknowledging' | 'faults'> & {
  /** How many events members were given. */
  eventCount(): number
  /** Of these revisions, what no member has acknowledged. */
  missing(expected: readonly Revision[]): Revision[]
  /** What was given again although it was acknowledged, and what was given out of order. */
  verdict(places: ReadonlyMap<string, Place>): Pick<Verdict, 'repeated' | 'reordered'>
}

type Revision = { id: string; revision: number }

/**
 * An event that a session was given. A time is the number of events that were given before it. When `isAccepted`, the
 * session was alive at `acknowledgedAt`, where it began to acknowledge the event, so it had the event since `givenAt`.
 */
type Arrival = Revision & { held: Held; givenAt: number; acknowledgedAt: number; isAccepted: boolean }

/**
 * The order in which writers are answered is not that of the log, so the order is judged at the end, by the places in the
 * log. The rest is judged by the oracle of consumer groups. What a session was
 * given after its end does not count.
 */
export function createSharedFeed(): SharedFeed {
  const oracle = createGroupOracle({ arrivesLate: true })
  const arrivals: Arrival[] = []

  return {
    faults: oracle.faults,
    begin: () => oracle.begin(),
    given(held, id, revision, isReplayed) {
      oracle.given(held, id, revision, isReplayed)
      const givenAt = arrivals.length
      arrivals.push({ held, id, revision, givenAt, acknowledgedAt: givenAt, isAccepted: false })
    },
    acknowledging(held, upTo) {
      const ofSession = arrivals.filter((arrival) => arrival.held === held && !arrival.isAccepted)
      const taken = ofSession.slice(0, ofSession.findLastIndex(({ id }) => id === upTo) + 1)
      for (const arrival of taken) arrival.acknowledgedAt = arrivals.length
      const endsWith = oracle.acknowledging(held, upTo)
      return (outcome) => {
        endsWith(outcome)
        if (outcome === 'DONE') for (const arrival of taken) arrival.isAccepted = true
      }
    },
    eventCount: () => arrivals.length,
    missing: (expected) => expected.filter(({ id, revision }) => !oracle.isAcknowledged(id, revision)),
    verdict(places) {
      const accepted = arrivals.filter(({ isAccepted }) => isAccepted)
      return {
        repeated: oracle.faults,
        reordered: [
          ...outOfRecordedOrder({ deliveries: accepted }, places),
          ...atTheSameTime(accepted, places),
        ],
      }
    },
  }
}

/** What a member was given while another one had something of the same log. */
function atTheSameTime(accepted: readonly Arrival[], places: ReadonlyMap<string, Place>): string[] {
  const logOf = ({ id }: Arrival) => places.get(id)?.profileId
  return accepted.flatMap((one) =>
    accepted
      .filter(
        ({ held, givenAt }) => held !== one.held && givenAt > one.givenAt && givenAt < one.acknowledgedAt,
      )
      .filter((other) => logOf(one) !== undefined && logOf(other) === logOf(one))
      .map((other) => `${other.id} was given while another member had ${one.id} of the same log`),
  )
}
