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
  for (const { interaction, interactionIds = [] } of events) {
    for (const id of interactionIds) revisions.delete(id)
    if (!interaction) continue
    revisions.delete(interaction.id)
    revisions.set(interaction.id, interaction.revision)
  }
  return [...revisions]
}

/** The revisions that came although they had come before, and had not left since. */
function repeatsIn(events: LiveEvent[]): string[] {
  const revisions = new Map<string, number>()
  return events.flatMap(({ interaction, interactionIds = [] }) => {
    for (const id of interactionIds) revisions.delete(id)
    if (!interaction) return []
    const { id, revision } = interaction
    const isRepeat = revisions.get(id) === revision
    revisions.set(id, revision)
    return isRepeat ? [`${id} ${revision}`] : []
  })
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
  for (const { events } of [poller, copy]) expect(repeatsIn(events)).toEqual([])
  expect(copy.events.at(-1)?.interaction?.id).toBe(last)

  // A page with what came after it, and a copy from the oldest entry on, are what a page shows now.
  const shown = await readPage(history, await history.profileIdsOf(followed))
  const expected = new Map(shown.nodes.map(({ id, revision }) => [id, revision]))
  const known = page.nodes.map(({ id, revision }): LiveEvent => {
    return { __typename: '', change: 'RECORDED', cursor: '', interaction: { id, kind: '', revision } }
  })
  expect(new Map(coalesced([...known, ...streamed]))).toEqual(expected)
  expect(new Map(coalesced(copy.events))).toEqual(expected)

  // One that begins now is what pages show.
  const whole = createPoller(history, followed, null)
  await whole.pollToEnd(size)
  expect(new Map(coalesced(whole.events))).toEqual(expected)
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
