import type { Connection } from 'mongoose'
import { type InteractionDocument, interactionModel, toInteraction } from '../../platform/interactionModel.ts'
import { createSharedRead } from '../../platform/sharedRead.ts'
import {
  historyFind,
  type HistoryQuery,
  historyPipeline,
  pagesPipeline,
  wantsMoreThanPage,
} from './historyPipeline.ts'
import type { HistoryPage } from './historyPage.ts'

type Row = InteractionDocument | { _id: string; position: number } | { beyond: 'AFTER' | 'BEFORE' }

/** Reads pages of histories, each with one command on one snapshot. */
export type HistoryStore = { readPage(query: HistoryQuery): Promise<HistoryPage> }

const snapshot = { readConcern: { level: 'snapshot' } } as const
const byTime = { profileId: 1, occurredAt: 1, _id: 1 }

/** How many pages, of how many interactions each, are read by one command for requests that come together. */
const maxSharedPages = 16
const maxSharedSize = 50
const maxRows = maxSharedPages * (maxSharedSize + 1)

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

  const readSharedPage = createSharedRead(readPages, { maxKeys: maxSharedPages })

  return {
    async readPage(query) {
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
        positions: new Map([...query.profileIds.map((profileId) => [profileId, 0] as const), ...last]),
      }
    },
  }
}
