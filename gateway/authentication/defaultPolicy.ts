import type { RoleName, WrittenRole } from './roles.ts'

const readsCustomers = ['customers:read', 'notes:read', 'pii:read'] as const
const serves = [...readsCustomers, 'customers:write', 'notes:write'] as const
const supervises = [...serves, 'identity:write', 'feed:read'] as const
const ownsWebhooks = ['webhooks:read', 'webhooks:write'] as const

/**
 * What each role may do, unless the file of ELO_POLICY says otherwise: a list of scopes, or an object that says also
 * which rows. Without that a role sees all customers and all departments.
 */
export const defaultPolicy: Readonly<Record<RoleName, WrittenRole>> = {
  /** Everything, with what was deleted and the API keys. */
  admin: [...supervises, ...ownsWebhooks, 'access:read', 'audit:read', 'privacy:write', 'keys:write'],
  /** Leads a team: corrects who is who, watches all customers and who read them. */
  supervisor: [...supervises, 'access:read'],
  /** Serves customers. */
  agent: [...serves],
  /** An AI agent: serves customers, without a look at internal notes. */
  bot: ['customers:read', 'customers:write', 'notes:write', 'pii:read'],
  /** Another company: reads customers. */
  partner: ['customers:read'],
  /** A workflow: reacts to what happens, and records. */
  automation: ['customers:read', 'customers:write', 'feed:read', 'pii:read'],
  /** Another system of the business: keeps customers in step. */
  integration: [...readsCustomers, ...ownsWebhooks, 'customers:write', 'identity:write', 'feed:read'],
  /** A customer: reads what the business shows them of their own history. */
  customer: { scopes: ['customers:read'], customers: 'own' },
}
