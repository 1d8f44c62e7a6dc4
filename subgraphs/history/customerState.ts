import type { EntityState } from '../../platform/entityStates.ts'
import { primeInteraction } from '../../platform/interactionLoader.ts'
import type { HistoryContext } from './context.ts'
import { type CustomerParent, historyQuery } from './readHistory.ts'

/** The state of one page of a customer, after which the request knows the page's interactions. */
export const customerState: EntityState<HistoryContext> = async (representation, asked, context) => {
  const [history, ...others] = asked
  if (history?.name !== 'history' || others.length > 0 || !isCustomer(representation)) return null
  const query = historyQuery(representation, history.arguments, context)
  const told = await context.pages.stateOf(query)
  if (!told) return null
  for (const interaction of told.page.interactions) primeInteraction(context.interactions, interaction)
  return told.state
}

function isCustomer(representation: Record<string, unknown>): representation is CustomerParent {
  const { profileId, profileIds } = representation
  return typeof profileId === 'string' && Array.isArray(profileIds)
}
