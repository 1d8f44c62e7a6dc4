import { z } from 'zod'
import { newRequestCall, type RequestCall, requestCallSchema } from './audit/requestCall.ts'
import { allRows, rowsSchema } from './rows.ts'
import { scopes } from './scopes.ts'

/** Who can sign in, each with the scopes that the policy gives it. */
export const roles = [
  'ADMIN',
  'SUPERVISOR',
  'AGENT',
  'BOT',
  'PARTNER',
  'AUTOMATION',
  'INTEGRATION',
  'CUSTOMER',
] as const
export type Role = (typeof roles)[number]

const principalSchema = z.object({
  /**
   * `ANONYMOUS` has not signed in. No way of signing in gives it; who starts a gateway of its own can. `GATEWAY` is a
   * gateway that asks for itself; no caller gets it.
   */
  kind: z.enum([...roles, 'DEMO', 'INTAKE', 'ANONYMOUS', 'GATEWAY']),
  /** The client or the user. Idempotency keys and sources are unique for each kind and id. */
  id: z.string(),
  scopes: z.array(z.string()),
  rows: rowsSchema,
  /**
   * The roles that the caller may give to an API key: those whose scopes it has itself. The gateway says it, because it has
   * the policy. None when it is not given.
   */
  grantableRoles: z.array(z.enum(roles)).optional(),
})

/** The caller, and what it may do. */
export type Principal = z.infer<typeof principalSchema>

/** The HTTP header in which the gateway sends the principal and the call to a subgraph. */
export const principalHeader = 'elo-principal'

const headerSchema = principalSchema.extend({ call: requestCallSchema.optional() })

export function encodePrincipal(principal: Principal, call?: RequestCall): string {
  return Buffer.from(JSON.stringify({ ...principal, ...(call && { call }) })).toString('base64url')
}

/** The principal, and the call that it makes: a new one when the text has none. Throws when `encodePrincipal` did not make the text. */
export function decodePrincipal(text: string): { principal: Principal; call: RequestCall } {
  const json: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
  const { call = newRequestCall(), ...principal } = headerSchema.parse(json)
  return { principal, call }
}

const notForDemo: readonly string[] = ['audit:read', 'keys:write']

/** The caller where no authentication is required. It may do everything except read deleted content and make keys. */
export const demoPrincipal: Principal = {
  kind: 'DEMO',
  id: 'demo',
  scopes: scopes.filter((scope) => !notForDemo.includes(scope)),
  rows: allRows,
}
