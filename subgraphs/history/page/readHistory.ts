import type { GraphQLResolveInfo } from 'graphql'
import { selectsField } from '../../../platform/graph/selectsField.ts'
import { unknownProfiles } from '../../../platform/errors/errors.ts'
import { primeInteraction } from '../../../interactions/read/interactionLoader.ts'
import { readableConditions } from '../../../interactions/visibility/visibility.ts'
import type { HistoryContext } from '../context.ts'
import type { CustomerReference } from '../../../platform/paging/newestFirstPage.ts'
import type { CustomerHistoryArgs } from '../schemaTypes.ts'
import { checkedFilter, textSearchOf } from './historyFilter.ts'
import { type HistoryPage, pageRange } from './historyPage.ts'
import type { HistoryQuery } from './historyPipeline.ts'
import { readPhrasePage } from './readPhrasePage.ts'

/** `Customer.history`: one read, which also fills the request's loader of interactions. */
export async function readHistory(
  customer: CustomerReference,
  given: CustomerHistoryArgs,
  context: HistoryContext,
  info: GraphQLResolveInfo,
): Promise<HistoryPage> {
  const query = historyQuery(customer, given, context)
  const page = await readPhrasePage({ ...query, withPositions: selectsField(info, 'streamCursor') }, (part) =>
    context.pages.readPage(part),
  )
  for (const interaction of page.interactions) primeInteraction(context.interactions, interaction)
  return page
}

/** The page that the arguments request. Throws a caller error when they are wrong. */
function historyQuery(
  { profileIds }: CustomerReference,
  { filter, asOf, ...page }: CustomerHistoryArgs,
  { principal }: HistoryContext,
): HistoryQuery {
  if (!profileIds) throw unknownProfiles()
  const checked = checkedFilter(filter)
  const text = textSearchOf(checked, principal)
  return {
    profileIds,
    range: pageRange(page, profileIds),
    filter: checked,
    ...(text && { text }),
    ...(asOf && { asOf }),
    readable: readableConditions(principal),
    withPositions: false,
  }
}
