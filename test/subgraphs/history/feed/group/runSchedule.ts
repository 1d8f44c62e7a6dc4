import fc from 'fast-check'
import { until } from '../../../../support/until.ts'
import type { History } from '../../support/startHistory.ts'
import { createGroupOracle, type Held } from './groupOracle.ts'
import { type MemberUnderTest, openMember } from './openMember.ts'

/** A step of a schedule. Numbers choose among what there is at this moment. */
export type Step =
  | { do: 'record' | 'amend'; of: number }
  | { do: 'merge'; of: number; with: number }
  | { do: 'join'; name: number; process: number }
  | { do: 'leave'; member: number }
  | { do: 'acknowledge' | 'acknowledgeLate'; member: number; event: number }

const deletion =
  'mutation ($group: String!) { deleteFeedGroup(input: { group: $group }) { userErrors { code } } }'

const small = fc.nat({ max: 5 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('record' as const), of: small }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('amend' as const), of: small }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), of: small, with: small }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      name: fc.nat({ max: 2 }),
      process: fc.nat({ max: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), member: small }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('acknowledge' as const), member: small, event: small }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('acknowledgeLate' as const), member: small, event: small }),
  },
)
export const schedule = fc.array(step, { minLength: 10, maxLength: 30 })

type Running = {
  name: string
  member: MemberUnderTest
  held: Held
  cursors: Map<string, string>
  isOver: boolean
  ended: Promise<void>
}
type Process = Pick<History, 'ask' | 'subscribe'>

/** Play a schedule on a group of its own, then let one member of each process finish. Gives what was wrong. */
export async function runSchedule(
  history: History,
  processes: readonly [Process, Process],
  group: string,
  steps: readonly Step[],
) {
  const oracle = createGroupOracle()
  const profiles: string[] = []
  for (let count = 0; count < 3; count += 1) profiles.push(await history.newCustomer())
  const recorded: string[] = []
  const running: Running[] = []
  const over: Running[] = []
  let finishing = false

  async function follow(one: Running): Promise<void> {
    for (;;) {
      const event = await one.member.next().catch(() => null)
      if (!event) return
      // A session that has ended may still deliver what it had; its member must not process it.
      if (one.isOver || !event.interaction) continue
      const { id, revision } = event.interaction
      oracle.given(one.held, id, revision, event.replayed === true)
      one.cursors.set(id, event.cursor)
      if (finishing) await acknowledge(one, id)
    }
  }

  async function acknowledge(one: Running, id: string): Promise<void> {
    const cursor = one.cursors.get(id)
    if (cursor === undefined) return
    const endsWith = oracle.acknowledging(one.held, id)
    const answer = JSON.stringify(await one.member.acknowledge({ cursor }))
    if (answer.includes('"userErrors":[]')) return endsWith('DONE')
    endsWith('REFUSED')
    if (!one.isOver) oracle.faults.push(`an acknowledgement of ${one.name} was refused: ${answer}`)
  }

  function end(name: string): Running | undefined {
    const index = running.findIndex((each) => each.name === name)
    const [one] = index < 0 ? [] : running.splice(index, 1)
    if (!one) return undefined
    one.isOver = true
    over.push(one)
    return one
  }

  async function join(name: string, process: Process): Promise<void> {
    end(name)
    const member = await openMember(process, { group, member: name, filter: { departments: [group] } })
    const one: Running = {
      ...{ name, member, held: oracle.begin(), cursors: new Map(), isOver: false },
      ended: Promise.resolve(),
    }
    running.push(one)
    one.ended = follow(one)
  }

  async function play(each: Step): Promise<void> {
    const chosen = <Item>(items: readonly Item[], index: number) => items[index % Math.max(1, items.length)]
    switch (each.do) {
      case 'record': {
        const profileId = chosen(profiles, each.of) ?? ''
        const id = await history.record(profileId, { department: group })
        recorded.push(id)
        oracle.recorded(id, profileId)
        return
      }
      case 'amend': {
        const id = chosen(recorded, each.of)
        if (id === undefined) return
        await history.log.amend(id, ({ summary }) => ({ summary: `${summary}.` }))
        oracle.amended(id)
        return
      }
      case 'merge': {
        const [one, other] = [chosen(profiles, each.of) ?? '', chosen(profiles, each.with) ?? '']
        const isOneAlready = (await history.profileIdsOf(one)).includes(other)
        if (isOneAlready) return
        await history.merge(one, other)
        oracle.merged(one, other)
        return
      }
      case 'join':
        return join(`m${each.name}`, processes[each.process % 2 === 0 ? 0 : 1])
      case 'leave': {
        const one = chosen(running, each.member)
        if (one) await end(one.name)?.member.close()
        return
      }
      case 'acknowledge': {
        const one = chosen(running, each.member)
        const id = one && chosen([...one.held.keys()], each.event)
        if (one && id !== undefined) await acknowledge(one, id)
        return
      }
      case 'acknowledgeLate': {
        const one = chosen(over, each.member)
        const id = one && chosen([...one.held.keys()], each.event)
        const cursor = id && one?.cursors.get(id)
        if (!one || !cursor) return
        const answer = JSON.stringify(await one.member.acknowledge({ cursor }))
        if (!answer.includes('"CONFLICT"')) oracle.faults.push(`a late acknowledgement was taken: ${answer}`)
      }
    }
  }

  // The group begins before anything is recorded.
  await join('m0', processes[0])
  for (const each of steps) await play(each)
  finishing = true
  await join('last0', processes[0])
  await join('last1', processes[1])
  await until(
    `everything is acknowledged: ${JSON.stringify(steps)}`,
    async () => {
      for (const one of running) {
        const last = [...one.held.keys()].at(-1)
        if (last !== undefined) await acknowledge(one, last)
      }
      return oracle.missing().length === 0
    },
    30_000,
  )
  for (const one of [...running]) await end(one.name)?.member.close()
  await Promise.all(over.map(({ ended, member }) => member.close().then(() => ended)))
  // A caller may have 100 groups.
  await history.ask(deletion, { group })
  return { faults: oracle.faults, ...oracle.counts() }
}
