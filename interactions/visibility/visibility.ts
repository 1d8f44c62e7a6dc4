import type { Interaction } from '../interaction.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'

/** Whether a principal may read what is INTERNAL: meant for those who serve the customer. */
export function mayReadInternal(principal: Principal): boolean {
  return principal.scopes.includes('notes:read')
}

/**
 * The rule of visibility: whether a principal may see an interaction at all. Pages, streams, references and lists
 * all follow it, in memory by this function and in MongoDB by `readableConditions`, which is the same rule.
 */
export function mayRead(
  principal: Principal,
  { kind, visibility }: Pick<Interaction, 'kind' | 'visibility'>,
): boolean {
  return mayReadInternal(principal) || (visibility === 'PUBLIC' && kind !== 'NOTE')
}

/** The rule of visibility as conditions of which all must hold; none for a reader of internal interactions. */
export function readableConditions(readsInternal: boolean): Record<string, unknown>[] {
  return readsInternal ? [] : [{ visibility: 'PUBLIC' }, { kind: { $ne: 'NOTE' } }]
}
