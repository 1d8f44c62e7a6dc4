import type { Identifier } from './identifier.ts'
import type { IdentifierDocument } from './identifierModel.ts'

/** Empty for the mark of a shared identifier, which no profile holds. */
export function toIdentifiers({
  type,
  value,
  verified,
  profileId,
  shared,
  claimedBy,
  contradictedBy = [],
  mark = null,
}: IdentifierDocument): Identifier[] {
  if (profileId === null) return []
  const isCleared = mark !== null && !shared
  return [{ type, value, verified, profileId, shared, claimedBy, contradictedBy, isCleared }]
}
