import { z } from 'zod'

const principalSchema = z.object({
  kind: z.enum(['AGENT', 'SUPERVISOR', 'BOT', 'PARTNER', 'CUSTOMER', 'ADMIN', 'DEMO', 'INTAKE']),
  id: z.string(),
  scopes: z.array(z.string()),
})

/** The caller, and what it may do. */
export type Principal = z.infer<typeof principalSchema>

/** The HTTP header in which the gateway sends the principal to a subgraph. */
export const principalHeader = 'elo-principal'

export function encodePrincipal(principal: Principal): string {
  return Buffer.from(JSON.stringify(principal)).toString('base64url')
}

/** Throws when `encodePrincipal` did not make the text. */
export function decodePrincipal(text: string): Principal {
  return principalSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
}

/** The caller where no authentication is required. It may do everything except read deleted content. */
export const demoPrincipal: Principal = {
  kind: 'DEMO',
  id: 'demo',
  scopes: ['customers:read', 'customers:write', 'notes:read', 'pii:read'],
}
