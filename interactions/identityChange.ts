/**
 * The body of an IDENTITY interaction: written by identity, and followed by whoever streams a customer's history.
 *
 * A change of two customers stands in the log of each (of its oldest profile), written in one transaction, so that
 * who follows either side meets it in a log he is reading. The two records are twins: a page over both logs shows
 * only the one that is not `isTwin`.
 */
export type IdentityChangeBody = {
  change: 'MERGED' | 'UNMERGED'
  /** What a person or system wrote; null when nobody said. */
  reason: string | null
  /** The rule that decided, e.g. `SHARED_IDENTIFIER` or `MANUAL`. */
  rule: string
  /**
   * The profiles of each customer there is after the change, oldest first, so that the first id of each is the
   * customer's id: one customer after MERGED; two after UNMERGED.
   */
  customers: string[][]
  /**
   * The last position of the log of every profile concerned, the record of this very change included. Who did not
   * follow a log before a merge goes on from here; who leaves a log at an unmerge reads it up to here.
   */
  positions: Record<string, number>
  /** Whether this is the second of the two records. */
  isTwin: boolean
  /** The profile in whose log the other record stands. */
  twinProfileId: string
}
