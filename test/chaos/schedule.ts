import fc from 'fast-check'

/*
 * A schedule is what happens to a few customers of its own, one action after the other. Actions do not wait for each
 * other's effects: a writer works through its own queue, a client connects while others write. So where two things meet
 * differs from run to run, and the oracle says only what holds in every order.
 *
 * To add an action: add its form to Action, its arbitrary to `quietActions` or `disruptions`, and what it does to
 * runAction.ts. Numbers that name a target are taken modulo the number of targets, so any action may be left out of a
 * failing schedule.
 */
export type Action =
  /** A message, with a number that no other message has. The last writer's are not seen by the limited client. */
  | { do: 'write'; writer: number; customer: number }
  /** Each writer sends so many messages to one customer, all writers at once. */
  | { do: 'burst'; customer: number; count: number }
  /** A message that Chatwoot delivers to the intake. */
  | { do: 'deliver'; customer: number }
  | { do: 'edit' | 'react'; writer: number; target: number }
  /** A new version of a message, of a department that the limited client does not see, or sees. */
  | { do: 'hide' | 'show'; writer: number; target: number }
  /**
   * The database delays the change streams. Before they are read again a message is edited, another one is written to its
   * customer, and the first is edited again. What the stream gives then is further on in the log than the change that it
   * is about.
   */
  | { do: 'editUnseen'; writer: number; target: number }
  | { do: 'merge'; one: number; other: number }
  | { do: 'unmerge'; customer: number }
  /** Open a client, or open it again by this transport. */
  | { do: 'subscribe'; client: number; transport: Transport }
  /** Open all clients at one moment, as after the loss of a gateway. */
  | { do: 'subscribeAll'; transport: Transport }
  /** Its connection passes nothing on until the client is opened again, or until the end of the schedule. */
  | { do: 'stall'; client: number }
  /** Its connection breaks; it resumes by the other transport. */
  | { do: 'drop'; client: number }
  /** Its connection is cut without notice: neither side learns it. The client resumes when it is opened again. */
  | { do: 'halfOpen'; client: number }
  /** The connection of a member of the consumer group breaks. */
  | { do: 'dropMember'; member: number }
  /** A member of the consumer group acknowledges nothing until its session ends for that. */
  | { do: 'silence'; member: number }
  /** Wait until all writers are acknowledged. */
  | { do: 'settle' }
  | Disruption

/** What happens to a process. A process that is killed is started again. */
export type Disruption =
  | { do: 'kill' | 'pause'; process: number }
  | { do: 'killMember' | 'pauseMember'; member: number }
  | { do: 'stepDown' }
  /** The secondaries stop, clients resume, the primary is killed, and the secondaries elect another one. */
  | { do: 'failOver' }

export type Transport = 'WEBSOCKET' | 'SSE'

/**
 * Of each schedule. The last client that follows a customer sees one department only; one more follows the feed, and
 * there is a consumer group.
 */
export const customerCount = 3
export const followerCount = 3
export const clientCount = followerCount + 1
export const writerCount = 3
export const memberCount = 2

const writer = fc.nat(writerCount - 1)
const customer = fc.nat(customerCount - 1)
const client = fc.nat(clientCount - 1)
const target = fc.nat(30)
const transport = fc.constantFrom<Transport>('WEBSOCKET', 'SSE')

const quietActions: { weight: number; arbitrary: fc.Arbitrary<Action> }[] = [
  { weight: 8, arbitrary: fc.record({ do: fc.constant('write' as const), writer, customer }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('burst' as const),
      customer,
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deliver' as const), customer }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'react' as const), writer, target }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('hide' as const, 'show' as const), writer, target }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('editUnseen' as const), writer, target }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('subscribe' as const), client, transport }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('subscribeAll' as const), transport }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('stall' as const, 'drop' as const, 'drop' as const, 'halfOpen' as const),
      client,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('dropMember' as const, 'silence' as const),
      member: fc.nat(memberCount - 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
]

const merges: { weight: number; arbitrary: fc.Arbitrary<Action> }[] = [
  { weight: 4, arbitrary: fc.record({ do: fc.constant('merge' as const), one: customer, other: customer }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('unmerge' as const), customer }) },
]

const disruption: fc.Arbitrary<Disruption> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('kill' as const), process: fc.nat(30) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pause' as const), process: fc.nat(30) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('killMember' as const, 'killMember' as const, 'pauseMember' as const),
      member: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stepDown' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('failOver' as const) }) },
)

/**
 * The schedules of a run. A disrupted one has two disruptions at random places, of the kind `only` if it is given.
 */
export function schedules({
  hasMerges,
  isDisrupted,
  only,
}: {
  hasMerges: boolean
  isDisrupted: boolean
  only?: string | undefined
}): fc.Arbitrary<Action[]> {
  const quiet = fc.array(fc.oneof(...quietActions, ...(hasMerges ? merges : [])), {
    minLength: 8,
    maxLength: 24,
  })
  if (!isDisrupted) return quiet
  const chosen = only === undefined ? disruption : disruption.filter(({ do: name }) => name === only)
  const placed = fc.array(fc.tuple(chosen, fc.nat(24)), { minLength: 2, maxLength: 2 })
  return fc.tuple(quiet, placed).map(([actions, added]): Action[] => {
    const all = [...actions]
    for (const [each, place] of added) all.splice(Math.min(place, all.length), 0, each)
    return all
  })
}

/** A schedule in one line, for a report. */
export function describeSchedule(schedule: readonly Action[]): string {
  return schedule.map(({ do: name, ...given }) => `${name}(${Object.values(given).join(' ')})`).join(' ')
}
