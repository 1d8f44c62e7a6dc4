import type { Candidate } from './candidates.ts'
import type { ResolutionRule } from './resolutionStep.ts'

/** A rule that a set of identifiers would break, and the identifiers that bring it about. */
export type Breach = { rule: ResolutionRule; by: Candidate[]; message: string }
