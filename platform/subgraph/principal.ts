import { z } from 'zod'

export const principalSchema = z.object({
  kind: z.enum(['AGENT', 'SUPERVISOR', 'BOT', 'PARTNER', 'CUSTOMER', 'ADMIN', 'DEMO', 'INTAKE']),
  id: z.string(),
  scopes: z.array(z.string()),
})

/** Who is asking, and what he may do. */
export type Principal = z.infer<typeof principalSchema>

/** The HTTP header in which the gateway tells a subgraph who is asking. */
export const principalHeader = 'elo-principal'

export function encodePrincipal(principal: Principal): string {
  return Buffer.from(JSON.stringify(principal)).toString('base64url')
}

/** Throws when the text is not what `encodePrincipal` makes. */
export function decodePrincipal(text: string): Principal {
  return principalSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
}

/** Who is asking where nobody has to say so: everything but the audit of deleted content. */
export const demoPrincipal: Principal = {
  kind: 'DEMO',
  id: 'demo',
  scopes: ['customers:read', 'customers:write', 'notes:read', 'pii:read'],
}
