import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { streamCursor } from '../../../subgraphs/history/log/streamCursor.ts'
import { membersOf } from '../../support/recordingSubgraphs.ts'
import { changesOf, followCustomer, readPage } from './support/followCustomer.ts'
import { askChanges, createPoller, readChanges } from './support/pollChanges.ts'
import { asPartner, type History, startHistory } from './support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('changes')
})

afterAll(() => history.stop())

const positions = (of: Record<string, number>, ends: Record<string, number> = {}) =>
  streamCursor.encode(new Map(Object.entries(of)), {
    backlog: new Map(Object.entries(ends).map(([id, end]) => [id, { end, next: end }])),
  })

describe('changes', () => {
  it('gives the whole history from its oldest entry on, page by page, and then nothing new', async () => {
    const customerId = await history.newCustomer()
    const ids = await history.recordMany(customerId, 5)
    const first = await readChanges(history, customerId, { first: 2 })
    expect(first).toEqual({
      events: ids.slice(0, 2).map((id, index) => ({
        __typename: 'InteractionRecorded',
        change: 'RECORDED',
        cursor: positions({ [customerId]: index + 1 }, { [customerId]: 5 }),
        interaction: { id, kind: 'MESSAGE', revision: 1 },
        customer: { profileId: customerId },
      })),
      cursor: positions({ [customerId]: 2 }, { [customerId]: 5 }),
      hasMore: true,
    })
    const rest = await readChanges(history, customerId, { first: 3, after: first.cursor })
    expect(rest).toMatchObject({ cursor: positions({ [customerId]: 5 }), hasMore: false })
    expect(changesOf(rest.events)).toEqual(ids.slice(2).map((id) => `RECORDED ${id}`))
    expect(await readChanges(history, customerId, { after: rest.cursor })).toEqual({
      events: [],
      cursor: rest.cursor,
      hasMore: false,
    })
  })

  it('gives twenty events when no size is given', async () => {
    const customerId = await history.newCustomer()
    await history.recordMany(customerId, 21)
    const { events, hasMore } = await readChanges(history, customerId)
    expect({ count: events.length, hasMore }).toEqual({ count: 20, hasMore: true })
  })

  it('begins with an empty history too, and goes on with what is recorded then', async () => {
    const customerId = await history.newCustomer()
    const { cursor, ...empty } = await readChanges(history, customerId)
    expect(empty).toEqual({ events: [], hasMore: false })
    const id = await history.record(customerId)
    const { events } = await readChanges(history, customerId, { after: cursor })
    expect(changesOf(events)).toEqual([`RECORDED ${id}`])
  })

  it('gives a late message and an edit after the cursor of a page', async () => {
    const customerId = await history.newCustomer()
    const edited = await history.record(customerId)
    const { streamCursor: after } = await readPage(history, [customerId])
    const late = await history.record(customerId, { occurredAt: new Date('2025-01-01T00:00:00.000Z') })
    await history.log.amend(edited, () => ({ summary: 'edited' }))
    const { events, hasMore } = await readChanges(history, customerId, { after })
    expect(changesOf(events)).toEqual([`RECORDED ${late}`, `AMENDED ${edited}`])
    expect(hasMore).toBe(false)
  })

  it('takes the cursors of pages, of streams and of its own, and streams take its cursors', async () => {
    const customerId = await history.newCustomer()
    const ids = [await history.record(customerId), await history.record(customerId)]
    const page = await readPage(history, [customerId])
    const stream = await followCustomer(history, customerId)
    ids.push(await history.record(customerId), await history.record(customerId))
    const live = await stream.take(3)
    await stream.close()
    const whole = await readChanges(history, customerId, { first: 100 })
    expect(changesOf(whole.events)).toEqual(ids.map((id) => `RECORDED ${id}`))
    const rest = (after: string) =>
      readChanges(history, customerId, { after }).then(({ events }) =>
        events.map(({ interaction }) => interaction?.id),
      )
    for (const [at, { cursor }] of live.entries()) expect(await rest(cursor)).toEqual(ids.slice(2 + at))
    expect(await rest(page.streamCursor)).toEqual(ids.slice(2))
    for (const [at, { cursor }] of whole.events.entries()) {
      expect(await rest(cursor)).toEqual(ids.slice(at + 1))
      const resumed = await followCustomer(history, customerId, { after: cursor })
      const [position, ...after] = await resumed.take(ids.length - at)
      expect(position).toMatchObject({ change: 'POSITION', cursor })
      expect(after.map(({ interaction }) => interaction?.id)).toEqual(ids.slice(at + 1))
      await resumed.close()
    }
  })

  it('gives a copy of the history as pages show it, of a customer that was merged, separated and merged again', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await Promise.all([history.record(one), history.record(other)])
    await history.merge(one, other)
    await Promise.all([history.record(one), history.record(other)])
    await history.unmerge(other)
    const alone = await history.record(other)
    const ofOne = await history.record(one)
    const part = createPoller(history, other, null)
    await part.pollToEnd(1)
    const shown = async (...profileIds: string[]) =>
      (await readPage(history, profileIds)).nodes.map(({ id }) => id).sort()
    expect(idsOf(part.events)).toEqual(await shown(other))
    await history.merge(one, other)
    for (const size of [1, 2, 100]) {
      const whole = createPoller(history, other, null)
      await whole.pollToEnd(size)
      expect(idsOf(whole.events)).toEqual(await shown(one, other))
      expect(idsOf(whole.events)).toEqual(expect.arrayContaining([alone, ofOne]))
      expect(whole.cursor()).toBe((await readPage(history, [one, other])).streamCursor)
    }
  })

  it('continues a copy over a merge and a separation that came meanwhile', async () => {
    const [one, other, third] = [
      await history.newCustomer(),
      await history.newCustomer(),
      await history.newCustomer(),
    ]
    await history.merge(one, other)
    const before = [await history.record(one), await history.record(other), await history.record(one)]
    const copy = createPoller(history, one, null)
    await copy.poll(2)
    const joined = await history.record(third)
    await history.merge(one, third)
    const together = await history.record(third)
    await copy.poll(1)
    await history.unmerge(other)
    await history.record(other)
    const last = await history.record(third)
    await copy.pollToEnd(1)
    const messages = copy.events.filter(({ interaction }) => interaction?.kind === 'MESSAGE')
    expect(changesOf(messages)).toEqual([
      ...before.map((id) => `RECORDED ${id}`),
      `JOINED ${joined}`,
      ...[together, last].map((id) => `RECORDED ${id}`),
    ])
    expect(copy.events.filter(({ interaction }) => interaction?.kind === 'IDENTITY_CHANGE')).toHaveLength(3)
    const left = copy.events.flatMap(({ interactionIds = [] }) => interactionIds)
    expect(left).toContain(before[1])
    expect(left).not.toContain(before[0])
  })

  it('leaves out what the caller may not read and what the filter excludes, and goes on after it', async () => {
    const customerId = await history.newCustomer()
    const note = await history.record(customerId, { kind: 'NOTE', visibility: 'INTERNAL' })
    const mail = await history.record(customerId, { channel: 'EMAIL' })
    await history.record(customerId, { kind: 'NOTE', visibility: 'INTERNAL' })
    const all = await readChanges(history, customerId, { first: 1 })
    expect(changesOf(all.events)).toEqual([`RECORDED ${note}`])
    const ofPartner = await readChanges(history, customerId, {}, asPartner)
    expect(changesOf(ofPartner.events)).toEqual([`RECORDED ${mail}`])
    expect(ofPartner).toMatchObject({ cursor: positions({ [customerId]: 3 }), hasMore: false })
    const filter = { channels: ['EMAIL'] }
    expect(changesOf((await readChanges(history, customerId, { filter })).events)).toEqual([
      `RECORDED ${mail}`,
    ])
  })

  it('reads at most 1,000 interactions for one page, also when none of them match', async () => {
    const customerId = await history.newCustomer()
    await history.recordMany(customerId, 1_001)
    const mail = await history.record(customerId, { channel: 'EMAIL' })
    const filter = { channels: ['EMAIL'] }
    const first = await readChanges(history, customerId, { filter })
    expect(first).toEqual({
      events: [],
      cursor: positions({ [customerId]: 1_000 }, { [customerId]: 1_002 }),
      hasMore: true,
    })
    const second = await readChanges(history, customerId, { filter, after: first.cursor })
    expect(changesOf(second.events)).toEqual([`RECORDED ${mail}`])
    expect(second.hasMore).toBe(false)
  })

  it('reads little when there is nothing new, and about a page when there is much', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.merge(one, other)
    await history.recordMany(one, 300)
    const { streamCursor: after } = await readPage(history, [one, other])
    const commands: string[] = []
    const limits: unknown[] = []
    const record = ({ commandName, command }: { commandName: string; command: unknown }) => {
      if (membersOf(command)[commandName] !== 'interactions') return
      commands.push(commandName)
      const { limit } = membersOf(command)
      if (limit !== undefined) limits.push(limit)
    }
    history.connection.getClient().on('commandStarted', record)
    await readChanges(history, one, { after })
    // The ends of the logs, for the start and for the read.
    expect(commands).toEqual(['aggregate', 'aggregate'])
    await readChanges(history, one, { first: 5 })
    history.connection.getClient().off('commandStarted', record)
    expect([...new Set(limits)]).toEqual([50])
  })

  it('refuses what customerHistory refuses, and a size out of range', async () => {
    const [customerId, other] = [await history.newCustomer(), await history.newCustomer()]
    const codeOf = async (id: string, given: object) => {
      const { data, errors } = await askChanges(history, id, given)
      expect(data).toEqual({ changes: null })
      return `${String(errors?.[0]?.extensions?.['code'])} ${errors?.[0]?.message.slice(0, 40)}`
    }
    expect(await codeOf('cus_1', {})).toMatch(/^BAD_USER_INPUT customerId: expected cus_…/)
    expect(await codeOf(newId('cus'), {})).toMatch(/^NOT_FOUND/)
    expect(await codeOf(customerId, { first: 0 })).toBe('BAD_USER_INPUT first: expected 1 to 100, got 0')
    expect(await codeOf(customerId, { first: 101 })).toBe('BAD_USER_INPUT first: expected 1 to 100, got 101')
    const cursors = [
      '',
      'stream.x.y',
      positions({}),
      positions({ [other]: 0 }),
      positions({ [customerId]: 0, [other]: 0 }),
      positions({ [customerId]: 0, [other]: 0 }, { [customerId]: 9, [other]: 9 }),
    ]
    for (const after of cursors) expect(await codeOf(customerId, { after })).toMatch(/^INVALID_CURSOR/)
    const departments = Array.from({ length: 51 }, String)
    expect(await codeOf(customerId, { filter: { departments } })).toMatch(/^BAD_USER_INPUT/)
  })

  it('does not lead beyond a separation by a made-up cursor', async () => {
    const [one, other, third] = [
      await history.newCustomer(),
      await history.newCustomer(),
      await history.newCustomer(),
    ]
    await history.merge(one, other)
    await history.merge(one, third)
    await history.unmerge(one)
    const foreign = await history.record(third)
    const after = positions({ [one]: 2, [third]: 0 }, { [third]: 1_000 })
    const poller = createPoller(history, one, after)
    await poller.pollToEnd(100)
    expect(idsOf(poller.events)).not.toContain(foreign)
  })
})

function idsOf(events: { interaction: { id: string } | null }[]): (string | undefined)[] {
  return events.map(({ interaction }) => interaction?.id).sort()
}
