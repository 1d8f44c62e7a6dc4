import type { Connection } from 'mongoose'
import {
  type InteractionDocument,
  interactionModel,
  matterIndex,
  profileTermIndex,
  toInteraction,
} from '../../../interactions/log/interactionModel.ts'
import { createMetrics, type Metrics } from '../../../platform/metrics/metrics.ts'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import { type LastPosition, toLogPositions, totalPosition } from '../log/lastPositions.ts'
import { createPositionStore } from '../log/positionStore.ts'
import type { HistoryPage } from './historyPage.ts'
import {
  historyFind,
  type HistoryQuery,
  historyPipeline,
  needsAggregate,
  pagesPipeline,
} from './historyPipeline.ts'
import { createPageCache } from './pageCache.ts'

type Row = InteractionDocument | LastPosition | { beyond: 'AFTER' | 'BEFORE' }

/** Reads pages of histories, each on one snapshot. */
export type HistoryStore = { readPage(query: HistoryQuery): Promise<HistoryPage> }

const snapshot = { readConcern: { level: 'snapshot' } } as const
const byTime = { profileId: 1, occurredAt: 1, _id: 1 } as const

/** Without the hint the planner compares the ranges of many profiles in every index at each page. */
function hintOf({ text, filter }: HistoryQuery) {
  if (text) return { hint: profileTermIndex }
  if (filter.matters && filter.matters.length > 0) return { hint: matterIndex }
  return filter.kinds ? {} : { hint: byTime }
}

/** How many pages, of how many interactions each, one command reads for concurrent requests. */
const maxSharedPages = 16
const maxSharedSize = 50
const maxRows = maxSharedPages * (maxSharedSize + 1)

/** Of how many logs one command reads the last positions for concurrent requests. */
const maxSharedPositions = 64

/** About 2,000 pages of twenty interactions of usual size. */
const maxCachedBytes = 64_000_000

/** Whether one command may read this page with those of other customers: a small find by the index of times. */
function isShareable(query: HistoryQuery): boolean {
  const { profileIds, range, filter, text } = query
  if (needsAggregate(query) || profileIds.length > 1 || range.size > maxSharedSize) return false
  return !filter.kinds && !filter.matters && !text
}

function profileOf({ profileIds }: HistoryQuery): string {
  return profileIds[0] ?? ''
}

export function createHistoryStore(connection: Connection, metrics: Metrics = createMetrics()): HistoryStore {
  const countRead = metrics.counter({
    name: 'elo_page_reads_total',
    help: 'Pages of histories by how they were read: memory, changed (in memory, but not current), first or asOf.',
    labels: ['from'],
  })
  const { collection } = interactionModel(connection)
  const positions = createPositionStore(connection)
  const cache = createPageCache({ maxBytes: maxCachedBytes })

  /** By the driver itself, and by a find where it is enough: no other read is as frequent. */
  async function readRows(query: HistoryQuery): Promise<Row[]> {
    const options = { ...snapshot, ...hintOf(query) }
    if (needsAggregate(query)) return collection.aggregate<Row>(historyPipeline(query), options).toArray()
    const { filter, ...find } = historyFind(query)
    return collection.find<Row>(filter, { ...options, ...find }).toArray()
  }

  /** Pages of one profile each, those of different profiles by one command. Each row names its profile. */
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
      const last = await positions.lastPositions([...new Set(profileIds)])
      return profileIds.map((profileId) => last.get(profileId) ?? 0)
    },
    { maxKeys: maxSharedPositions },
  )

  const readTotal = ({ profileIds: [first = '', ...others] }: HistoryQuery) =>
    others.length === 0 ? readSharedPosition(first) : positions.totalPosition([first, ...others])

  async function readFromDatabase(query: HistoryQuery): Promise<HistoryPage> {
    const { from, size } = query.range
    const rows = await (isShareable(query) ? readSharedPage(query) : readRows(query))
    const found = rows.flatMap((row) => ('kind' in row ? [toInteraction(row)] : []))
    const last = rows.flatMap((row) => ('position' in row ? [row] : []))
    const isBeyond = (cursor: 'AFTER' | 'BEFORE') =>
      rows.some((row) => 'beyond' in row && row.beyond === cursor)
    const hasMore = found.length > size
    const interactions = found.slice(0, size)
    return {
      interactions: from === 'START' ? interactions : interactions.reverse(),
      hasPreviousPage: (from === 'END' && hasMore) || isBeyond('AFTER'),
      hasNextPage: (from === 'START' && hasMore) || isBeyond('BEFORE'),
      positions: query.withPositions ? toLogPositions(query.profileIds, last) : null,
    }
  }

  return {
    async readPage(query) {
      // Read rarely, and seldom twice.
      if (query.asOf) {
        countRead({ from: 'asOf' })
        return { ...(await readFromDatabase(query)), asOf: query.asOf }
      }
      // Always with positions: they validate the cached page.
      const cacheable = { ...query, withPositions: true }
      const cached = cache.get(cacheable)
      // The first request of a query is not worth the read of the positions.
      if (cached === 'FIRST_REQUEST') {
        countRead({ from: 'first' })
        return readFromDatabase(query)
      }
      if (cached?.positions && totalPosition(cached.positions) === (await readTotal(query))) {
        countRead({ from: 'memory' })
        return cached
      }
      countRead({ from: 'changed' })
      const page = await readFromDatabase(cacheable)
      cache.set(cacheable, page)
      return page
    },
  }
}
