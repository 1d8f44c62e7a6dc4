import type { Identifier } from './identifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'

/**
 * Whether claims of an identifier contradict each other, or more profiles than the rules expect claimed it, and no person
 * decided that it is not shared.
 */
export function isSuspectedShared(
  {
    shared,
    claimedBy,
    contradictedBy,
    isCleared,
  }: Pick<Identifier, 'shared' | 'claimedBy' | 'contradictedBy' | 'isCleared'>,
  {
    sharedSuggestedAbove,
    contradictionsToSuspect,
  }: Pick<IdentityRules, 'sharedSuggestedAbove' | 'contradictionsToSuspect'>,
): boolean {
  return (
    !shared &&
    !isCleared &&
    (contradictedBy.length >= contradictionsToSuspect || claimedBy.length + 1 > sharedSuggestedAbove)
  )
}
