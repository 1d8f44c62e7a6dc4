import type { Principal } from '../../../platform/subgraph/principal.ts'
import { type Customer, customerOf } from '../customer/customer.ts'
import type { IdentityChange } from './identityActStore.ts'

/** The merges that make these customers one, the oldest first: one after the other joins the oldest. */
export function mergesOf(
  [oldest, ...younger]: readonly Customer[],
  act: { rule: IdentityChange['rule']; reason: string | null; by: Principal },
): IdentityChange[] {
  if (!oldest) return []
  let joined = oldest
  return younger.map((customer) => {
    const before = [joined, customer]
    joined = customerOf(before.flatMap(({ profiles }) => profiles))
    return { change: 'MERGED', ...act, before, after: [joined] }
  })
}
