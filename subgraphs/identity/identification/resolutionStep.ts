import type { IdentifierKey } from '../identifier/identifier.ts'
import type { ResolutionOutcome } from '../schemaTypes.ts'

/** The enum ResolutionRule of the schema; DECIDED_DIFFERENT and GIVEN_TOGETHER by the names they are stored under. */
export type ResolutionRule =
  | 'MUST_NOT_LINK'
  | 'WITHDRAWN_CLAIM'
  | 'SHARED_VALUE'
  | 'CONTRADICTION'
  | 'SUSPECTED_SHARED'
  | 'CLAIMED_VALUE'
  | 'LIMIT'
  | 'KNOWN_IDENTIFIER'
  | 'PRIORITY'
  | 'SHARED_IDENTIFIER'
  | 'SAME_NUMBER'
  | 'PROFILE_PER_RECORD'
  | 'FIRST_NAME'

/** One step of a resolution. The message names types and profiles, and no values. */
export type ResolutionStep = {
  rule: ResolutionRule
  outcome: ResolutionOutcome
  /** The identifiers that it is about. */
  of: IdentifierKey[]
  message: string
}
