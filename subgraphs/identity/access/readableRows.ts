import { mayReadInternal, readableConditions } from '../../../interactions/visibility/visibility.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'

/** Whether a principal may see what a department did; null: what is of none. */
export function seesDepartment({ rows }: Principal, department: string | null): boolean {
  return department === null || rows.departments === null || rows.departments.includes(department)
}

/** The rule of visibility as conditions on interactions, of which all must hold; none for who may read all of them. */
export function readableRows(principal: Principal): Record<string, unknown>[] {
  const { departments } = principal.rows
  return [
    ...readableConditions(mayReadInternal(principal)),
    // In MongoDB null also stands for a member that is missing.
    ...(departments === null ? [] : [{ department: { $in: [null, ...departments] } }]),
  ]
}
