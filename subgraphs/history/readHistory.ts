import type { GraphQLResolveInfo } from 'graphql'
import { asksFor } from '../../platform/asksFor.ts'
import { callerError } from '../../platform/errors.ts'
import { primeInteraction } from '../../platform/interactionLoader.ts'
import type { HistoryContext } from './context.ts'
import { checkedFilter, type HistoryFilter } from './historyFilter.ts'
import { type HistoryPage, type PageArguments, pageRange } from './historyPage.ts'
import { mayReadInternal } from './mayRead.ts'

/** A customer as the gateway hands him over: with all his profiles, or without where identity could not answer. */
export type CustomerParent = { profileId: string; profileIds?: string[] | null }

export type HistoryArguments = PageArguments & { filter?: HistoryFilter | null }

/** `Customer.history`: one read, after which the request knows the page's interactions. */
export async function readHistory(
  { profileIds }: CustomerParent,
  { filter, ...page }: HistoryArguments,
  { store, interactions, principal }: HistoryContext,
  info: GraphQLResolveInfo,
): Promise<HistoryPage> {
  if (!profileIds) {
    throw callerError('UNAVAILABLE', 'the profiles of this customer cannot be read now; try again', {
      retryable: true,
    })
  }
  const read = await store.readPage({
    profileIds,
    range: pageRange(page, profileIds),
    filter: checkedFilter(filter),
    mayReadInternal: mayReadInternal(principal),
    withPositions: asksFor(info, 'streamCursor'),
  })
  for (const interaction of read.interactions) primeInteraction(interactions, interaction)
  return read
}
