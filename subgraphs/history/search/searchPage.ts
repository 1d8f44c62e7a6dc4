import type { Interaction } from '../../../interactions/interaction.ts'
import { hasPhrases, type TextSearch } from '../../../interactions/search/matchesText.ts'
import type { SearchPosition, SearchRange, SearchStore } from './searchStore.ts'

/** The interactions found, newest first, and where the search stopped before the page was full; null when it did not. */
export type FoundInteractions = {
  interactions: Interaction[]
  stoppedAt: SearchPosition | null
}

type Places = Pick<SearchStore, 'rarestTerm' | 'findPlaces' | 'findMatches'>

/** So many interactions with the rarest term one page examines at most, whatever the filter leaves out. */
const examinedAtMost = 2_000
const examinedAtOnce = 500

/**
 * Read the newest `limit` interactions of a range that have all terms and phrases and meet the conditions.
 *
 * The index gives the places of those with the rarest term, newest first. As many are examined as the page may need;
 * then four times as many, and so on, until the page is full or `examinedAtMost` are examined. So a search that leaves
 * little out examines little more than it gives, and no search examines much.
 */
export async function readSearchPage(
  store: Places,
  search: TextSearch,
  { range, conditions, limit }: { range: SearchRange; conditions: Record<string, unknown>[]; limit: number },
): Promise<FoundInteractions> {
  const term = await store.rarestTerm(search, range)
  const interactions: Interaction[] = []
  let { after } = range
  let examined = 0
  for (let size = limit; examined < examinedAtMost; size = Math.min(4 * size, examinedAtOnce)) {
    const wanted = Math.min(size, examinedAtMost - examined)
    const places = await store.findPlaces(term, search, { ...range, after }, wanted)
    const last = places.at(-1)
    if (!last) return { interactions, stoppedAt: null }
    const ids = places.map(({ id }) => id)
    const matches = await store.findMatches(ids, search, conditions)
    interactions.push(...matches.filter((each) => hasPhrases(search, each)))
    if (interactions.length >= limit) return { interactions: interactions.slice(0, limit), stoppedAt: null }
    if (places.length < wanted) return { interactions, stoppedAt: null }
    after = last
    examined += places.length
  }
  return { interactions, stoppedAt: after }
}
