import type { Interaction } from '../../../interactions/interaction.ts'
import { hasPhrases } from '../../../interactions/search/matchesText.ts'
import { historyPositionOf } from './historyCursor.ts'
import type { HistoryPage } from './historyPage.ts'
import type { HistoryQuery } from './historyPipeline.ts'

type ReadPage = (query: HistoryQuery) => Promise<HistoryPage>

const readAtOnce = 50
/** How many interactions with all words one page reads at most, also when none has the phrases. */
const readAtMost = 1_000

/**
 * Read a page whose filter may have phrases. The database finds the words of a phrase, and not their order, so more is
 * read until the page is full. A page that stopped before says where, as its cursor. What is not asked for by a phrase is
 * read by one read.
 */
export async function readPhrasePage(query: HistoryQuery, readPage: ReadPage): Promise<HistoryPage> {
  const { text, range } = query
  if (!text || text.phrases.length === 0) return readPage(query)
  const isForward = range.from === 'START'
  const found: Interaction[] = []
  let first: HistoryPage | null = null
  let hasMore = true
  let last: Interaction | undefined
  for (let read = 0; hasMore && read < readAtMost && found.length <= range.size;) {
    const place = last && historyPositionOf(last)
    const page = await readPage({
      ...query,
      withPositions: query.withPositions && first === null,
      range: { ...range, size: readAtOnce, ...(place && (isForward ? { after: place } : { before: place })) },
    })
    first ??= page
    const inOrder = isForward ? page.interactions : page.interactions.toReversed()
    found.push(...inOrder.filter((interaction) => hasPhrases(text, interaction)))
    last = inOrder.at(-1) ?? last
    hasMore = isForward ? page.hasNextPage : page.hasPreviousPage
    read += inOrder.length
  }
  const interactions = found.slice(0, range.size)
  const isFull = found.length > range.size
  return {
    ...first,
    interactions: isForward ? interactions : interactions.reverse(),
    positions: first?.positions ?? null,
    hasNextPage: isForward ? isFull || hasMore : (first?.hasNextPage ?? false),
    hasPreviousPage: isForward ? (first?.hasPreviousPage ?? false) : isFull || hasMore,
    ...(!isFull && hasMore && last && { stoppedAt: { from: range.from, at: historyPositionOf(last) } }),
  }
}
