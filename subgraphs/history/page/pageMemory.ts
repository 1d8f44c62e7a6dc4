import { LRUCache } from 'lru-cache'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import type { HistoryPage } from './historyPage.ts'
import type { HistoryQuery } from './historyPipeline.ts'

/**
 * Pages as they were at certain last positions of their logs. Whatever happens in a log takes the position after its
 * last one, in the order of commits: as long as the last positions are the same, so is the page, and as they only
 * grow, they are the same when their sum is.
 *
 * The key is the whole query, so that no member of it can be forgotten. A page is forgotten after a minute, so that
 * what was removed from the database without a new position is not shown for longer.
 */
export type PageMemory = {
  /**
   * What is known of a query that was asked before: the page that was remembered last, or null when that is none.
   * Null for a query that is asked for the first time.
   */
  recall(query: HistoryQuery): { page: HistoryPage | null } | null
  /** Remember a page with the positions it is true for. */
  remember(query: HistoryQuery, page: HistoryPage): void
}

const maxAgeMs = 60_000

/** `maxBytes` bounds what is kept, by an estimate; what was not asked for longest makes subgraph. */
export function createPageMemory({
  maxBytes,
  now = () => performance.now(),
}: {
  maxBytes: number
  /** A clock in milliseconds that never goes back. */
  now?: () => number
}): PageMemory {
  const pages = new LRUCache<string, { page: HistoryPage | null }>({
    maxSize: maxBytes,
    ttl: maxAgeMs,
    ttlResolution: 0,
    perf: { now },
    sizeCalculation: ({ page }, key) =>
      bytesOf(key) + bytesOf(page?.interactions) + bytesOf(page?.positions) + entryBytes,
  })
  return {
    recall(query) {
      const key = canonicalJson(query)
      const known = pages.get(key)
      if (!known) pages.set(key, { page: null })
      return known ? { page: known.page && ownCopyOf(known.page) } : null
    },

    remember(query, page) {
      const own = ownCopyOf(page)
      // Many requests will read it.
      for (const interaction of own.interactions) freeze(interaction)
      pages.set(canonicalJson(query), { page: own })
    },
  }
}

/** Who resolves a reference to an interaction, writes its type into it. */
function ownCopyOf(page: HistoryPage): HistoryPage {
  return { ...page, interactions: page.interactions.map((interaction) => ({ ...interaction })) }
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const member of Object.values(Object.freeze(value))) freeze(member)
}

const entryBytes = 200
const objectBytes = 56
const memberBytes = 16
const textBytes = 24

/** About how much memory a value takes up. Characters count two bytes, as those beyond Latin-1 do. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return textBytes + 2 * value.length
  if (typeof value !== 'object' || value === null) return 0
  const members: unknown[] = value instanceof Map ? [...value].flat() : Object.values(value)
  return members.reduce<number>((sum, member) => sum + memberBytes + bytesOf(member), objectBytes)
}
