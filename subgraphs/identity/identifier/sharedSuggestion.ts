import type { Identifier } from './identifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'

/** Whether more profiles than the rules expect said that an identifier is theirs, its own profile included. */
export function isSharedSuggested(
  { shared, claimedBy }: Pick<Identifier, 'shared' | 'claimedBy'>,
  { sharedSuggestedAbove }: Pick<IdentityRules, 'sharedSuggestedAbove'>,
): boolean {
  return !shared && claimedBy.length + 1 > sharedSuggestedAbove
}
