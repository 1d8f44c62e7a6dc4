import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../../interactions/log/transaction.ts'
import { streamCursor } from '../../../subgraphs/history/log/streamCursor.ts'
import { newMessage } from '../../interactions/log/newMessage.ts'
import {
  changesOf,
  changesWithIdentity,
  followCustomer,
  readLogs,
  readPage,
} from './support/followCustomer.ts'
import { type LiveEvent } from './support/liveEvents.ts'
import { createPoller } from './support/pollChanges.ts'
import { type History, startHistory } from './support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('live_merged')
})

afterAll(() => history.stop())

/** The id of the first IDENTITY interaction of each log. */
async function firstIdentityChanges(profileIds: string[]): Promise<Record<string, string>> {
  const all = (await readLogs(history, profileIds)).filter(({ kind }) => kind === 'IDENTITY')
  return Object.fromEntries(
    all.sort((one, next) => next.seq - one.seq).map(({ profileId, id }) => [profileId, id]),
  )
}

describe('customerHistory of a merged customer', () => {
  it('follows both customers after a merge, from either side, and delivers the merge once', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const before = [await history.record(one), await history.record(other)]
    const [ofOne, ofOther] = [await followCustomer(history, one), await followCustomer(history, other)]
    await Promise.all([ofOne.next(), ofOther.next()])
    await history.merge(one, other)
    const [fromOne, fromOther] = [await history.record(one), await history.record(other)]
    const { nodes } = await readPage(history, [one, other])
    for (const [events, joined] of [
      [ofOne, before[1]],
      [ofOther, before[0]],
    ] as const) {
      const [merged, ...rest] = await events.take(4)
      expect(merged).toMatchObject({ change: 'RECORDED', interaction: { kind: 'IDENTITY_CHANGE' } })
      // Of the two records of the merge, the one that the page shows.
      expect(nodes.map(({ id }) => id)).toContain(merged?.interaction?.id)
      expect(changesOf(rest)).toEqual([`JOINED ${joined}`, `RECORDED ${fromOne}`, `RECORDED ${fromOther}`])
      for (const { customer } of rest) expect(customer).toEqual({ profileId: one })
      await events.close()
    }
  })

  it('delivers everything before a separation, the separation once, and then only the part that is followed', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.merge(one, other)
    const [ofOne, ofOther] = [await followCustomer(history, one), await followCustomer(history, other)]
    const before = [await history.record(one), await history.record(other), await history.record(other)]
    await history.unmerge(other)
    const [afterOne, afterOther] = [await history.record(one), await history.record(other)]
    const merged = await firstIdentityChanges([one, other])
    for (const [events, own, id, gone] of [
      [ofOne, afterOne, one, [before[1], before[2]]],
      [ofOther, afterOther, other, [before[0]]],
    ] as const) {
      const rest = (await events.takeUntil(({ interaction }) => interaction?.id === own)).slice(1)
      expect(changesOf(rest.slice(0, 3))).toEqual(before.map((id) => `RECORDED ${id}`))
      expect(rest[3]).toMatchObject({ interaction: { kind: 'IDENTITY_CHANGE' } })
      expect((await readPage(history, [id])).nodes.map((node) => node.id)).toContain(rest[3]?.interaction?.id)
      // The record of the merge that the page of both showed is of one of them.
      const left = [...gone, merged[id === one ? other : one]].sort()
      const shown = id === one ? [] : [`JOINED ${merged[other]}`]
      expect(changesOf(rest.slice(4))).toEqual([`LEFT ${left.join(' ')}`, ...shown, `RECORDED ${own}`])
      expect(rest.at(-1)).toMatchObject({ interaction: { id: own }, customer: { profileId: id } })
      await events.close()
    }
  })

  it('continues after a cursor from before the merge, and after one from before a separation', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const first = await followCustomer(history, other)
    const { cursor } = await first.next()
    await first.close()
    const alone = await history.record(other)
    await history.merge(one, other)
    const together = [await history.record(one), await history.record(other)]
    await history.unmerge(other)
    const apart = [await history.record(one), await history.record(other)]
    const events = await followCustomer(history, other, { after: cursor })
    const rest = (await events.takeUntil(({ interaction }) => interaction?.id === apart[1])).slice(1)
    expect(changesWithIdentity(rest, [alone, ...together, ...apart])).toEqual([
      `RECORDED ${alone}`,
      'RECORDED IDENTITY',
      ...together.map((id) => `RECORDED ${id}`),
      'RECORDED IDENTITY',
      `LEFT IDENTITY ${together[0]}`,
      'JOINED IDENTITY',
      `RECORDED ${apart[1]}`,
    ])
    await events.close()
  })

  it('continues after a page from before the merge without a gap and without a repeat, from either side', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const shown = new Map([
      [one, [await history.record(one), await history.record(one)]],
      [other, [await history.record(other)]],
    ])
    const pages = [await readPage(history, [one]), await readPage(history, [other])]
    const alone = new Map([
      [one, await history.record(one)],
      [other, await history.record(other)],
    ])
    await history.merge(one, other)
    const together = [await history.record(other), await history.record(one), await history.record(other)]
    const whole = await readPage(history, [one, other])
    const mergeId = whole.nodes.map(({ id }) => id).find((id) => !isKnown(id))

    function isKnown(id: string): boolean {
      return [...[...shown.values()].flat(), ...alone.values(), ...together].includes(id)
    }
    for (const [index, id] of [one, other].entries()) {
      const page = pages[index]
      expect(page?.nodes.map((node) => node.id)).toEqual(shown.get(id))
      const events = await followCustomer(history, id, { after: page?.streamCursor ?? '' })
      const joinedId = id === one ? other : one
      const joined = [...(shown.get(joinedId) ?? []), alone.get(joinedId)]
      expect(changesOf(await events.take(6 + joined.length))).toEqual([
        null,
        ...[alone.get(id), mergeId].map((each) => `RECORDED ${each}`),
        ...joined.map((each) => `JOINED ${each}`),
        ...together.map((each) => `RECORDED ${each}`),
      ])
      await events.close()
    }
    const events = await followCustomer(history, other, { after: whole.streamCursor })
    expect(await events.next()).toMatchObject({ change: 'POSITION', cursor: whole.streamCursor })
    const last = await history.record(one)
    expect(changesOf([await events.next()])).toEqual([`RECORDED ${last}`])
    await events.close()
  })

  it('follows both profiles after a page whose profiles were read just before a merge', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const before = await history.record(other)
    await history.merge(one, other)
    const between = await history.record(other)
    const page = await readPage(history, [one])
    const events = await followCustomer(history, one, { after: page.streamCursor })
    expect(changesOf(await events.take(3))).toEqual([null, `JOINED ${before}`, `RECORDED ${between}`])
    await events.close()
  })

  it('follows one profile after a page whose profiles were read just before a separation', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.merge(one, other)
    const gone = await history.record(other)
    await history.unmerge(other)
    const page = await readPage(history, [one, other])
    const events = await followCustomer(history, one, { after: page.streamCursor })
    const { cursor } = await events.next()
    const left = await events.next()
    expect(left.change).toBe('LEFT')
    expect(left.interactionIds).toContain(gone)
    await history.record(other)
    const own = await history.record(one)
    expect(await events.next()).toMatchObject({ interaction: { id: own } })
    await events.close()
    for (const [after, expected] of [
      [page.streamCursor, ['POSITION', 'LEFT', 'RECORDED']],
      [cursor, ['POSITION', 'LEFT', 'RECORDED']],
      [left.cursor, ['POSITION', 'RECORDED']],
    ] as const) {
      const again = await followCustomer(history, one, { after })
      expect((await again.take(expected.length)).map(({ change }) => change)).toEqual(expected)
      await again.close()
      const poller = createPoller(history, one, after)
      await poller.pollToEnd(1)
      expect(poller.events.map(({ change }) => change)).toEqual(expected.slice(1))
    }
  })

  it('delivers no other customer after a page whose profiles were read just before a separation and another merge', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const third = await history.newCustomer()
    await history.merge(one, other)
    await history.unmerge(other)
    await history.merge(third, other)
    const page = await readPage(history, [one, other])
    const forged = streamCursor.encode(
      new Map([
        [one, 2],
        [other, 9],
        [third, 1],
      ]),
    )
    const followings = await Promise.all(
      [page.streamCursor, forged].map((after) => followCustomer(history, one, { after })),
    )
    for (const foreign of [other, third]) await history.record(foreign)
    const own = await history.record(one)
    for (const events of followings) {
      const given = await events.takeUntil(({ interaction }) => interaction?.id === own)
      expect(given.map(({ change }) => change)).toEqual(['POSITION', 'LEFT', 'RECORDED'])
      await events.close()
    }
  })

  it('delivers to a subscriber that resumes after a separation what one that stayed was given, whatever the clocks are', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const third = await history.newCustomer()
    await history.merge(one, other)
    await history.merge(one, third)
    const live = await followCustomer(history, third)
    const { cursor } = await live.next()
    // Written before the separation by the clock, and committed after it.
    await inTransaction(history.connection, async (session) => {
      await history.log.record(newMessage(other), { session })
      if ((await history.log.lastPosition(third)) < 2) await history.unmerge(third)
    })
    const own = await history.record(third)
    const isLast = ({ interaction }: LiveEvent) => interaction?.id === own
    const stayed = await live.takeUntil(isLast)
    const back = await followCustomer(history, third, { after: cursor })
    const [, ...caughtUp] = await back.takeUntil(isLast)
    expect(stayed.map(({ change }) => change)).toEqual(['RECORDED', 'LEFT', 'JOINED', 'RECORDED'])
    expect(changesOf(caughtUp)).toEqual(changesOf(stayed))
    await Promise.all([live.close(), back.close()])
  })

  it('follows a customer through merges and separations of several, in any order', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, () => history.newCustomer()))
    const [a = '', b = '', c = '', d = ''] = [...ids].sort()
    const events = await followCustomer(history, c)
    const own: string[] = []
    const say = async (profileIds: string[], isOwn: boolean) => {
      for (const profileId of profileIds) {
        const id = await history.record(profileId)
        if (isOwn) own.push(id)
      }
    }
    const joining: string[] = []
    for (const profileId of [b, a, d]) joining.push(await history.record(profileId))
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
    const idsOf = (change: string) =>
      messages.filter((event) => event.change === change).map(({ interaction }) => interaction?.id)
    expect(idsOf('RECORDED')).toEqual(own)
    expect(idsOf('JOINED')).toEqual(joining)
    const changes = all.filter(
      ({ change, interaction }) => change === 'RECORDED' && interaction?.kind === 'IDENTITY_CHANGE',
    )
    expect(changes).toHaveLength(5)
    await events.close()

    for (const [index, { cursor }] of all.entries()) {
      const again = await followCustomer(history, c, { after: cursor })
      const [, ...rest] = await again.take(all.length - index)
      expect(changesOf(rest)).toEqual(changesOf(all.slice(index + 1)))
      await again.close()
    }
  })
})
