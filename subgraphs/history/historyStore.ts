import type { Connection } from 'mongoose'
import type { Interaction } from '../../platform/interaction.ts'
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
import { createInteractionMemory, type Remembered } from './interactionMemory.ts'

/** An interaction where some were known: as a whole when it is news. */
type KnownRow = { _id: string; profileId: string; seq: number; whole?: InteractionDocument }
type PageRow = InteractionDocument | KnownRow
type Row = PageRow | { _id: string; position: number } | { beyond: 'AFTER' | 'BEFORE' }

/** Reads pages of histories, each with one command on one snapshot. */
export type HistoryStore = { readPage(query: HistoryQuery): Promise<HistoryPage> }

const snapshot = { readConcern: { level: 'snapshot' } } as const
const byTime = { profileId: 1, occurredAt: 1, _id: 1 }

/** How many pages, of how many interactions each, are read by one command for requests that come together. */
const maxSharedPages = 16
const maxSharedSize = 50
const maxRows = maxSharedPages * (maxSharedSize + 1)

/** How much of what pages were made of is remembered: some 40,000 interactions of usual size. */
const maxRememberedCharacters = 32_000_000
/** Of larger customers nothing is looked up there. */
const maxRememberedProfiles = 200

/** Whether other customers' pages may be read along: it is small, and a plain find by the index of times. */
function mayBeShared(query: HistoryQuery): boolean {
  const { profileIds, range, filter } = query
  return !wantsMoreThanPage(query) && profileIds.length === 1 && range.size <= maxSharedSize && !filter.kinds
}

/** Whether it is a page that is asked again and again: the end, or the beginning, of a history. */
function mayBeRemembered({ profileIds, range }: HistoryQuery): boolean {
  return profileIds.length <= maxRememberedProfiles && range.after === null && range.before === null
}

function wholeInteractions(rows: readonly Row[]): Interaction[] {
  return rows.flatMap((row) => ('kind' in row ? [toInteraction(row)] : []))
}

/** The interactions of rows of which some were known; null when one is neither whole nor known. */
function knownInteractions(rows: readonly Row[], known: Remembered): Interaction[] | null {
  const found: Interaction[] = []
  for (const row of rows) {
    if (!('seq' in row) || 'kind' in row) continue
    const interaction = row.whole ? toInteraction(row.whole) : known.at(row)
    if (!interaction) return null
    found.push(interaction)
  }
  return found
}

function profileOf({ profileIds }: HistoryQuery): string {
  return profileIds[0] ?? ''
}

export function createHistoryStore(connection: Connection): HistoryStore {
  const { collection } = interactionModel(connection)
  const memory = createInteractionMemory(maxRememberedCharacters)

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
      .aggregate<PageRow>(pipeline, { ...snapshot, hint: byTime, batchSize: maxRows })
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

  const read = (query: HistoryQuery) => (mayBeShared(query) ? readSharedPage(query) : readRows(query))

  /** A query's rows, and the interactions among them. Of a log that is remembered only what is news is read whole. */
  async function readInteractions(query: HistoryQuery): Promise<{ rows: Row[]; found: Interaction[] }> {
    if (!mayBeRemembered(query)) {
      const rows = await read(query)
      return { rows, found: wholeInteractions(rows) }
    }
    const known = memory.of(query.profileIds)
    const news = known && (await read({ ...query, knownUpTo: known.upTo }))
    const foundKnown = news && knownInteractions(news, known)
    // Else something that is no news is not remembered either: another part of the log was read before.
    const rows = foundKnown ? news : await read(query)
    const found = foundKnown ?? wholeInteractions(rows)
    memory.remember(found)
    return { rows, found }
  }

  return {
    async readPage(query) {
      const { from, size } = query.range
      const { rows, found } = await readInteractions(query)
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
