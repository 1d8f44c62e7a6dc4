/**
 * The body of an IDENTITY interaction: written by identity, and read by every stream of a customer's history.
 *
 * A change of two customers is recorded twice in one transaction: in the log of the oldest profile of each customer.
 * So a subscriber of either customer finds it in a log that it reads. A page over both logs shows only the record that
 * is not `isTwin`.
 */
export type IdentityChangeBody = {
  change: 'MERGED' | 'UNMERGED'
  /** The reason that a person or system gave; null when none was given. */
  reason: string | null
  /** The rule that decided, e.g. `SHARED_IDENTIFIER` or `MANUAL`. */
  rule: string
  /**
   * The profiles of each customer there is after the change, oldest first, so that the first id of each is the
   * customer's id: one customer after MERGED; two after UNMERGED.
   */
  customers: string[][]
  /**
   * The last position of the log of every profile concerned, the record of this very change included. After a merge a
   * subscriber continues each new log from here; at an unmerge it reads the log that it leaves up to here.
   * In a log without a record a write can commit after this was read and before the change, so at a later position.
   */
  positions: Record<string, number>
  /** Whether this is the second of the two records. */
  isTwin: boolean
  /** The profile whose log has the other record. */
  twinProfileId: string
}
