import { callerError } from '../../../platform/errors/errors.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { ApiKeyRole } from '../schemaTypes.ts'

/** Throw FORBIDDEN unless a caller sees everything: a key that it makes could see more than the caller. */
export function checkMayManageKeys({ rows }: Principal, field: string): void {
  if (rows.customers.which === 'ALL' && rows.departments === null) return
  throw callerError(
    'FORBIDDEN',
    `${field}: expected a caller who sees all customers and departments, got one who sees some`,
  )
}

/** Throw FORBIDDEN unless the caller has every scope of a role, as its gateway says, which has the policy. */
export function checkMayGrant({ grantableRoles = [] }: Principal, role: ApiKeyRole): void {
  if (grantableRoles.includes(role)) return
  throw callerError(
    'FORBIDDEN',
    `role: expected a role whose scopes the caller has: ${grantableRoles.join(', ') || 'there is none'}; got ${role}`,
  )
}

/** Throw FORBIDDEN unless a gateway asks for itself. */
export function checkIsGateway({ kind }: Principal): void {
  if (kind !== 'GATEWAY')
    throw callerError('FORBIDDEN', 'Query.storedApiKeys: expected a gateway, got another caller')
}
