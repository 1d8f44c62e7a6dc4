import type { LiveEvent } from './support/liveEvents.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { streamCursor } from '../../../subgraphs/history/log/streamCursor.ts'
import { changesOf, followCustomer, readLogs, readPage } from './support/followCustomer.ts'
import { asPartner, type History, startHistory } from './support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('live')
})

afterAll(() => history.stop())

async function errorOf(subscribing: Promise<unknown>): Promise<unknown> {
  return subscribing.then(
    () => null,
    (error: unknown) => error,
  )
}

/** The last revision of each interaction, in the order of the last revisions. */
function finalRevisions(events: LiveEvent[]): string[] {
  const revisions = new Map<string, string>()
  for (const { interaction } of events) {
    if (!interaction) continue
    revisions.delete(interaction.id)
    revisions.set(interaction.id, `${interaction.id} ${interaction.revision}`)
  }
  return [...revisions.values()]
}

describe('customerHistory', () => {
  it('delivers the position first, then what happens', async () => {
    const customerId = await history.newCustomer()
    await history.record(customerId)
    const events = await followCustomer(history, customerId)
    expect(await events.next()).toEqual({
      __typename: 'HistoryPosition',
      change: 'POSITION',
      cursor: streamCursor.encode(new Map([[customerId, 1]])),
      interaction: null,
      customer: { profileId: customerId },
    })
    const id = await history.record(customerId)
    expect(await events.next()).toEqual({
      __typename: 'InteractionRecorded',
      change: 'RECORDED',
      cursor: streamCursor.encode(new Map([[customerId, 2]])),
      interaction: { id, kind: 'MESSAGE', revision: 1 },
      customer: { profileId: customerId },
    })
    await history.log.amend(id, () => ({ summary: 'edited' }))
    expect(await events.next()).toMatchObject({
      __typename: 'InteractionAmended',
      change: 'AMENDED',
      interaction: { id, revision: 2 },
    })
    await events.close()
  })

  it('delivers nothing of other customers', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const events = await followCustomer(history, one)
    await events.next()
    await history.record(other)
    const id = await history.record(one)
    expect(await events.next()).toMatchObject({ interaction: { id: id } })
    await events.close()
  })

  it('continues after a page without a gap and without a repeat, whatever is written meanwhile', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const customerId = await history.merge(one, other)
    await Promise.all([history.record(one), history.record(other)])
    const writing = Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let write = 0; write < 6; write += 1) {
          const id = await history.record((writer + write) % 2 ? one : other)
          if (write % 2) await history.log.amend(id, () => ({ summary: 'edited' }))
        }
      }),
    )
    const followings = Array.from({ length: 6 }, async () => {
      const page = await readPage(history, [one, other])
      return { page, events: await followCustomer(history, customerId, { after: page.streamCursor }) }
    })
    const followed = await Promise.all(followings)
    await writing
    const last = await history.record(one, { summary: 'the last' })
    const end = (await readLogs(history, [one, other])).filter(({ body }) => !isTwin(body))

    for (const { page, events } of followed) {
      const [position, ...rest] = await events.takeUntil(({ interaction }) => interaction?.id === last)
      expect(position?.change).toBe('POSITION')
      const known = new Map(page.nodes.map(({ id, revision }) => [id, revision]))
      for (const { change, interaction } of rest) {
        if (!interaction) throw new Error('an event without an interaction')
        // No repeat: every event is a revision that was not delivered before.
        expect(interaction.revision).toBeGreaterThan(known.get(interaction.id) ?? 0)
        expect(change).toBe(known.has(interaction.id) ? 'AMENDED' : 'RECORDED')
        known.set(interaction.id, interaction.revision)
      }
      // The two logs are merged by time, so the other one may have unread interactions.
      while (end.some(({ id, revision }) => known.get(id) !== revision)) {
        const { interaction } = await events.next()
        if (interaction) known.set(interaction.id, interaction.revision)
      }
      await events.close()
    }
  })

  it('continues after the cursor of any event with exactly the rest', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const events = await followCustomer(history, one)
    const ids: string[] = []
    for (let write = 0; write < 4; write += 1) ids.push(await history.record(write % 2 ? other : one))
    await history.log.amend(ids[0] ?? '', () => ({ summary: 'edited' }))
    await history.merge(one, other)
    for (let write = 0; write < 4; write += 1) ids.push(await history.record(write % 2 ? other : one))
    await history.log.amend(ids[3] ?? '', () => ({ summary: 'edited' }))
    await history.unmerge(other)
    const last = await history.record(one)
    const all = await events.takeUntil(({ interaction }) => interaction?.id === last)
    await events.close()

    for (const [index, { cursor }] of all.entries()) {
      const again = await followCustomer(history, one, { after: cursor })
      expect(await again.next()).toMatchObject({ change: 'POSITION', cursor })
      const expected = all.slice(index + 1)
      if (expected.length === 0) {
        const next = await history.record(one)
        expect(await again.next()).toMatchObject({ interaction: { id: next } })
      } else {
        const rest = await again.takeUntil(({ interaction }) => interaction?.id === last)
        expect(finalRevisions(rest)).toEqual(finalRevisions(expected))
        expect(rest.at(-1)?.cursor).toBe(all.at(-1)?.cursor)
      }
      await again.close()
    }
  })

  it('delivers after a resumed cursor each interaction once, in its latest revision', async () => {
    const customerId = await history.newCustomer()
    const events = await followCustomer(history, customerId)
    const { cursor } = await events.next()
    const ids = await history.recordMany(customerId, 210)
    for (const id of ids.slice(0, 10)) await history.log.amend(id, () => ({ summary: 'edited' }))
    const resumed = await followCustomer(history, customerId, { after: cursor })
    const [, ...rest] = await resumed.take(211)
    expect(changesOf(rest)).toEqual([...ids.slice(10), ...ids.slice(0, 10)].map((id) => `RECORDED ${id}`))
    await resumed.close()
    await events.close()
  })

  it('delivers only what matches the filter, with a cursor after the rest', async () => {
    const customerId = await history.newCustomer()
    const events = await followCustomer(history, customerId, { filter: { channels: ['EMAIL'] } })
    await events.next()
    await history.record(customerId)
    const mail = await history.record(customerId, { channel: 'EMAIL' })
    const event = await events.next()
    expect(event).toMatchObject({
      interaction: { id: mail },
      cursor: streamCursor.encode(new Map([[customerId, 2]])),
    })
    await events.close()
  })

  it('delivers notes and internal interactions only to callers that may read them', async () => {
    const customerId = await history.newCustomer()
    const [agent, partner] = [
      await followCustomer(history, customerId),
      await followCustomer(history, customerId, {}, asPartner),
    ]
    await Promise.all([agent.next(), partner.next()])
    const note = await history.record(customerId, { kind: 'NOTE', visibility: 'INTERNAL' })
    const message = await history.record(customerId)
    expect(changesOf(await agent.take(2))).toEqual([`RECORDED ${note}`, `RECORDED ${message}`])
    expect(changesOf(await partner.take(1))).toEqual([`RECORDED ${message}`])
    await Promise.all([agent.close(), partner.close()])
  })

  it('refuses an unknown customer, a malformed id and a cursor of another customer', async () => {
    const [customerId, other] = [await history.newCustomer(), await history.newCustomer()]
    const cursor = (positions: Record<string, number>) =>
      streamCursor.encode(new Map(Object.entries(positions)))
    const refused = (code: string): unknown => expect.objectContaining({ extensions: { code } })
    expect(await errorOf(followCustomer(history, 'cus_1'))).toEqual(refused('BAD_USER_INPUT'))
    expect(await errorOf(followCustomer(history, newId('cus')))).toEqual(refused('NOT_FOUND'))
    expect(await errorOf(followCustomer(history, customerId, { after: '' }))).toEqual(
      refused('INVALID_CURSOR'),
    )
    expect(await errorOf(followCustomer(history, customerId, { after: 'stream.x.y' }))).toEqual(
      refused('INVALID_CURSOR'),
    )
    expect(await errorOf(followCustomer(history, customerId, { after: cursor({}) }))).toEqual(
      refused('INVALID_CURSOR'),
    )
    expect(await errorOf(followCustomer(history, customerId, { after: cursor({ [other]: 0 }) }))).toEqual(
      refused('INVALID_CURSOR'),
    )
    // A made-up cursor, to read the log of another customer with one's own.
    expect(
      await errorOf(followCustomer(history, customerId, { after: cursor({ [customerId]: 0, [other]: 0 }) })),
    ).toEqual(refused('INVALID_CURSOR'))
    const departments = Array.from({ length: 51 }, String)
    expect(await errorOf(followCustomer(history, customerId, { filter: { departments } }))).toEqual(
      refused('BAD_USER_INPUT'),
    )
  })
})

function isTwin(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'isTwin' in body && body.isTwin === true
}
