import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followCustomer, readPage } from './support/followCustomer.ts'
import type { LiveEvent } from './support/liveEvents.ts'
import { createPoller } from './support/pollChanges.ts'
import { type History, startHistory } from './support/startHistory.ts'

const programs = 30
const customers = 3
let now = Date.parse('2026-06-01T12:00:00.000Z')
let history: History

beforeAll(async () => {
  // No two writes at the same time: then the order over several logs is that of the times for every reader.
  history = await startHistory('changes_like_stream', { clock: () => new Date((now += 1_000)) })
})

afterAll(() => history.stop())

const step = fc.record({
  do: fc.oneof(
    { weight: 4, arbitrary: fc.constant('write' as const) },
    { weight: 2, arbitrary: fc.constant('amend' as const) },
    { weight: 3, arbitrary: fc.constantFrom('merge' as const, 'unmerge' as const) },
    { weight: 3, arbitrary: fc.constant('poll' as const) },
  ),
  at: fc.nat(customers - 1),
  with: fc.nat(customers - 1),
  size: fc.integer({ min: 1, max: 4 }),
})
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never

/** The last revision of each interaction, in the order of the last revisions. */
function coalesced(events: LiveEvent[]): [id: string, revision: number][] {
  const revisions = new Map<string, number>()
  for (const { interaction } of events) {
    if (!interaction) continue
    revisions.delete(interaction.id)
    revisions.set(interaction.id, interaction.revision)
  }
  return [...revisions]
}

/** Customers, of which the first is followed. */
async function createWorld() {
  const ids: string[] = []
  while (ids.length < customers) ids.push(await history.newCustomer())
  const [followed = ''] = ids
  const written: { id: string; profileId: string }[] = []
  /** Amended while it belonged to another customer: which of its former revisions is read depends on the time. */
  const amendedApart = new Set<string>()

  return {
    followed,
    written,
    amendedApart,
    /** Change something in the database, if the step can. */
    async change(each: Step): Promise<void> {
      const [profileId = '', other = ''] = [ids[each.at], ids[each.with]]
      if (each.do === 'write') written.push({ id: await history.record(profileId), profileId })
      if (each.do === 'amend') {
        const one = written[each.at % Math.max(1, written.length)]
        if (one) {
          await history.log.amend(one.id, () => ({ summary: `edited at ${now}` }))
          if (!(await history.profileIdsOf(followed)).includes(one.profileId)) amendedApart.add(one.id)
        }
      }
      const group = await history.profileIdsOf(profileId)
      if (each.do === 'merge' && !group.includes(other)) await history.merge(profileId, other)
      if (each.do === 'unmerge' && group.length > 1) await history.unmerge(profileId)
    },
  }
}

async function run(before: Step[], after: Step[], size: number): Promise<void> {
  const world = await createWorld()
  const { followed } = world
  for (const each of before) await world.change(each)

  const page = await readPage(history, await history.profileIdsOf(followed))
  const stream = await followCustomer(history, followed, { after: page.streamCursor })
  const poller = createPoller(history, followed, page.streamCursor)
  const copy = createPoller(history, followed, null)
  await copy.poll(size)
  for (const each of after) {
    await world.change(each)
    if (each.do === 'poll') for (const one of [poller, copy]) await one.poll(each.size)
  }
  const last = await history.record(followed)
  const streamed = await stream.takeUntil(({ interaction }) => interaction?.id === last)
  await stream.close()
  await poller.pollToEnd(size)
  await copy.pollToEnd(size)

  const certain = ([id]: [id: string, revision: number]) => !world.amendedApart.has(id)
  expect(coalesced(poller.events).filter(certain)).toEqual(coalesced(streamed).filter(certain))
  const repeats = poller.events.map(({ interaction }) => `${interaction?.id} ${interaction?.revision}`)
  expect(new Set(repeats).size).toBe(repeats.length)

  // A copy from the oldest entry on is the page and then the stream, but for what was left with a separation.
  const known = new Map([
    ...page.nodes.map(({ id, revision }): [string, number] => [id, revision]),
    ...coalesced(streamed),
  ])
  const copied = new Map(coalesced(copy.events))
  const group = await history.profileIdsOf(followed)
  const left = world.written.filter(({ profileId }) => !group.includes(profileId)).map(({ id }) => id)
  for (const entry of copied) if (certain(entry)) expect(known.get(entry[0])).toBe(entry[1])
  for (const entry of known)
    if (certain(entry) && !left.includes(entry[0])) expect(copied.has(entry[0])).toBe(true)
  expect(copy.events.at(-1)?.interaction?.id).toBe(last)

  // One that begins now is what pages show.
  const whole = createPoller(history, followed, null)
  await whole.pollToEnd(size)
  const shown = await readPage(history, group)
  expect(new Map(coalesced(whole.events))).toEqual(
    new Map(shown.nodes.map(({ id, revision }) => [id, revision])),
  )
  expect(whole.cursor()).toBe(shown.streamCursor)
}

describe('changes', () => {
  it(
    `gives what a live stream delivers, in the same order, for any sizes of pages and over merges, in ${programs} random programs`,
    { timeout: 120_000 },
    async () => {
      const steps = fc.array(step, { minLength: 2, maxLength: 12 })
      await fc.assert(fc.asyncProperty(steps, steps, fc.integer({ min: 1, max: 7 }), run), {
        numRuns: programs,
      })
    },
  )
})
