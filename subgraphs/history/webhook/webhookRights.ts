import type { Webhook } from '../../../outbound/webhook.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'

/** What a caller needs beside `webhooks:write`, because a webhook delivers what the feed does. */
const needed = ['feed:read', 'customers:read'] as const

/** Throw FORBIDDEN unless a caller may have the interactions of all customers. */
export function checkMayDeliver({ scopes, rows }: Principal, field: string): void {
  const missing = needed.filter((scope) => !scopes.includes(scope))
  if (missing.length > 0)
    throw callerError(
      'FORBIDDEN',
      `${field}: expected a caller with ${needed.join(' and ')}, got one without ${missing.join(' and ')}`,
    )
  if (rows.customers.which !== 'ALL')
    throw callerError(
      'FORBIDDEN',
      `${field}: expected a caller who sees all customers, got one who sees some`,
    )
}

/** The caller as the maker of a webhook: who it is, and with which rights the webhook delivers. */
export function makerOf({ kind, id, scopes, rows }: Principal): Principal {
  return { kind, id, scopes, rows }
}

/** Whether a webhook belongs to a caller: to callers of the same kind and id. */
export function isMaker({ owner }: Pick<Webhook, 'owner'>, { kind, id }: Principal): boolean {
  return owner.kind === kind && owner.id === id
}

/** The scopes on which the content of a body depends. */
const contentScopes = ['customers:read', 'notes:read', 'pii:read'] as const

/** Whether a caller may read everything that a webhook's maker could read when the bodies were made. */
export function readsWhatMakerRead(caller: Principal, maker: Principal): boolean {
  const hasScopes = contentScopes.every(
    (scope) => caller.scopes.includes(scope) || !maker.scopes.includes(scope),
  )
  return hasScopes && caller.rows.customers.which === 'ALL' && seesDepartmentsOf(caller, maker)
}

function seesDepartmentsOf({ rows: { departments: seen } }: Principal, { rows }: Principal): boolean {
  if (seen === null) return true
  return rows.departments !== null && rows.departments.every((department) => seen.includes(department))
}
