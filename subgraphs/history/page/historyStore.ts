import type { Connection } from 'mongoose'
import {
  type InteractionDocument,
  interactionModel,
  toInteraction,
} from '../../../interactions/interactionModel.ts'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import {
  historyFind,
  type HistoryQuery,
  historyPipeline,
  pagesPipeline,
  wantsMoreThanPage,
} from './historyPipeline.ts'
import type { HistoryPage } from './historyPage.ts'
import {
  type LastPosition,
  readLastPositions,
  readTotalPosition,
  toLogPositions,
  totalPosition,
} from './lastPositions.ts'
import { createPageMemory } from './pageMemory.ts'

type Row = InteractionDocument | LastPosition | { beyond: 'AFTER' | 'BEFORE' }

/** Reads pages of histories, each on one snapshot. */
export type HistoryStore = { readPage(query: HistoryQuery): Promise<HistoryPage> }

const snapshot = { readConcern: { level: 'snapshot' } } as const
const byTime = { profileId: 1, occurredAt: 1, _id: 1 }

/** How many pages, of how many interactions each, are read by one command for requests that come together. */
const maxSharedPages = 16
const maxSharedSize = 50
const maxRows = maxSharedPages * (maxSharedSize + 1)

/** Of how many logs the last positions are read by one command for requests that come together. */
const maxSharedPositions = 64

/** How much of pages is remembered: some 2,000 pages of twenty interactions of usual size. */
const maxRememberedBytes = 64_000_000

/** Whether other customers' pages may be read along: it is small, and a plain find by the index of times. */
function mayBeShared(query: HistoryQuery): boolean {
  const { profileIds, range, filter } = query
  return !wantsMoreThanPage(query) && profileIds.length === 1 && range.size <= maxSharedSize && !filter.kinds
}

function profileOf({ profileIds }: HistoryQuery): string {
  return profileIds[0] ?? ''
}

export function createHistoryStore(connection: Connection): HistoryStore {
  const { collection } = interactionModel(connection)
  const memory = createPageMemory({ maxBytes: maxRememberedBytes })

  /** By the driver itself, and where a find suffices by that: a page is asked for more often than anything else. */
  async function readRows(query: HistoryQuery): Promise<Row[]> {
    // Of many profiles the planner would weigh a hundred ranges of every index at each page.
    const options = { ...snapshot, ...(!query.filter.kinds && { hint: byTime }) }
    if (wantsMoreThanPage(query)) return collection.aggregate<Row>(historyPipeline(query), options).toArray()
    const { filter, ...find } = historyFind(query)
    return collection.find<Row>(filter, { ...options, ...find }).toArray()
  }

  /** Pages of one profile each, those of different profiles by one command: its rows tell whose they are. */
  async function readPages(queries: readonly HistoryQuery[]): Promise<Row[][]> {
    const together = new Map<string, HistoryQuery>()
    for (const query of queries) together.set(profileOf(query), together.get(profileOf(query)) ?? query)
    if (together.size === 1) return Promise.all(queries.map(readRows))
    const pipeline = pagesPipeline([...together.values()].map(historyFind))
    const found = await collection
      .aggregate<InteractionDocument>(pipeline, { ...snapshot, hint: byTime, batchSize: maxRows })
      .toArray()
    const rows = new Map<string, Row[]>([...together.keys()].map((profileId) => [profileId, []]))
    for (const row of found) rows.get(row.profileId)?.push(row)
    return Promise.all(
      queries.map(async (query) => {
        const own = together.get(profileOf(query)) === query ? rows.get(profileOf(query)) : null
        return own ?? readRows(query)
      }),
    )
  }

  const readSharedPage = createBatchAcrossRequests(readPages, { maxKeys: maxSharedPages })

  const readSharedPosition = createBatchAcrossRequests<string, number>(
    async (profileIds) => {
      const last = await readLastPositions(connection, [...new Set(profileIds)])
      return profileIds.map((profileId) => last.get(profileId) ?? 0)
    },
    { maxKeys: maxSharedPositions },
  )

  const readTotal = ({ profileIds: [first = '', ...others] }: HistoryQuery) =>
    others.length === 0 ? readSharedPosition(first) : readTotalPosition(connection, [first, ...others])

  async function readAnew(query: HistoryQuery): Promise<HistoryPage> {
    const { from, size } = query.range
    const rows = await (mayBeShared(query) ? readSharedPage(query) : readRows(query))
    const found = rows.flatMap((row) => ('kind' in row ? [toInteraction(row)] : []))
    const last = rows.flatMap((row) => ('position' in row ? [[row._id, row.position] as const] : []))
    const isBeyond = (cursor: 'AFTER' | 'BEFORE') =>
      rows.some((row) => 'beyond' in row && row.beyond === cursor)
    const hasMore = found.length > size
    const interactions = found.slice(0, size)
    return {
      interactions: from === 'START' ? interactions : interactions.reverse(),
      hasPreviousPage: (from === 'END' && hasMore) || isBeyond('AFTER'),
      hasNextPage: (from === 'START' && hasMore) || isBeyond('BEFORE'),
      positions: query.withPositions ? toLogPositions(query.profileIds, new Map(last)) : null,
    }
  }

  return {
    async readPage(query) {
      // With positions, whether they are asked for or not: they say how long the page is true.
      const whole = { ...query, withPositions: true }
      const known = memory.recall(whole)
      // What is asked once is not worth the reading of positions to know it by.
      if (!known) return readAnew(query)
      const { page: last } = known
      if (last?.positions && totalPosition(last.positions) === (await readTotal(query))) return last
      const page = await readAnew(whole)
      memory.remember(whole, page)
      return page
    },
  }
}
