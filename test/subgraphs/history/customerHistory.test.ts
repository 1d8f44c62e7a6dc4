import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from '../../../platform/lang/ids.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import { interactionModel, toInteraction } from '../../../interactions/interactionModel.ts'
import { inTransaction } from '../../../interactions/transaction.ts'
import { streamCursor } from '../../../subgraphs/history/log/streamCursor.ts'
import { newMessage } from '../../interactions/newMessage.ts'
import { historySubscription, type LiveEvent, liveEvents } from './liveEvents.ts'
import {
  asAgent,
  asPartner,
  breakChangeStreams,
  countChangeStreams,
  type History,
  startHistory,
} from './startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('live')
})

afterAll(() => history.stop())

async function follow(
  customerId: string,
  given: { after?: string; filter?: Record<string, unknown> } = {},
  principal = asAgent,
) {
  return liveEvents(await history.subscribe(historySubscription, { customerId, ...given }, principal))
}

/** The change and the interaction's id of each event; null for a position. */
function changesOf(events: LiveEvent[]): (string | null)[] {
  return events.map(({ change, interaction }) => interaction && `${change} ${interaction.id}`)
}

async function readLogs(profileIds: string[]): Promise<Interaction[]> {
  const documents = await interactionModel(history.connection)
    .find({ profileId: { $in: profileIds } })
    .lean()
  return documents.map(toInteraction)
}

const pageAnswer = z.object({
  _entities: z.tuple([
    z.object({
      history: z.object({
        streamCursor: z.string(),
        nodes: z.array(z.object({ id: z.string(), revision: z.number() })),
      }),
    }),
  ]),
})

async function readPage(profileIds: string[]) {
  const { data } = await history.ask(
    `query ($customer: _Any!) {
      _entities(representations: [$customer]) {
        ... on Customer { history(last: 100) { streamCursor nodes { id revision } } }
      }
    }`,
    { customer: { __typename: 'Customer', profileId: profileIds[0], profileIds } },
  )
  return pageAnswer.parse(data)._entities[0].history
}

async function errorOf(subscribing: Promise<unknown>): Promise<unknown> {
  return subscribing.then(
    () => null,
    (error: unknown) => error,
  )
}

describe('customerHistory', () => {
  it('delivers the position first, then what happens', async () => {
    const customerId = await history.newCustomer()
    await history.record(customerId)
    const events = await follow(customerId)
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
    const events = await follow(one)
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
      const page = await readPage([one, other])
      return { page, events: await follow(customerId, { after: page.streamCursor }) }
    })
    const followed = await Promise.all(followings)
    await writing
    const last = await history.record(one, { summary: 'the last' })
    const end = (await readLogs([one, other])).filter(({ body }) => !isTwin(body))

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
    const events = await follow(one)
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
      const again = await follow(one, { after: cursor })
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
    const events = await follow(customerId)
    const { cursor } = await events.next()
    const ids = await history.recordMany(customerId, 210)
    for (const id of ids.slice(0, 10)) await history.log.amend(id, () => ({ summary: 'edited' }))
    const resumed = await follow(customerId, { after: cursor })
    const [, ...rest] = await resumed.take(211)
    expect(changesOf(rest)).toEqual([...ids.slice(10), ...ids.slice(0, 10)].map((id) => `RECORDED ${id}`))
    await resumed.close()
    await events.close()
  })

  it('delivers only what matches the filter, with a cursor after the rest', async () => {
    const customerId = await history.newCustomer()
    const events = await follow(customerId, { filter: { channels: ['EMAIL'] } })
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
    const [agent, partner] = [await follow(customerId), await follow(customerId, {}, asPartner)]
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
    expect(await errorOf(follow('cus_1'))).toEqual(refused('BAD_USER_INPUT'))
    expect(await errorOf(follow(newId('cus')))).toEqual(refused('NOT_FOUND'))
    expect(await errorOf(follow(customerId, { after: '' }))).toEqual(refused('INVALID_CURSOR'))
    expect(await errorOf(follow(customerId, { after: 'stream.x.y' }))).toEqual(refused('INVALID_CURSOR'))
    expect(await errorOf(follow(customerId, { after: cursor({}) }))).toEqual(refused('INVALID_CURSOR'))
    expect(await errorOf(follow(customerId, { after: cursor({ [other]: 0 }) }))).toEqual(
      refused('INVALID_CURSOR'),
    )
    // A made-up cursor, to read the log of another customer with one's own.
    expect(await errorOf(follow(customerId, { after: cursor({ [customerId]: 0, [other]: 0 }) }))).toEqual(
      refused('INVALID_CURSOR'),
    )
    const departments = Array.from({ length: 51 }, String)
    expect(await errorOf(follow(customerId, { filter: { departments } }))).toEqual(refused('BAD_USER_INPUT'))
  })
})

function isTwin(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'isTwin' in body && body.isTwin === true
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

describe('customerHistory of a merged customer', () => {
  it('follows both customers after a merge, from either side, and delivers the merge once', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.record(other)
    const [ofOne, ofOther] = [await follow(one), await follow(other)]
    await Promise.all([ofOne.next(), ofOther.next()])
    await history.merge(one, other)
    const [fromOne, fromOther] = [await history.record(one), await history.record(other)]
    const { nodes } = await readPage([one, other])
    for (const events of [ofOne, ofOther]) {
      const [merged, ...rest] = await events.take(3)
      expect(merged).toMatchObject({ change: 'RECORDED', interaction: { kind: 'IDENTITY_CHANGE' } })
      // Of the two records of the merge, the one that the page shows.
      expect(nodes.map(({ id }) => id)).toContain(merged?.interaction?.id)
      expect(changesOf(rest)).toEqual([`RECORDED ${fromOne}`, `RECORDED ${fromOther}`])
      for (const { customer } of rest) expect(customer).toEqual({ profileId: one })
      await events.close()
    }
  })

  it('delivers everything before a separation, the separation once, and then only the part that is followed', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.merge(one, other)
    const [ofOne, ofOther] = [await follow(one), await follow(other)]
    const before = [await history.record(one), await history.record(other), await history.record(other)]
    await history.unmerge(other)
    const [afterOne, afterOther] = [await history.record(one), await history.record(other)]
    for (const [events, own, id] of [
      [ofOne, afterOne, one],
      [ofOther, afterOther, other],
    ] as const) {
      const [, ...rest] = await events.take(6)
      expect(changesOf(rest.slice(0, 3))).toEqual(before.map((id) => `RECORDED ${id}`))
      expect(rest[3]).toMatchObject({ interaction: { kind: 'IDENTITY_CHANGE' } })
      expect((await readPage([id])).nodes.map((node) => node.id)).toContain(rest[3]?.interaction?.id)
      expect(rest[4]).toMatchObject({ interaction: { id: own }, customer: { profileId: id } })
      await events.close()
    }
  })

  it('continues after a cursor from before the merge, and after one from before a separation', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const first = await follow(other)
    const { cursor } = await first.next()
    await first.close()
    const alone = await history.record(other)
    await history.merge(one, other)
    const together = [await history.record(one), await history.record(other)]
    await history.unmerge(other)
    const apart = [await history.record(one), await history.record(other)]
    const events = await follow(other, { after: cursor })
    const rest = (await events.take(7)).slice(1)
    expect(
      rest.map(({ interaction }) => (interaction?.kind === 'IDENTITY_CHANGE' ? 'IDENTITY' : interaction?.id)),
    ).toEqual([alone, 'IDENTITY', ...together, 'IDENTITY', apart[1]])
    await events.close()
  })

  it('continues after a page from before the merge without a gap and without a repeat, from either side', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const shown = new Map([
      [one, [await history.record(one), await history.record(one)]],
      [other, [await history.record(other)]],
    ])
    const pages = [await readPage([one]), await readPage([other])]
    const alone = new Map([
      [one, await history.record(one)],
      [other, await history.record(other)],
    ])
    await history.merge(one, other)
    const together = [await history.record(other), await history.record(one), await history.record(other)]
    const whole = await readPage([one, other])
    const mergeId = whole.nodes.map(({ id }) => id).find((id) => !isKnown(id))

    function isKnown(id: string): boolean {
      return [...[...shown.values()].flat(), ...alone.values(), ...together].includes(id)
    }
    for (const [index, id] of [one, other].entries()) {
      const page = pages[index]
      expect(page?.nodes.map((node) => node.id)).toEqual(shown.get(id))
      const events = await follow(id, { after: page?.streamCursor ?? '' })
      expect(changesOf(await events.take(6))).toEqual([
        null,
        ...[alone.get(id), mergeId, ...together].map((each) => `RECORDED ${each}`),
      ])
      await events.close()
    }
    const events = await follow(other, { after: whole.streamCursor })
    expect(await events.next()).toMatchObject({ change: 'POSITION', cursor: whole.streamCursor })
    const last = await history.record(one)
    expect(changesOf([await events.next()])).toEqual([`RECORDED ${last}`])
    await events.close()
  })

  it('follows both profiles after a page whose profiles were read just before a merge', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.merge(one, other)
    const between = await history.record(other)
    const page = await readPage([one])
    const events = await follow(one, { after: page.streamCursor })
    expect(changesOf(await events.take(2))).toEqual([null, `RECORDED ${between}`])
    await events.close()
  })

  it('follows one profile after a page whose profiles were read just before a separation', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.merge(one, other)
    await history.unmerge(other)
    const page = await readPage([one, other])
    const events = await follow(one, { after: page.streamCursor })
    expect(await events.next()).toMatchObject({ cursor: streamCursor.encode(new Map([[one, 2]])) })
    await history.record(other)
    const own = await history.record(one)
    expect(await events.next()).toMatchObject({ interaction: { id: own } })
    await events.close()
  })

  it('delivers no other customer after a page whose profiles were read just before a separation and another merge', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const third = await history.newCustomer()
    await history.merge(one, other)
    await history.unmerge(other)
    await history.merge(third, other)
    const page = await readPage([one, other])
    const forged = streamCursor.encode(
      new Map([
        [one, 2],
        [other, 9],
        [third, 1],
      ]),
    )
    const followings = await Promise.all([page.streamCursor, forged].map((after) => follow(one, { after })))
    for (const foreign of [other, third]) await history.record(foreign)
    const own = await history.record(one)
    for (const events of followings) {
      expect(changesOf(await events.take(2))).toEqual([null, `RECORDED ${own}`])
      await events.close()
    }
  })

  it('delivers to a subscriber that resumes after a separation what one that stayed was given, whatever the clocks are', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const third = await history.newCustomer()
    await history.merge(one, other)
    await history.merge(one, third)
    const live = await follow(third)
    const { cursor } = await live.next()
    // Written before the separation by the clock, and committed after it.
    await inTransaction(history.connection, async (session) => {
      await history.log.record(newMessage(other), { session })
      if ((await history.log.lastPosition(third)) < 2) await history.unmerge(third)
    })
    const own = await history.record(third)
    const isLast = ({ interaction }: LiveEvent) => interaction?.id === own
    const stayed = await live.takeUntil(isLast)
    const back = await follow(third, { after: cursor })
    const [, ...caughtUp] = await back.takeUntil(isLast)
    expect(stayed).toHaveLength(2)
    expect(changesOf(caughtUp)).toEqual(changesOf(stayed))
    await Promise.all([live.close(), back.close()])
  })

  it('follows a customer through merges and separations of several, in any order', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, () => history.newCustomer()))
    const [a = '', b = '', c = '', d = ''] = [...ids].sort()
    const events = await follow(c)
    const own: string[] = []
    const say = async (profileIds: string[], isOwn: boolean) => {
      for (const profileId of profileIds) {
        const id = await history.record(profileId)
        if (isOwn) own.push(id)
      }
    }
    await say([a, b, d], false)
    await history.merge(b, c)
    await say([b, c], true)
    await history.merge(a, b)
    await say([a, b, c], true)
    await history.merge(d, a)
    await say([d, a, b, c], true)
    await history.unmerge(a)
    await say([a], false)
    await say([b, c, d], true)
    await history.unmerge(c)
    await say([a, b, d], false)
    await say([c], true)
    const last = own.at(-1)
    const all = await events.takeUntil(({ interaction }) => interaction?.id === last)
    const messages = all.filter(({ interaction }) => interaction?.kind === 'MESSAGE')
    expect(messages.map(({ interaction }) => interaction?.id)).toEqual(own)
    expect(all.filter(({ interaction }) => interaction?.kind === 'IDENTITY_CHANGE')).toHaveLength(5)
    await events.close()

    for (const [index, { cursor }] of all.entries()) {
      const again = await follow(c, { after: cursor })
      const [, ...rest] = await again.take(all.length - index)
      expect(changesOf(rest)).toEqual(changesOf(all.slice(index + 1)))
      await again.close()
    }
  })
})

describe('the streams of a process', () => {
  it('share one change stream, which is opened again when it is lost', async () => {
    const customerId = await history.newCustomer()
    const followings = await Promise.all(Array.from({ length: 20 }, () => follow(customerId)))
    await Promise.all(followings.map(({ next }) => next()))
    expect(await countChangeStreams(history.connection)).toBe(1)
    for (let round = 0; round < 3; round += 1) {
      const [, ids] = await Promise.all([
        breakChangeStreams(history.connection),
        Promise.all(Array.from({ length: 5 }, () => history.record(customerId))),
      ])
      for (const { take } of followings) {
        const events = await take(5)
        expect(events.map(({ interaction }) => interaction?.id).sort()).toEqual([...ids].sort())
      }
    }
    expect(await countChangeStreams(history.connection)).toBe(1)
    await Promise.all(followings.map(({ close }) => close()))
  })

  it('lose nothing for a subscriber that is slower than the writers', async () => {
    const customerId = await history.newCustomer()
    const events = await follow(customerId)
    await events.next()
    const quick = await follow(customerId)
    await quick.next()
    const ids: string[] = []
    for (let burst = 0; burst < 3; burst += 1) ids.push(...(await history.recordMany(customerId, 100)))
    // The quick subscriber was given them all, so the queue of the slow one has overflowed.
    expect(changesOf(await quick.take(300))).toEqual(ids.map((id) => `RECORDED ${id}`))
    expect(changesOf(await events.take(300))).toEqual(ids.map((id) => `RECORDED ${id}`))
    await Promise.all([events.close(), quick.close()])
  })

  it('release a subscriber that leaves while it waits', async () => {
    const customerId = await history.newCustomer()
    const results = await history.subscribe(historySubscription, { customerId })
    await results.next()
    const waiting = results.next()
    await results.return()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await results.next()).toEqual({ done: true, value: undefined })
  })

  it('let others run while they are read from memory', async () => {
    const customerId = await history.newCustomer()
    const events = await follow(customerId)
    await events.next()
    const others = Promise.all(Array.from({ length: 200 }, () => history.log.record(newMessage(customerId))))
    let turns = 0
    const counting = setInterval(() => (turns += 1), 0)
    await events.take(200)
    clearInterval(counting)
    await others
    expect(turns).toBeGreaterThan(0)
    await events.close()
  })

  it('end with a retryable UNAVAILABLE when the process stops, and the change stream is closed', async () => {
    const own = await startHistory('stopping')
    const customerId = await own.newCustomer()
    const waiting = await own.subscribe(historySubscription, { customerId })
    const idle = await own.subscribe(historySubscription, { customerId })
    await waiting.next()
    const next = errorOf(waiting.next())
    await own.subgraph.stop()
    const unavailable: unknown = expect.objectContaining({
      extensions: { code: 'UNAVAILABLE', retryable: true },
    })
    expect(await next).toEqual(unavailable)
    expect(await errorOf(idle.next())).toEqual(unavailable)
    expect(await idle.next()).toEqual({ done: true, value: undefined })
    expect(await countChangeStreams(own.connection)).toBe(0)
    const late = await own.subscribe(historySubscription, { customerId })
    expect(await errorOf(late.next())).toEqual(unavailable)
    await own.stop()
  })
})
