import type { Edit } from '../../guards/sourceCopy.ts'

/** A fault that is put into a copy of the sources on purpose. The short suite must find it. */
export type Fault = {
  /** Unique, in lower case with hyphens; also the name for `npm run test:chaos -- --faults --only`. */
  name: string
  /** What Elo would do wrong, as a sentence. */
  does: string
  edits: readonly Edit[]
  /** The part of the short suite that finds it. */
  foundBy: 'QUIET' | 'FAIL_OVER'
  /** Why it cannot be tried where a file of its edits is missing. Without this, a missing file is an error. */
  pending?: string
}
