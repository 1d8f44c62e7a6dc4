import { createLruCache } from '../../platform/lruCache.ts'
import type { HistoryPage } from './historyPage.ts'
import type { HistoryQuery } from './historyPipeline.ts'

/** What an object takes up besides its texts, in characters. */
const bareCharacters = 80

/**
 * Pages as they were at certain last positions of their logs. Whatever happens in a log takes the position after its
 * last one, in the order of commits: as long as the last positions are the same, so is the page, and as they only
 * grow, they are the same when their sum is. `maxCharacters` bounds what is kept, roughly; what was not asked for
 * longest makes room.
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

export function createPageMemory(maxCharacters: number): PageMemory {
  const pages = createLruCache<{ page: HistoryPage | null }>(maxCharacters)
  return {
    recall(query) {
      const key = pageKeyOf(query)
      const known = pages.get(key)
      if (!known) pages.set(key, { page: null })
      return known ? { page: known.page && ownCopyOf(known.page) } : null
    },

    remember(query, page) {
      const key = pageKeyOf(query)
      const own = ownCopyOf(page)
      // Many requests will read it.
      pages.set(key, { page: own }, key.length + frozenCharacters(own.interactions))
    },
  }
}

/** Tells a page from every other, in whatever order its filter's members were given. */
export function pageKeyOf({ profileIds, range, filter, mayReadInternal }: HistoryQuery): string {
  const { channels, kinds, departments, actorKinds, visibility, from, to } = filter
  const passing = [channels, kinds, departments, actorKinds, visibility, from?.getTime(), to?.getTime()]
  return JSON.stringify([profileIds, range, passing, mayReadInternal])
}

/** Who resolves a reference to an interaction, writes its type into it. */
function ownCopyOf(page: HistoryPage): HistoryPage {
  return { ...page, interactions: page.interactions.map((interaction) => ({ ...interaction })) }
}

/** Freeze a value and all that it holds; gives about how many characters it takes up. */
function frozenCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  let characters = bareCharacters
  for (const member of Object.values(Object.freeze(value))) characters += frozenCharacters(member)
  return characters
}
