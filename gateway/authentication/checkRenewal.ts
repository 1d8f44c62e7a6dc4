import { isDeepStrictEqual } from 'node:util'
import { callerError } from '../../platform/errors/errors.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { Rows } from '../../platform/subgraph/rows.ts'

/**
 * Check that a caller may take the place of another one on an open socket: it is the same, and sees at least the same
 * rows. Subscriptions keep the rows that they began with, so these may not be more than the caller has now. Throws
 * UNAUTHENTICATED otherwise.
 */
export function checkRenewal(before: Principal, after: Principal): void {
  if (before.kind !== after.kind || before.id !== after.id)
    throw callerError(
      'UNAUTHENTICATED',
      'authorization: expected a token of the same subject and role, got another one',
    )
  if (!covers(after.rows, before.rows))
    throw callerError(
      'UNAUTHENTICATED',
      'authorization: expected at least the departments and customers of before, got fewer or others; connect again',
    )
}

function covers({ departments, customers }: Rows, before: Rows): boolean {
  const hasDepartments =
    departments === null || (before.departments?.every((name) => departments.includes(name)) ?? false)
  return hasDepartments && (customers.which === 'ALL' || isDeepStrictEqual(customers, before.customers))
}
