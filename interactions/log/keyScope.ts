import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'
import { type UserError, userError } from '../recording/userError.ts'

/**
 * The scope of idempotency keys and sources: one authenticated client, or one integration that the intake receives
 * from. A key or source is unique within its scope and has no meaning in another one, so that no caller finds, amends
 * or blocks a record of another caller.
 */
export function keyScopeOf({ kind, id }: Pick<Principal, 'kind' | 'id'>): string {
  return `${kind}:${id}`
}

/**
 * The scope of keys that Elo itself makes for a client, e.g. `feedback/DEMO:demo`. No client has such a scope, because
 * the kind of a principal contains no slash; so no caller can use one of these keys in advance.
 */
export function derivedKeyScopeOf(purpose: 'feedback', principal: Principal): string {
  return `${purpose}/${keyScopeOf(principal)}`
}

/** The scope of keys and sources that Elo uses on its own account. */
export const ownKeyScope = 'elo'

/** Whether this is the scope of keys without one: before scopes were introduced every caller was the demo principal. */
export function isScopeOfOldKeys(keyScope: string): boolean {
  return keyScope === keyScopeOf(demoPrincipal)
}

/** The system from which only the intake may record. */
export const intakeSystem = 'chatwoot'

/** INVALID_VALUE when a source names a system that is reserved to the intake, and the caller is not the intake. */
export function reservedSourceFaults(
  source: { system: string } | null | undefined,
  by: Principal,
): UserError[] {
  if (!source || by.kind === 'INTAKE') return []
  if (source.system.normalize('NFKC').trim().toLowerCase() !== intakeSystem) return []
  return [
    userError(
      'INVALID_VALUE',
      ['source', 'system'],
      `source.system: expected the name of your own system, got "${intakeSystem}", which is reserved for what Chatwoot delivers`,
    ),
  ]
}
