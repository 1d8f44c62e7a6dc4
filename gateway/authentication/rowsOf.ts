import type { Rows } from '../../platform/subgraph/rows.ts'
import type { RolePolicy } from './roles.ts'

/** What a token or an API key says about the rows of its caller; null where it says nothing. */
export type RowClaims = {
  departments: readonly string[] | null
  /** The caller's id in the system that assigns conversations. */
  actorId: string | null
  /** Any id that the customer who is the caller ever had. */
  customerId: string | null
}

/**
 * The rows that a role gives the holder of these claims. Departments restrict every role. `missing` makes the error for a
 * claim that the role needs, and gets the reason.
 */
export function rowsOf(
  { customers, departments: which }: RolePolicy,
  { departments, actorId, customerId }: RowClaims,
  missing: (claim: keyof RowClaims, reason: string) => Error,
): Rows {
  if (departments === null && which === 'own')
    throw missing('departments', 'because the role sees its own departments only')
  const rows = { departments: departments === null ? null : [...departments] }
  switch (customers) {
    case 'all':
      return { ...rows, customers: { which: 'ALL' } }
    case 'assigned':
      if (actorId === null) throw missing('actorId', 'because the role sees its assigned customers only')
      return { ...rows, customers: { which: 'ASSIGNED', actorId } }
    case 'own':
      if (customerId === null) throw missing('customerId', 'because the role sees its own customer only')
      return { ...rows, customers: { which: 'OWN', customerId } }
  }
}
