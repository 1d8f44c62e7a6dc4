import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { createCursor } from '../../../platform/paging/cursor.ts'
import { createStreamCursors } from '../../../subgraphs/history/live/streamCursors.ts'
import { createJoinedLogStore } from '../../../subgraphs/history/log/joinedLogStore.ts'
import { createLogStore } from '../../../subgraphs/history/log/logStore.ts'
import { streamCursor } from '../../../subgraphs/history/log/streamCursor.ts'
import { z } from 'zod'
import { membersOf } from '../../support/recordingSubgraphs.ts'
import { changesOf, readPage } from './support/followCustomer.ts'
import { readChanges } from './support/pollChanges.ts'
import { type History, startHistory } from './support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('stream_cursors')
})

afterAll(() => history.stop())

const cursorsOf = () =>
  createStreamCursors({ ...createLogStore(history.connection), ...createJoinedLogStore(history.connection) })

/** The record of a merge of this many profiles, in the log of the first; gives them, each log at position 5. */
async function mergeMany(count: number): Promise<string[]> {
  const [first = '', ...others] = Array.from({ length: count }, () => newId('cus'))
  const group = [first, ...others]
  const positions = Object.fromEntries(group.map((id) => [id, id === first ? 1 : 5]))
  await history.record(first, {
    kind: 'IDENTITY',
    visibility: 'INTERNAL',
    body: {
      change: 'MERGED',
      reason: null,
      rule: 'MANUAL',
      customers: [group],
      positions,
      isTwin: false,
      twinProfileId: others[0],
    },
  })
  return group
}

describe('the cursor of a customer with a thousand profiles', () => {
  it('is below 2 kB when ten of them were active since the last merge', async () => {
    const group = await mergeMany(1_000)
    const positions = new Map(group.map((id, index) => [id, index === 0 ? 1 : index < 11 ? 123_456 : 5]))
    const cursors = cursorsOf()
    const text = await cursors.encode(positions)
    expect(text.length).toBeLessThan(2_000)
    const read = await cursors.read(text, 'after')
    expect([...read.positions]).toEqual([...positions])
    expect(read).toMatchObject({ backlog: new Map(), isJoined: false, due: null })
  })

  it('carries a backlog, and what is left of a merge', async () => {
    const group = await mergeMany(20)
    const [first = '', second = '', third = ''] = group
    const cursors = cursorsOf()
    const positions = new Map(group.map((id, index) => [id, index === 0 ? 1 : index < 3 ? 0 : 5]))
    const others = {
      isJoined: true,
      due: { record: { profileId: first, seq: 1 }, beyond: new Map([[second, 6]]), done: 7 },
      backlog: new Map([
        [second, { end: 4, next: 5 }],
        [third, { end: 5, next: 5 }],
      ]),
    }
    const anchor = await cursors.anchorFor(positions)
    expect(await cursors.read(streamCursor.encode(positions, { ...others, anchor }), 'after')).toEqual({
      ...others,
      positions,
      anchor,
    })
    expect(await cursors.read(streamCursor.encode(positions, others), 'after')).toMatchObject(others)
    const due = { record: null, left: new Map([[newId('cus'), 5]]), done: 3 }
    expect(await cursors.read(streamCursor.encode(positions, { due, anchor }), 'after')).toEqual({
      ...{ positions, backlog: new Map(), isJoined: false },
      due,
      anchor,
    })
  })

  it('lists all profiles when they are not those of the last merge', async () => {
    const group = await mergeMany(9)
    const positions = new Map(group.slice(0, 8).map((id) => [id, 3]))
    const text = await cursorsOf().encode(positions)
    expect(text).toBe(streamCursor.encode(positions))
    expect((await cursorsOf().read(text, 'after')).positions).toEqual(
      new Map([...positions].sort(([one], [other]) => (one < other ? -1 : 1))),
    )
  })
})

/** The profile of each log that a find reads; undefined for one that reads several by one condition. */
function logsOf(filter: unknown): (string | undefined)[] {
  const { $or: parts, profileId } = membersOf(filter)
  if (Array.isArray(parts)) return parts.flatMap(logsOf)
  return [typeof profileId === 'string' ? profileId : undefined]
}

describe('the cursor of a customer with many profiles', () => {
  it('continues without the records of former merges being read, and is short', async () => {
    const ids = await Promise.all(Array.from({ length: 9 }, () => history.newCustomer()))
    const [one = '', ...others] = [...ids].sort()
    for (const other of others) await history.merge(one, other)
    const profileIds = await history.profileIdsOf(one)
    const { streamCursor: after } = await readPage(history, profileIds)
    expect(after.length).toBeLessThan(200)
    const last = await history.record(others[3] ?? one)
    const finds: unknown[] = []
    const record = ({ command }: { command: unknown }) => {
      const { find, filter } = membersOf(command)
      if (find === 'interactions') finds.push(filter)
    }
    history.connection.getClient().on('commandStarted', record)
    const { events, cursor } = await readChanges(history, one, { after })
    history.connection.getClient().off('commandStarted', record)
    expect(changesOf(events)).toEqual([`RECORDED ${last}`])
    // The logs of single profiles only, and none for its merges.
    expect(finds.flatMap(logsOf)).not.toContain(undefined)
    expect(cursor).toBe((await readPage(history, profileIds)).streamCursor)
    await history.unmerge(others[0] ?? one)
    const { events: left } = await readChanges(history, one, { after })
    expect(left.map(({ change }) => change)).toEqual(['RECORDED', 'RECORDED', 'LEFT'])
  })
})

describe('stream cursors', () => {
  const [one, other] = [
    'cus_01987a1c-0000-7000-8000-000000000001',
    'cus_01987a1c-0000-7000-8000-000000000002',
  ]

  it('of earlier versions are read as they were meant', async () => {
    const plain =
      'stream.eyJjdXNfMDE5ODdhMWMtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIjozLCJjdXNfMDE5ODdhMWMtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAyIjowfQ.sDhvSUsX'
    const backlog =
      'stream.eyJjdXNfMDE5ODdhMWMtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIjpbMiw3XSwiY3VzXzAxOTg3YTFjLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMiI6NH0.PTunNjAe'
    expect(await cursorsOf().read(plain, 'after')).toEqual({
      positions: new Map([
        [one, 3],
        [other, 0],
      ]),
      backlog: new Map(),
      isJoined: false,
      due: null,
      anchor: null,
    })
    expect(await cursorsOf().read(backlog, 'after')).toMatchObject({
      positions: new Map([
        [one, 2],
        [other, 4],
      ]),
      backlog: new Map([[one, { end: 7, next: 7 }]]),
      isJoined: false,
    })
  })

  it('are refused when they are made up', async () => {
    const group = await mergeMany(8)
    const [first = ''] = group
    const forge = createCursor('stream', z.unknown())
    const forged = [
      {},
      { v: 2, p: {} },
      { v: 3, p: { [one]: 1 } },
      { v: 2, p: { [one]: -1 } },
      { v: 2, p: { [one]: [1, 2, 2] } },
      { v: 2, a: [first, 1], p: [[8, 1]] },
      {
        v: 2,
        a: [first, 1],
        p: [
          [1, 1],
          [1, 2],
        ],
      },
      { v: 2, a: [first, 2], p: [] },
      { v: 2, a: [newId('cus'), 1], p: [] },
      { v: 2, p: { [one]: 1 }, d: ['x', 1, 1] },
    ]
    for (const content of forged)
      await expect(cursorsOf().read(forge.encode(content), 'after')).rejects.toMatchObject({
        extensions: { code: 'INVALID_CURSOR' },
      })
  })
})
