import type { Principal } from '../../platform/subgraph/principal.ts'
import type { InteractionKind, Visibility } from '../interaction.ts'
import { mayRead, mayReadInternal } from '../visibility/visibility.ts'
import type { Brief, BriefRights } from './brief.ts'

/** An interaction that a brief rests on, as it is now. */
export type InteractionState = {
  kind: InteractionKind
  visibility: Visibility
  department: string | null
  isErased: boolean
  isDeleted: boolean
}

export function briefRightsOf(principal: Principal): BriefRights {
  const { customers, departments } = principal.rows
  return {
    isCustomer: customers.which === 'OWN',
    readsInternal: mayReadInternal(principal),
    readsUnmasked: principal.scopes.includes('pii:read'),
    departments: departments && [...new Set(departments)].sort(),
  }
}

/**
 * Whether a caller may see a brief that was made for one with these rights: it has each of them itself. So a bot may not
 * read the brief of a supervisor, and an auditor may read that of a bot.
 */
export function includesRights(own: BriefRights, made: BriefRights): boolean {
  return (
    own.isCustomer === made.isCustomer &&
    (own.readsInternal || !made.readsInternal) &&
    (own.readsUnmasked || !made.readsUnmasked) &&
    (own.departments === null ||
      (made.departments?.every((department) => own.departments?.includes(department)) ?? false))
  )
}

/**
 * Whether a caller may see a brief that was kept, as far as its rights and the interactions decide: each of them can still
 * be read, and none was erased. One that was deleted since needs the right to read what is deleted.
 */
export function mayReadBrief(
  { rights, quotedIds }: Pick<Brief, 'rights' | 'quotedIds'>,
  states: ReadonlyMap<string, InteractionState>,
  principal: Principal,
): boolean {
  if (!includesRights(briefRightsOf(principal), rights)) return false
  const readsDeleted = principal.scopes.includes('audit:read')
  return quotedIds.every((id) => {
    const state = states.get(id)
    return state && !state.isErased && (readsDeleted || !state.isDeleted) && mayRead(principal, state)
  })
}
