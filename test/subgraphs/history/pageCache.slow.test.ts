import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import {
  type Interaction,
  type InteractionKind,
  interactionKinds,
} from '../../../interactions/interaction.ts'
import { readableConditions } from '../../../interactions/visibility/visibility.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import type { HistoryFilter } from '../../../subgraphs/history/schemaTypes.ts'
import { createHistoryStore } from '../../../subgraphs/history/page/historyStore.ts'
import type { HistoryPage } from '../../../subgraphs/history/page/historyPage.ts'
import type { HistoryQuery } from '../../../subgraphs/history/page/historyPipeline.ts'
import { createPageCache, type PageCache } from '../../../subgraphs/history/page/pageCache.ts'
import { partner } from '../../support/recordingSubgraphs.ts'
import { type History, startHistory } from './support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('page_cache')
})

afterAll(() => history.stop())

const order = { kind: 'ORDER' as const, externalId: 'A-1' }

const minute = 60_000
const start = Date.parse('2026-06-01T12:00:00.000Z')

/** What callers may read: everything, what is not internal, what is of a department, both. */
const rights = [
  demoPrincipal,
  partner,
  { ...demoPrincipal, rows: { ...allRows, departments: ['sales'] } },
  { ...partner, rows: { ...allRows, departments: ['sales', 'support'] } },
].map(readableConditions)

function queryOf(profileIds: string[], more: Partial<HistoryQuery> = {}): HistoryQuery {
  return {
    profileIds,
    range: { from: 'END', size: 5, after: null, before: null },
    filter: {},
    readable: [],
    withPositions: false,
    ...more,
  }
}

type Step =
  | { kind: 'record'; profile: number; minute: number; isInternal: boolean; interaction: InteractionKind }
  | { kind: 'amend'; which: number }
  | { kind: 'read'; which: number; withPositions: boolean }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant<'record'>('record'),
    profile: fc.nat(2),
    minute: fc.nat(9),
    isInternal: fc.boolean(),
    interaction: fc.constantFrom(...interactionKinds),
  }),
  fc.record({ kind: fc.constant<'amend'>('amend'), which: fc.nat(30) }),
  fc.record({ kind: fc.constant<'read'>('read'), which: fc.nat(2), withPositions: fc.boolean() }),
  fc.record({ kind: fc.constant<'read'>('read'), which: fc.nat(2), withPositions: fc.boolean() }),
)

const position = fc.option(
  fc.nat(9).map((after) => ({ at: start + after * minute, id: 'int_5', profileId: '' })),
  { freq: 2 },
)

type Request = { profiles: number; more: Partial<HistoryQuery> }

const request: fc.Arbitrary<Request> = fc.record({
  profiles: fc.integer({ min: 1, max: 3 }),
  more: fc.record({
    range: fc.record({
      from: fc.constantFrom<'START' | 'END'>('START', 'END'),
      size: fc.integer({ min: 1, max: 8 }),
      after: position,
      before: position,
    }),
    filter: fc.constantFrom<HistoryFilter>(
      {},
      {},
      { kinds: ['MESSAGE'] },
      { channels: ['EMAIL'] },
      { matters: [order] },
    ),
    readable: fc.constantFrom(...rights),
  }),
})

/** A page without positions that were not requested. */
function shown({ positions, ...page }: HistoryPage, { withPositions }: HistoryQuery) {
  return { ...page, positions: withPositions ? positions : null }
}

describe('a page that is read again', () => {
  it('is as a store without a cache reads it, whatever was written and read before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { minLength: 3, maxLength: 3 }),
        fc.array(step, { minLength: 20, maxLength: 50 }),
        async (queries, steps) => {
          const store = createHistoryStore(history.connection)
          const profileIds = [newId('cus'), newId('cus'), newId('cus')]
          const ids: string[] = []
          for (const each of steps) {
            if (each.kind === 'record') {
              const id = await history.record(profileIds[each.profile] ?? '', {
                kind: each.interaction,
                occurredAt: new Date(start + each.minute * minute),
                channel: each.minute % 2 ? 'EMAIL' : 'WHATSAPP',
                visibility: each.isInternal ? 'INTERNAL' : 'PUBLIC',
              })
              ids.push(id)
            } else if (each.kind === 'amend') {
              const id = ids[each.which % Math.max(1, ids.length)]
              if (id === undefined) continue
              await history.log.amend(id, ({ revision }) => ({
                summary: `${revision} times amended`,
                matter: revision % 3 ? order : null,
                actor: { kind: 'AI', id: null, name: null, model: `m-${revision}` },
              }))
            } else {
              const { profiles = 1, more } = queries[each.which] ?? {}
              const query = queryOf(profileIds.slice(0, profiles), {
                ...more,
                withPositions: each.withPositions,
              })
              const uncached = await createHistoryStore(history.connection).readPage(query)
              expect(shown(await store.readPage(query), query)).toEqual(shown(uncached, query))
            }
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is not read while its logs do not change: only their last positions are, by one command for all requests', async () => {
    const store = createHistoryStore(history.connection)
    const profileIds = [newId('cus'), newId('cus')]
    for (const profileId of profileIds) await history.recordMany(profileId, 6)
    const queries = profileIds.map((profileId) => queryOf([profileId]))
    const readAll = () => Promise.all(queries.map((query) => store.readPage(query)))
    await readAll()
    const [first] = await readAll()

    const replies: unknown[] = []
    const client = history.connection.getClient()
    const listen = ({ reply }: { reply: { cursor?: { firstBatch: unknown[] } } }) =>
      replies.push(reply.cursor?.firstBatch)
    client.on('commandSucceeded', listen)
    const [again] = await readAll()
    client.off('commandSucceeded', listen)

    expect(again).toEqual(first)
    expect(again?.interactions).toHaveLength(5)
    expect(replies).toEqual([
      expect.arrayContaining(profileIds.map((profileId) => ({ _id: profileId, position: 6 }))),
    ])
  })
})

describe('createPageCache', () => {
  const interaction = (seq: number, more: Partial<Interaction> = {}): Interaction => ({
    id: `int_${seq}`,
    profileId: 'cus_1',
    seq,
    positions: [seq],
    kind: 'MESSAGE',
    occurredAt: new Date(start),
    occurredAtCorrected: false,
    recordedAt: new Date(start),
    changedAt: new Date(start),
    revision: 1,
    channel: null,
    inbox: null,
    department: null,
    conversationId: null,
    actor: { kind: 'CUSTOMER', id: null, name: null },
    visibility: 'PUBLIC',
    source: null,
    summary: '',
    body: { text: `${seq}` },
    ...more,
  })
  const pageOf = (...interactions: Interaction[]): HistoryPage => ({
    interactions,
    hasNextPage: false,
    hasPreviousPage: true,
    positions: new Map([['cus_1', 3]]),
  })
  const query = queryOf(['cus_1'])
  function cachedPage(cache: PageCache): HistoryPage {
    const page = cache.get(query)
    if (page === null || page === 'FIRST_REQUEST') throw new Error('expected a cached page, got none')
    return page
  }

  it('gives the page that was set last, and reports the first request of a query', () => {
    const cache = createPageCache({ maxBytes: 1_000_000 })
    expect([cache.get(query), cache.get(query)]).toEqual(['FIRST_REQUEST', null])
    cache.set(query, pageOf(interaction(1)))
    cache.set(query, pageOf(interaction(1), interaction(3)))
    expect(cache.get(query)).toEqual(pageOf(interaction(1), interaction(3)))
  })

  it('gives no page for another range, another filter, other profiles or other rights', () => {
    const cache = createPageCache({ maxBytes: 1_000_000 })
    cache.set(query, pageOf(interaction(1)))
    const others = [
      queryOf(['cus_2']),
      queryOf(['cus_1', 'cus_2']),
      queryOf(['cus_1'], { range: { from: 'START', size: 5, after: null, before: null } }),
      queryOf(['cus_1'], { range: { from: 'END', size: 6, after: null, before: null } }),
      queryOf(['cus_1'], { filter: { kinds: ['MESSAGE'] } }),
      queryOf(['cus_1'], { filter: { occurred: { from: new Date(start) } } }),
      ...rights.slice(1).map((readable) => queryOf(['cus_1'], { readable })),
    ]
    expect(others.filter((other) => cache.get(other) !== 'FIRST_REQUEST')).toEqual([])
  })

  it('gives no page for a query with a further member, whatever that is', () => {
    const cache = createPageCache({ maxBytes: 1_000_000 })
    cache.set(query, pageOf(interaction(1)))
    const wider = { ...query, further: ['INTERNAL', 'PUBLIC'] }
    expect(cache.get(wider)).toBe('FIRST_REQUEST')
    const inAnotherOrder = Object.fromEntries(Object.entries(query).reverse())
    expect(cache.get({ ...query, ...inAnotherOrder })).toEqual(pageOf(interaction(1)))
    // As JSON all sets are equal.
    expect(() => cache.get(Object.assign({}, query, { readable: new Set(['PUBLIC']) }))).toThrow(TypeError)
  })

  it('drops a page after a minute, however often it was read', () => {
    let time = 1_000
    const cache = createPageCache({ maxBytes: 1_000_000, now: () => time })
    cache.set(query, pageOf(interaction(1)))
    time += 59_000
    expect(cache.get(query)).toEqual(pageOf(interaction(1)))
    time += 1_001
    expect(cache.get(query)).toBe('FIRST_REQUEST')
  })

  it('gives each caller a copy, in which nothing can be changed for others', () => {
    const cache = createPageCache({ maxBytes: 1_000_000 })
    cache.set(query, pageOf(interaction(1)))
    const [first, second] = [1, 2].map(() => cachedPage(cache).interactions[0])
    if (first) Object.assign(first, { summary: 'changed' })
    expect(second).toEqual(interaction(1))
    expect(() => Object.assign(first?.actor ?? {}, { name: 'changed' })).toThrow(TypeError)
  })

  it('drops the least recently used pages when it is full', () => {
    const cache = createPageCache({ maxBytes: 13_000 })
    const queries = [1, 2, 3, 4].map((number) => queryOf([`cus_${number}`]))
    for (const each of queries) cache.set(each, pageOf(interaction(1, { summary: 'x'.repeat(1_000) })))
    expect(queries.map((each) => cache.get(each) !== 'FIRST_REQUEST')).toEqual([false, true, true, true])
  })
})
