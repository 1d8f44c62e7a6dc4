import type { Identifier } from './identifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'

/** Whether claims of an identifier contradict each other, or more profiles than the rules expect claimed it. */
export function isSuspectedShared(
  { shared, claimedBy, contradictedBy }: Pick<Identifier, 'shared' | 'claimedBy' | 'contradictedBy'>,
  {
    sharedSuggestedAbove,
    contradictionsToSuspect,
  }: Pick<IdentityRules, 'sharedSuggestedAbove' | 'contradictionsToSuspect'>,
): boolean {
  return (
    !shared &&
    (contradictedBy.length >= contradictionsToSuspect || claimedBy.length + 1 > sharedSuggestedAbove)
  )
}
