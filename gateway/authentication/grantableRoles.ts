import type { Role } from '../../platform/subgraph/principal.ts'
import type { Scope } from '../../platform/subgraph/scopes.ts'
import { keyRoleNames } from './keys/apiKey.ts'
import { type Policy, roleOf } from './roles.ts'

/**
 * The roles that a caller with these scopes may give to an API key: those that have no scope which the caller does not
 * have. Nothing for a caller who may not make keys.
 */
export function grantableRoles(policy: Policy, scopes: readonly Scope[]): { grantableRoles?: Role[] } {
  if (!scopes.includes('keys:write')) return {}
  const isGrantable = (name: (typeof keyRoleNames)[number]) =>
    policy[name].scopes.every((scope) => scopes.includes(scope))
  return { grantableRoles: keyRoleNames.filter(isGrantable).map((name) => roleOf[name]) }
}
