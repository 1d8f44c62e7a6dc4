import type { Role } from '../../platform/subgraph/principal.ts'
import type { Scope } from '../../platform/subgraph/scopes.ts'

/** The roles of the policy, as a token or an API key names them. */
export const roleNames = [
  'admin',
  'supervisor',
  'agent',
  'bot',
  'partner',
  'automation',
  'integration',
  'customer',
] as const satisfies readonly Lowercase<Role>[]
export type RoleName = (typeof roleNames)[number]

/** The kind of the principals of each role. */
export const roleOf: Readonly<Record<RoleName, Role>> = {
  admin: 'ADMIN',
  supervisor: 'SUPERVISOR',
  agent: 'AGENT',
  bot: 'BOT',
  partner: 'PARTNER',
  automation: 'AUTOMATION',
  integration: 'INTEGRATION',
  customer: 'CUSTOMER',
}

/** Which customers a role sees: all, those with a conversation that is assigned to the caller, or the one that it is. */
export const customerRules = ['all', 'assigned', 'own'] as const
/** Of which departments a role sees interactions and conversations: of all, or of those that its credential names. */
export const departmentRules = ['all', 'own'] as const

/** What a role may do, and with which rows. */
export type RolePolicy = {
  scopes: readonly Scope[]
  customers: (typeof customerRules)[number]
  departments: (typeof departmentRules)[number]
}

/** The same as it is written: a list has the scopes, and what is not given stays as it is. */
export type WrittenRole =
  readonly Scope[] | { readonly [Member in keyof RolePolicy]?: RolePolicy[Member] | undefined }

/** What each role may do. */
export type Policy = Readonly<Record<RoleName, RolePolicy>>
