import { LRUCache } from 'lru-cache'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import type { HistoryPage } from './historyPage.ts'
import type { HistoryQuery } from './historyPipeline.ts'

/**
 * Pages with the last positions of their logs. Every change of a log takes the position after its last one, in the
 * order of the commits. So a page is current as long as the last positions are the same, and as they only grow, as
 * long as their sum is the same. The reader compares them.
 *
 * The key is the whole query, so that no member of it can be forgotten. A page expires after a minute, so that what was
 * removed from the database without a new position is not shown for longer.
 */
export type PageCache = {
  /**
   * The cached page of a query that was requested before, null when there is none. The first request of a query gives
   * FIRST_REQUEST.
   */
  get(query: HistoryQuery): HistoryPage | null | 'FIRST_REQUEST'
  set(query: HistoryQuery, page: HistoryPage): void
}

const maxAgeMs = 60_000

/** `maxBytes` bounds the estimated size of all entries; the least recently used are evicted. */
export function createPageCache({
  maxBytes,
  now = () => performance.now(),
}: {
  maxBytes: number
  /** A monotonic clock in milliseconds. */
  now?: () => number
}): PageCache {
  const pages = new LRUCache<string, { page: HistoryPage | null }>({
    maxSize: maxBytes,
    ttl: maxAgeMs,
    ttlResolution: 0,
    perf: { now },
    sizeCalculation: ({ page }, key) =>
      bytesOf(key) + bytesOf(page?.interactions) + bytesOf(page?.positions) + entryBytes,
  })
  return {
    get(query) {
      const key = canonicalJson(query)
      const entry = pages.get(key)
      if (entry) return entry.page && copyOf(entry.page)
      pages.set(key, { page: null })
      return 'FIRST_REQUEST'
    },

    set(query, page) {
      const copy = copyOf(page)
      // Many requests will share it.
      for (const interaction of copy.interactions) freeze(interaction)
      pages.set(canonicalJson(query), { page: copy })
    },
  }
}

/** A copy, because resolving a reference to an interaction writes `__typename` into it. */
function copyOf(page: HistoryPage): HistoryPage {
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

/** An estimate of the memory that a value takes. Characters count two bytes, as those beyond Latin-1 do. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return textBytes + 2 * value.length
  if (typeof value !== 'object' || value === null) return 0
  const members: unknown[] = value instanceof Map ? [...value].flat() : Object.values(value)
  return members.reduce<number>((sum, member) => sum + memberBytes + bytesOf(member), objectBytes)
}
