import { demoPrincipal, type Principal } from '../platform/subgraph/principal.ts'
import { type UserError, userError } from './recording/userError.ts'

/**
 * Whose idempotency keys and sources are meant: those of one authenticated client, or of one integration that the
 * intake receives from. A key or source is unique within its scope and means nothing in another one, so that no caller
 * finds, amends or blocks what another caller recorded.
 */
export function keyScopeOf({ kind, id }: Principal): string {
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

/** Whether keys and sources without a scope are in this one: before there were scopes all callers were the demo principal. */
export function isScopeOfOldKeys(keyScope: string): boolean {
  return keyScope === keyScopeOf(demoPrincipal)
}

/** The system whose records only the intake records. */
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
