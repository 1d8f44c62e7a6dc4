import type { FormerVisibility, Interaction } from '../interaction.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'

/** Whether a principal may read what is INTERNAL: meant for those who serve the customer. */
export function mayReadInternal(principal: Principal): boolean {
  return principal.scopes.includes('notes:read')
}

/**
 * Whether a principal may see what a department did: all departments may be seen, or this is one of the principal's
 * own, or it is of no department.
 */
export function mayReadDepartment({ rows }: Principal, department: string | null | undefined): boolean {
  const isOfNone = department === null || department === undefined
  return isOfNone || rows.departments === null || rows.departments.includes(department)
}

/**
 * The rule of visibility within a customer's history: whether a principal may see an interaction. Pages, streams,
 * references and lists all follow it, in memory by this function and in MongoDB by `readableConditions`, which is the
 * same rule. Whether the principal may see the customer at all is another question: see `access.ts`.
 */
export function mayRead(
  principal: Principal,
  { kind, visibility, department }: Pick<Interaction, 'kind' | 'visibility' | 'department'>,
): boolean {
  return (
    (mayReadInternal(principal) || (visibility === 'PUBLIC' && kind !== 'NOTE')) &&
    mayReadDepartment(principal, department)
  )
}

/**
 * The rule of visibility as conditions of which all must hold. Principals that may see the same get equal conditions;
 * a principal that may see everything gets none.
 */
export function readableConditions(principal: Principal): Record<string, unknown>[] {
  return [
    ...(mayReadInternal(principal) ? [] : [{ visibility: 'PUBLIC' }, { kind: { $ne: 'NOTE' } }]),
    ...departmentConditions(principal, 'department'),
  ]
}

/** `mayReadDepartment` of a stored member as conditions of which all must hold. */
export function departmentConditions({ rows }: Principal, member: string): Record<string, unknown>[] {
  // In MongoDB null also stands for a member that is missing.
  return rows.departments === null
    ? []
    : [{ [member]: { $in: [null, ...[...new Set(rows.departments)].sort()] } }]
}

/**
 * The states in which a principal may have read an interaction before amendments hid it from this principal. Empty when
 * it can read the present one, and when it could read none.
 */
export function readBefore(principal: Principal, interaction: Interaction): FormerVisibility[] {
  if (mayRead(principal, interaction)) return []
  return (interaction.formerVisibilities ?? []).filter((former) =>
    mayRead(principal, { ...interaction, ...former }),
  )
}
