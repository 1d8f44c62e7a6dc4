import type { IdentifierKey } from '../identifier/identifier.ts'

/** The enum ResolutionRule of the schema. */
export type ResolutionRule =
  | 'MUST_NOT_LINK'
  | 'SHARED_VALUE'
  | 'CLAIMED_VALUE'
  | 'LIMIT'
  | 'KNOWN_IDENTIFIER'
  | 'PRIORITY'
  | 'SHARED_IDENTIFIER'
  | 'FIRST_NAME'

/** The enum ResolutionOutcome of the schema. */
export type ResolutionOutcome =
  | 'KNOWN'
  | 'UNKNOWN'
  | 'SET_ASIDE'
  | 'FOUND'
  | 'CREATED'
  | 'MERGED'
  | 'ATTACHED'
  | 'RESERVED'
  | 'VERIFIED'
  | 'NAMED'

/** One step of a resolution. The message names types and profiles, and no values. */
export type ResolutionStep = {
  rule: ResolutionRule
  outcome: ResolutionOutcome
  /** The identifiers given that it is about. */
  of: IdentifierKey[]
  message: string
}
