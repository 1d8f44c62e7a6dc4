import type { Identifier } from './identifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'

/** Whether more profiles than the rules expect claimed an identifier, its own profile included. */
export function isSuspectedShared(
  { shared, claimedBy }: Pick<Identifier, 'shared' | 'claimedBy'>,
  { sharedSuggestedAbove }: Pick<IdentityRules, 'sharedSuggestedAbove'>,
): boolean {
  return !shared && claimedBy.length + 1 > sharedSuggestedAbove
}
