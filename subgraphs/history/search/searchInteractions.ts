import { z } from 'zod'
import type { Interaction } from '../../../interactions/interaction.ts'
import { primeInteraction } from '../../../interactions/read/interactionLoader.ts'
import type { TextSearch } from '../../../interactions/search/matchesText.ts'
import { readableConditions } from '../../../interactions/visibility/visibility.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { isId } from '../../../platform/lang/ids.ts'
import { checkedPeriod } from '../../../platform/paging/checkedPeriod.ts'
import { createCursor, cursorTime } from '../../../platform/paging/cursor.ts'
import { forwardConnection, type PageInfo, pageSize } from '../../../platform/paging/paging.ts'
import type { HistoryContext } from '../context.ts'
import { checkedFilter, textSearch } from '../page/historyFilter.ts'
import { filterConditions } from '../page/historyPipeline.ts'
import type { QuerySearchInteractionsArgs } from '../schemaTypes.ts'
import { readSearchPage } from './searchPage.ts'
import type { SearchPosition } from './searchStore.ts'
import { snippetOf } from './snippetOf.ts'

/** An interaction that was found, and what for. */
export type InteractionSearchEdge = { cursor: string; node: Interaction; search: TextSearch }

export type InteractionSearch = {
  edges: InteractionSearchEdge[]
  nodes: Interaction[]
  pageInfo: PageInfo
  isComplete: boolean
}

const cursor = createCursor(
  'search',
  z.object({ at: cursorTime, id: z.string().refine((id) => isId('int', id)) }),
)

/** `Query.searchInteractions`: a page of what the caller may see, newest first. */
export async function searchInteractions(
  { text, filter, first, after }: QuerySearchInteractionsArgs,
  context: HistoryContext,
): Promise<InteractionSearch> {
  const { principal, search: store } = context
  const size = pageSize(first, 'first')
  const search = textSearch(text, 'text', principal)
  const { customerId, ...others } = filter ?? {}
  const checked = checkedFilter(others)
  const position = after === null || after === undefined ? null : cursor.decode(after, 'after')
  const range = {
    profileIds: await searchedProfiles(customerId ?? null, context),
    period: checkedPeriod(checked.occurred, 'filter.occurred'),
    after: position && { at: new Date(position.at), id: position.id },
  }
  const conditions = [...readableConditions(principal), ...filterConditions(checked)]
  const [{ interactions, stoppedAt }, isComplete] = await Promise.all([
    readSearchPage(store, search, { range, conditions, limit: size + 1 }),
    store.isComplete(),
  ])
  for (const interaction of interactions) primeInteraction(context.interactions, interaction)
  const page = forwardConnection(interactions, {
    size,
    hasPreviousPage: position !== null,
    cursorOf: ({ occurredAt, id }) => cursorAt({ at: occurredAt, id }),
  })
  return {
    ...page,
    edges: page.edges.map((edge) => ({ ...edge, search })),
    pageInfo: stoppedAt
      ? { ...page.pageInfo, hasNextPage: true, endCursor: cursorAt(stoppedAt) }
      : page.pageInfo,
    isComplete,
  }
}

/** The snippet of an edge, as its caller may see it. */
export function snippetOfEdge({ node, search }: InteractionSearchEdge): string {
  return snippetOf(node, search)
}

function cursorAt({ at, id }: SearchPosition): string {
  return cursor.encode({ at: at.getTime(), id })
}

/**
 * The profiles in whose logs a caller searches; null for all. A customer that the caller may not see has none, as one that
 * does not exist.
 */
async function searchedProfiles(
  customerId: string | null,
  { access, search, identity, request }: HistoryContext,
): Promise<readonly string[] | null> {
  if (customerId !== null) {
    if (!isId('cus', customerId))
      throw callerError(
        'BAD_USER_INPUT',
        `filter.customerId: expected cus_…, got "${customerId.slice(0, 80)}"`,
      )
    const customer = await identity.findCustomer(customerId, request)
    return customer && (await access.maySeeCustomer(customer.profileIds)) ? customer.profileIds : []
  }
  const visible = await access.visibleProfiles()
  return visible && search.profilesOfCustomers(visible)
}
