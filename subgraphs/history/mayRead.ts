import type { Interaction } from '../../platform/interaction.ts'
import type { Principal } from '../../platform/principal.ts'

/** Whether he may read notes and what else is INTERNAL. */
export function mayReadInternal(principal: Principal): boolean {
  return principal.scopes.includes('notes:read')
}

/** Whether he may know of this interaction at all. */
export function mayRead(principal: Principal, { kind, visibility }: Interaction): boolean {
  return (kind !== 'NOTE' && visibility === 'PUBLIC') || mayReadInternal(principal)
}
