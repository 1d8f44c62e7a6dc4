import type { AuditEntry } from '../../platform/subgraph/audit/auditTrail.ts'
import { leafHash, type Hash } from '../merkle/hashes.ts'

/** One record of the audit trail. It holds ids and names of fields, and nothing that an erasure has to remove. */
export type AuditRecord = {
  /** `aud_…`. */
  id: string
  at: Date
  kind: AuditEntry['kind']
  principal: { kind: string; id: string }
  /** The name of the operation that the caller gave; null when it has none. */
  operation: string | null
  /** What was read or changed, e.g. `Query.customer` and `Customer.history`, or `recordMessage`. */
  fields: readonly string[]
  customerIds: readonly string[]
  objectIds: readonly string[]
  outcome: AuditEntry['outcome']
  reason: string | null
  /** The same for all records of one request. */
  requestId: string
  details: Readonly<Record<string, string | number | boolean | null>> | null
}

/**
 * The leaf of a record: canonical JSON, i.e. the names of members in alphabetical order and no spaces. It is stable: a
 * member that is added later must be left out where a record does not have it.
 */
export function leafOf(record: AuditRecord): string {
  const { at, customerIds, details, fields, id, kind, objectIds, operation, outcome } = record
  const { principal, reason, requestId } = record
  return JSON.stringify({
    at: at.toISOString(),
    customerIds,
    details: details && sorted(details),
    fields,
    id,
    kind,
    objectIds,
    operation,
    outcome,
    principal: { id: principal.id, kind: principal.kind },
    reason,
    requestId,
  })
}

export function recordHash(record: AuditRecord): Hash {
  return leafHash(leafOf(record))
}

function sorted(details: NonNullable<AuditRecord['details']>) {
  return Object.fromEntries(Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1)))
}
