import type { GraphQLResolveInfo } from 'graphql'
import { selectsField } from '../../../platform/graph/selectsField.ts'
import { unknownProfiles } from '../../../platform/errors/errors.ts'
import { primeInteraction } from '../../../interactions/interactionLoader.ts'
import { mayReadInternal } from '../../../interactions/visibility.ts'
import type { HistoryContext } from '../context.ts'
import { checkedFilter, type HistoryFilter } from './historyFilter.ts'
import { type HistoryPage, type PageArguments, pageRange } from './historyPage.ts'
import type { HistoryQuery } from './historyPipeline.ts'

/** A customer as the gateway hands him over: with all his profiles, or without where identity could not answer. */
export type CustomerParent = { profileId: string; profileIds?: string[] | null }

export type HistoryArguments = PageArguments & { filter?: HistoryFilter | null }

/** `Customer.history`: one read, after which the request knows the page's interactions. */
export async function readHistory(
  customer: CustomerParent,
  given: HistoryArguments,
  context: HistoryContext,
  info: GraphQLResolveInfo,
): Promise<HistoryPage> {
  const query = historyQuery(customer, given, context)
  const page = await context.pages.readPage({ ...query, withPositions: selectsField(info, 'streamCursor') })
  for (const interaction of page.interactions) primeInteraction(context.interactions, interaction)
  return page
}

/** The page that arguments ask of a customer. Throws what the caller is told when they ask for none. */
function historyQuery(
  { profileIds }: CustomerParent,
  { filter, ...page }: HistoryArguments,
  { principal }: HistoryContext,
): HistoryQuery {
  if (!profileIds) throw unknownProfiles()
  return {
    profileIds,
    range: pageRange(page, profileIds),
    filter: checkedFilter(filter),
    mayReadInternal: mayReadInternal(principal),
    withPositions: false,
  }
}
