import type { SubgraphRequest } from '../requestScope.ts'

/** Something that the audit trail keeps: which root field of a subgraph did what, with ids only, and no texts. */
export type AuditEntry = {
  kind: 'READ' | 'CHANGE' | 'EXPORT' | 'ERASURE'
  /** Where it happened, e.g. `recordMessage` or `Customer.history`. */
  field: string
  customerIds: readonly string[]
  /** The ids of interactions, conversations and other objects concerned. */
  objectIds: readonly string[]
  /** REFUSED: the answer says why; nothing was changed. FAILED: an error; something may have been changed. */
  outcome: 'DONE' | 'REFUSED' | 'FAILED'
  details?: Readonly<Record<string, string | number | boolean | null>>
}

/** Where a subgraph notes who read and changed what. */
export type AuditTrail = {
  /** Resolves when the entry is stored. */
  record(entry: AuditEntry, request: SubgraphRequest): Promise<{ recordId: string }>
  /** As `record`, but the entry is stored with the next one, within 100 ms: for a change that is part of another. */
  recordWithNext(entry: AuditEntry, request: SubgraphRequest): Promise<{ recordId: string }>
  /** Stored within 100 ms. */
  note(entry: AuditEntry, request: SubgraphRequest): void
  /** Null when the buffer has room; else resolves when it has. What is noted without room is kept all the same. */
  room?(): Promise<void> | null
}
