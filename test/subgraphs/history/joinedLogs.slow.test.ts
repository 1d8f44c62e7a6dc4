import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { follow } from '../../../examples/follow/follow.ts'
import type { Kept, Model } from '../../../examples/follow/model.ts'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'
import type { HistoryEvent } from '../../../subgraphs/history/live/historyEvent.ts'
import { agentOf } from '../../support/limitedCallers.ts'
import { changesOf, followCustomer, readPage } from './support/followCustomer.ts'
import { type Following, openFollowing } from './support/openFollowing.ts'
import type { LiveEvent } from './support/liveEvents.ts'
import { createPoller, readChanges } from './support/pollChanges.ts'
import { asAgent, asPartner, type History, startHistory } from './support/startHistory.ts'

let history: History
/** Announces more than three interactions. */
let following: Following

beforeAll(async () => {
  history = await startHistory('joined_logs')
  following = openFollowing(history, { maxJoined: 3 })
})

afterAll(async () => {
  await following.stop()
  await history.stop()
})

const newPair = async () => [await history.newCustomer(), await history.newCustomer()] as const

const bare = ({ change, interaction }: HistoryEvent) => (interaction ? `${change} ${interaction.id}` : change)

describe('a log that joins', () => {
  it('is delivered when it is short, and only announced when it is longer than the bound', async () => {
    const [one, other] = await newPair()
    const third = await history.newCustomer()
    const short = await history.recordMany(other, 3)
    const long = await history.recordMany(third, 4)
    const stream = await following.events(one, null, asPartner)
    await stream.next()
    await history.merge(one, other)
    for (const id of short) expect(bare(await stream.next())).toBe(`JOINED ${id}`)
    await history.merge(one, third)
    const announced = await stream.next()
    expect(announced).toMatchObject({ change: 'LOG_JOINED', interaction: null, count: 4 })
    const later = await history.record(third)
    expect(bare(await stream.next())).toBe(`RECORDED ${later}`)
    await stream.close()

    if (announced.change !== 'LOG_JOINED') throw new Error('expected LOG_JOINED')
    const page = await following.changes(one, announced.pageAfter, 3, asPartner)
    expect(page.events.map(bare)).toEqual(long.slice(0, 3).map((id) => `JOINED ${id}`))
    const rest = await following.changes(one, page.cursor, 3, asPartner)
    expect(rest.events.map(bare)).toEqual([`JOINED ${long[3]}`, `RECORDED ${later}`])
    expect(rest.hasMore).toBe(false)

    // The rest of it is short enough for a stream.
    const resumed = await following.events(one, page.cursor, asPartner)
    await resumed.next()
    expect([bare(await resumed.next()), bare(await resumed.next())]).toEqual(rest.events.map(bare))
    await resumed.close()
    const again = await following.events(one, announced.pageAfter, asPartner)
    await again.next()
    expect(await again.next()).toMatchObject({ change: 'LOG_JOINED', pageAfter: announced.pageAfter })
    await again.close()
  })

  it('is counted by what the caller may read and what the filter lets pass', async () => {
    const [one, other] = await newPair()
    await history.recordMany(other, 4)
    for (const department of ['support', 'sales', 'support']) await history.record(other, { department })
    await history.record(other, { visibility: 'INTERNAL' })
    await history.record(other, { channel: 'EMAIL' })
    const callers = [
      [asAgent, undefined, 9],
      [asPartner, undefined, 8],
      [agentOf('sales'), undefined, 7],
      [asAgent, { channels: ['EMAIL' as const] }, 1],
    ] as const
    const streams = await Promise.all(
      callers.map(async ([principal, filter]) =>
        following.events(one, null, principal, filter && { channels: [...filter.channels] }),
      ),
    )
    for (const stream of streams) await stream.next()
    await history.merge(one, other)
    for (const [index, stream] of streams.entries()) {
      let event = await stream.next()
      if (event.change === 'RECORDED') event = await stream.next()
      expect(event).toMatchObject({ change: 'LOG_JOINED', count: callers[index]?.[2] })
      await stream.close()
    }
  })

  it('is not announced to a caller that may read nothing of it', async () => {
    const [one, other] = await newPair()
    for (let count = 0; count < 4; count += 1) await history.record(other, { visibility: 'INTERNAL' })
    const stream = await following.events(one, null, asPartner)
    await stream.next()
    await history.merge(one, other)
    const later = await history.record(one)
    expect(bare(await stream.next())).toBe(`RECORDED ${later}`)
    await stream.close()
  })

  it('is given without what the caller may not read, and never as hidden', async () => {
    const [one, other] = await newPair()
    const hidden = await history.record(other)
    await history.log.amend(hidden, () => ({ visibility: 'INTERNAL' }))
    const shown = await history.record(other)
    const stream = await followCustomer(history, one, {}, asPartner)
    await stream.next()
    await history.merge(one, other)
    expect(changesOf([await stream.next()])).toEqual([`JOINED ${shown}`])
    await history.log.amend(shown, () => ({ visibility: 'INTERNAL' }))
    expect(await stream.next()).toMatchObject({ change: 'HIDDEN', interactionId: shown })
    await stream.close()
  })

  it('is delivered again from its beginning when it joins again', async () => {
    const [one, other] = await newPair()
    const first = await history.record(other)
    const stream = await followCustomer(history, one, {}, asPartner)
    await stream.next()
    await history.merge(one, other)
    await history.unmerge(other)
    const apart = await history.record(other)
    await history.merge(one, other)
    const last = await history.record(one)
    expect(changesOf(await stream.take(5))).toEqual([
      `JOINED ${first}`,
      `LEFT ${first}`,
      `JOINED ${first}`,
      `JOINED ${apart}`,
      `RECORDED ${last}`,
    ])
    await stream.close()
  })
})

const namedBy = (events: LiveEvent[]) => events.flatMap(({ interactionIds = [] }) => interactionIds)

describe('a log that leaves', () => {
  it('is named in batches of a thousand, between which a stream and changes can go on', async () => {
    const [one, other] = await newPair()
    await history.merge(one, other)
    const gone: string[] = []
    for (const count of [700, 320]) gone.push(...(await history.recordMany(other, count)))
    const [edited = ''] = gone
    const stream = await followCustomer(history, one, {}, asPartner)
    const { cursor: began } = await stream.next()
    await history.unmerge(other)
    // What happens with it afterwards is nothing of the customer's.
    await history.log.amend(edited, () => ({ summary: 'edited' }))
    await history.record(other)
    const last = await history.record(one)
    const events = await stream.take(3)
    await stream.close()
    expect(events.map(({ change, interactionIds }) => [change, interactionIds?.length])).toEqual([
      ['LEFT', 999],
      ['LEFT', 21],
      ['RECORDED', undefined],
    ])
    const named = events.flatMap(({ interactionIds = [] }) => interactionIds)
    expect(named).toEqual(gone)

    for (const [index, { cursor }] of events.entries()) {
      const again = await followCustomer(history, one, { after: cursor }, asPartner)
      expect(changesOf((await again.take(events.length - index)).slice(1))).toEqual(
        changesOf(events.slice(index + 1)),
      )
      await again.close()
      const poller = createPoller(history, one, cursor)
      await poller.pollToEnd(1)
      expect(poller.events.at(-1)?.interaction?.id ?? last).toBe(last)
    }
    const whole = createPoller(history, one, began)
    await whole.pollToEnd(10)
    expect(whole.events.flatMap(({ interactionIds = [] }) => interactionIds)).toContain(edited)
  })

  it('is named up to what was delivered, when something was recorded in it while the unmerge committed', async () => {
    const [one, other] = await newPair()
    const third = await history.newCustomer()
    await history.merge(one, other)
    await history.merge(one, third)
    const early = await history.record(third)
    const page = await readPage(history, await history.profileIdsOf(one))
    const late = await history.record(third)
    const shown = await readPage(history, await history.profileIdsOf(one))
    await history.unmerge(one)
    // As if the unmerge had read the end of the third log before it: this log has no record of the unmerge.
    const { matchedCount } = await interactionModel(history.connection).updateMany(
      { kind: 'IDENTITY', 'body.change': 'UNMERGED', profileId: { $in: [one, other] } },
      { $inc: { [`body.positions.${third}`]: -1 } },
    )
    expect(matchedCount).toBe(2)

    const before = await followCustomer(history, one, { after: page.streamCursor })
    expect(namedBy(await before.takeUntil(({ change }) => change === 'LEFT'))).not.toContain(late)
    await before.close()
    const stream = await followCustomer(history, one, { after: shown.streamCursor })
    const events = await stream.takeUntil(({ change }) => change === 'LEFT')
    await stream.close()
    expect(namedBy(events)).toEqual(expect.arrayContaining([early, late]))
    // Also for one that goes on between the record and LEFT.
    const [, unmerged] = events
    expect(unmerged?.change).toBe('RECORDED')
    const { events: rest } = await readChanges(history, one, { after: unmerged?.cursor ?? null })
    expect(namedBy(rest)).toEqual(expect.arrayContaining([early, late]))
  })

  it('is named without what the caller could never read, and without what the filter never let pass', async () => {
    const [one, other] = await newPair()
    await history.merge(one, other)
    const mail = await history.record(other, { channel: 'EMAIL' })
    const chat = await history.record(other, { channel: 'WHATSAPP' })
    const note = await history.record(other, { kind: 'NOTE', visibility: 'INTERNAL' })
    const hidden = await history.record(other, { channel: 'EMAIL' })
    const callers = [
      [asPartner, {}],
      [asPartner, { filter: { channels: ['EMAIL'] } }],
      [asAgent, { filter: { kinds: ['NOTE'] } }],
    ] as const
    const streams = await Promise.all(
      callers.map(([principal, given]) => followCustomer(history, one, given, principal)),
    )
    for (const stream of streams) await stream.next()
    await history.log.amend(hidden, () => ({ visibility: 'INTERNAL' }))
    await history.unmerge(other)
    const ofStreams = await Promise.all(
      streams.map((stream) => stream.takeUntil(({ change }) => change === 'LEFT')),
    )
    expect(ofStreams.map((events) => events.at(-1)?.interactionIds)).toEqual([
      [mail, chat, hidden],
      [mail, hidden],
      [note],
    ])
    for (const stream of streams) await stream.close()
  })
})

describe('the model of a client', () => {
  it('is what a page shows after a long log joined', async () => {
    const [one, other] = await newPair()
    await history.recordMany(other, 6)
    const page = await readPage(history, [one])
    const stream = await following.events(one, page.streamCursor, asAgent)
    await history.merge(one, other)
    const last = await history.record(other)
    const seen: string[] = []
    async function* events() {
      for (let isLast = false; !isLast;) {
        const event = await stream.next()
        seen.push(event.change)
        isLast = event.interaction?.id === last
        yield event
      }
    }
    const models: Model<Kept>[] = []
    const from = { cursor: page.streamCursor, interactions: new Map<string, Kept>(), isLost: false }
    const changes = (after: string) => following.changes(one, after, 4, asAgent)
    await follow<Kept>(from, { events: events(), changes, store: (model) => void models.push(model) })
    await stream.close()
    expect(seen).toEqual(['POSITION', 'RECORDED', 'LOG_JOINED', 'RECORDED'])
    const { nodes, streamCursor } = await readPage(history, [one, other])
    const model = models.at(-1)
    expect([...(model?.interactions.keys() ?? [])].sort()).toEqual(nodes.map(({ id }) => id).sort())
    expect(model?.cursor).toBe(streamCursor)
  })
})
