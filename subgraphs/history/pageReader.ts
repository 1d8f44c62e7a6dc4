import type { RequestScope } from '../../platform/requestScope.ts'
import type { HistoryPage } from './historyPage.ts'
import type { HistoryQuery } from './historyPipeline.ts'
import type { HistoryStore } from './historyStore.ts'
import { totalPosition } from './lastPositions.ts'
import { pageKeyOf } from './pageMemory.ts'

/** Reads pages for one request, and knows which it has read. */
export type PageReader = {
  read(query: HistoryQuery): Promise<HistoryPage>
  /**
   * The state of a page as this request has read it or, before it has read any, as it will. Null for a page that is not
   * among those it has read.
   */
  stateOf(query: HistoryQuery): Promise<PageState | null>
}

/** How far a page's logs are; null when that was not read along with it. */
export type PageState = { page: HistoryPage; state: string | null }

type Pages = { ahead: Map<string, Promise<HistoryPage>>; read: Map<string, PageState> }

/** Make the page readers of requests. */
export function createPageReaders(store: HistoryStore): (scope: RequestScope) => PageReader {
  const pages = new WeakMap<RequestScope, Pages>()

  function pagesOf(scope: RequestScope): Pages {
    const found = pages.get(scope) ?? { ahead: new Map(), read: new Map() }
    pages.set(scope, found)
    return found
  }

  return (scope) => ({
    async read(query) {
      const { ahead, read } = pagesOf(scope)
      const key = pageKeyOf(query)
      const foreseen = await ahead.get(key)
      const isEnough = foreseen && (foreseen.positions || !query.withPositions)
      const page = isEnough ? foreseen : await store.readPage(query)
      const before = read.get(key)
      const state = stateOf(page)
      // Of two that differ neither tells what the request was answered from.
      read.set(key, { page, state: before && before.state !== state ? null : state })
      return page
    },

    async stateOf(query) {
      const { ahead, read } = pagesOf(scope)
      const key = pageKeyOf(query)
      const known = read.get(key)
      if (known) return known
      // Read now it might be another than what the answer was made of.
      if (read.size > 0) return null
      const reading = ahead.get(key) ?? store.readPage(query)
      ahead.set(key, reading)
      const page = await reading
      return { page, state: stateOf(page) }
    },
  })
}

function stateOf({ positions }: HistoryPage): string | null {
  return positions && String(totalPosition(positions))
}
