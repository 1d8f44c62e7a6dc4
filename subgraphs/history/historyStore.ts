import type { Connection } from 'mongoose'
import { type InteractionDocument, interactionModel, toInteraction } from '../../platform/interactionModel.ts'
import { historyFind, type HistoryQuery, historyPipeline, wantsMoreThanPage } from './historyPipeline.ts'
import type { HistoryPage } from './historyPage.ts'

type Row = InteractionDocument | { _id: string; position: number } | { beyond: 'AFTER' | 'BEFORE' }

/** Reads pages of histories, each with one command on one snapshot. */
export type HistoryStore = { readPage(query: HistoryQuery): Promise<HistoryPage> }

export function createHistoryStore(connection: Connection): HistoryStore {
  const { collection } = interactionModel(connection)

  /** By the driver itself, and where a find suffices by that: a page is asked for more often than anything else. */
  async function readRows(query: HistoryQuery): Promise<Row[]> {
    const options = {
      readConcern: { level: 'snapshot' },
      // Of many profiles the planner would weigh a hundred ranges of every index at each page.
      ...(!query.filter.kinds && { hint: { profileId: 1, occurredAt: 1, _id: 1 } }),
    } as const
    if (wantsMoreThanPage(query)) return collection.aggregate<Row>(historyPipeline(query), options).toArray()
    const { filter, ...find } = historyFind(query)
    return collection.find<Row>(filter, { ...options, ...find }).toArray()
  }

  return {
    async readPage(query) {
      const { from, size } = query.range
      const rows = await readRows(query)
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
