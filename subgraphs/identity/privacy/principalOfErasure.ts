import { type Principal, roles } from '../../../platform/subgraph/principal.ts'

/** Whether a stored kind is one that a principal has. */
export function isRole(kind: string): kind is Principal['kind'] {
  return kind === 'CUSTOMER' || kind === 'DEMO' || kind === 'INTAKE' || roles.some((role) => role === kind)
}
