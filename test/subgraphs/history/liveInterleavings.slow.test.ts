import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Kept, type Model } from '../../../examples/follow/model.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import type { Access } from '../../../interactions/visibility/access.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { ChangeFanOut, Subscriber } from '../../../subgraphs/history/changes/changeFanOut.ts'
import { createRecentChanges } from '../../../subgraphs/history/changes/recentChanges.ts'
import { createCustomerHistory } from '../../../subgraphs/history/live/customerHistory.ts'
import type { StreamStart } from '../../../subgraphs/history/live/streamStart.ts'
import { createMemoryLogs, type MemoryLogs } from './support/memoryLogs.ts'
import { asAgent } from './support/startHistory.ts'

const runs = 1_000
const profileIds = [1, 2, 3].map((number) => `cus_01987a1c-0000-7000-8000-00000000000${number}`)
// Neither the oldest nor the youngest: of a merge either record may be the one that is shown.
const [, followed = ''] = profileIds

/** What is written, and how its notification arrives. */
const anyWrite = fc.record({
  do: fc.constantFrom('record', 'record', 'record', 'amend', 'merge', 'unmerge'),
  at: fc.nat(2),
  other: fc.nat(2),
  choice: fc.nat(20),
  isLate: fc.boolean(),
  notified: fc.constantFrom('ONCE', 'ONCE', 'ONCE', 'TWICE', 'LOST', 'SKIPPED'),
})
type Write = typeof anyWrite extends fc.Arbitrary<infer Each> ? Each : never

const everything: Access = {
  maySeeCustomer: async () => true,
  visibleProfiles: async () => null,
  maySeeCustomerOf: async () => true,
  maySeeInteraction: async () => true,
  maySeeRow: async () => true,
  maySeeConversation: async () => true,
  visibleConversation: (id) => ({ id }),
  visibleCustomer: (reference) => reference,
}

function write(logs: MemoryLogs, { do: what, at, other, choice, isLate }: Write): Interaction[] {
  const [profileId = '', otherId = ''] = [profileIds[at], profileIds[other]]
  if (what === 'amend') return logs.amend(profileId, choice)
  if (what === 'merge') return logs.merge(profileId, otherId, isLate)
  if (what === 'unmerge') return logs.unmerge(profileId, isLate)
  return [logs.record(profileId)]
}

async function run(scheduler: fc.Scheduler, writes: Write[]): Promise<void> {
  const logs = createMemoryLogs(profileIds)
  const subscribers = new Set<{ subscriber: Subscriber; followed: Set<string> }>()
  const notifications: { interaction: Interaction; notified: Write['notified'] }[] = []

  /** The notifications come in the order of the writes, at any time after them. */
  function notifyNext(): void {
    const next = notifications.shift()
    if (!next) return
    for (const { subscriber, followed: profiles } of subscribers) {
      if (!profiles.has(next.interaction.profileId)) continue
      // Nothing says that it was skipped but the next notification of its log.
      if (next.notified === 'SKIPPED' && next.interaction.profileId === followed) continue
      if (next.notified === 'LOST') subscriber.onGap()
      else subscriber.onChange(next.interaction)
      if (next.notified === 'TWICE') subscriber.onChange(next.interaction)
    }
  }

  const changeFanOut: ChangeFanOut = {
    opened: async () => undefined,
    stop: async () => undefined,
    // Of the feed only.
    recent: createRecentChanges(),
    readMissed: async () => 'LOST',
    subscribe(subscriber) {
      const entry = { subscriber, followed: new Set<string>() }
      subscribers.add(entry)
      return {
        follow(ids) {
          entry.followed = new Set(ids)
        },
        followAll: () => undefined,
        close: () => void subscribers.delete(entry),
      }
    },
  }

  let model: Model<Kept> = { cursor: '', interactions: new Map(), isLost: false }
  const streamStart: StreamStart = {
    accessNow: () => everything,
    async atEnd(_customerId, _request, follow = () => undefined) {
      const group = logs.groupOf(followed)
      follow(group)
      const interactions = [...logs.page(followed)].map(([id, revision]): [string, Kept] => [
        id,
        { id, revision },
      ])
      model = { ...model, interactions: new Map(interactions) }
      const positions = logs.positions(group)
      await scheduler.schedule(Promise.resolve(), 'the positions arrive')
      return {
        customer: { customerId: group[0] ?? followed, profileIds: group },
        startAt: { positions, backlog: new Map(), isJoined: false, regrouping: null, anchor: null },
      }
    },
    atOldest: () => Promise.reject(new Error('not used')),
    after: () => Promise.reject(new Error('not used')),
  }
  const { readAfter, lastPositions, readIdentityChanges, readTwins, readRecordedAt } = logs.store
  const customerHistory = createCustomerHistory({
    log: {
      readAfter: scheduler.scheduleFunction(readAfter),
      lastPositions: scheduler.scheduleFunction(lastPositions),
      readIdentityChanges: scheduler.scheduleFunction(readIdentityChanges),
      readTwins: scheduler.scheduleFunction(readTwins),
      readRecordedAt: scheduler.scheduleFunction(readRecordedAt),
      readNewestIdentityChange: async () => null,
      readChangedAfter: async () => [],
      countIn: async () => 0,
    },
    changeFanOut,
    streamStart,
    logger: createLogger({ level: 'silent', name: 'test' }),
  })

  function commit(interactions: Interaction[], notified: Write['notified']): void {
    for (const interaction of interactions) {
      notifications.push({ interaction, notified })
      void scheduler.schedule(Promise.resolve(), `notify ${interaction.id}`).then(notifyNext)
    }
  }

  async function writeAll(): Promise<string> {
    for (const each of writes) {
      await scheduler.schedule(Promise.resolve(), each.do)
      commit(write(logs, each), each.notified)
    }
    const last = logs.record(followed)
    commit([last], 'ONCE')
    return last.id
  }

  const wholeWriting = writeAll()
  async function read(): Promise<void> {
    const events = await customerHistory(
      { customerId: followed },
      { principal: asAgent, scope: createRequestScope() },
    )
    let last: string | null = null
    void wholeWriting.then((id) => {
      last = id
    })
    let given: string | undefined
    while (last === null || given !== last) {
      const { value, done } = await events.next()
      if (done) throw new Error('the stream has ended')
      const { interaction } = value
      if (interaction) expect(model.interactions.get(interaction.id)?.revision).not.toBe(interaction.revision)
      model = apply(model, [value])
      given = interaction?.id
    }
    await events.return()
  }

  await scheduler.waitFor(Promise.all([wholeWriting, read()]))
  const revisions = [...model.interactions.values()].map(({ id, revision }) => [id, revision])
  expect(new Map(revisions.map(([id, revision]) => [id, revision]))).toEqual(logs.page(followed))
}

describe('a live stream', () => {
  it(
    `repeats nothing and adds up to the page, however commits, notifications (late, twice, lost, skipped) and reads interleave, in ${runs} schedules`,
    { timeout: 60_000 },
    async () => {
      expect.hasAssertions()
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), fc.array(anyWrite, { minLength: 1, maxLength: 15 }), run),
        { numRuns: runs },
      )
    },
  )
})
