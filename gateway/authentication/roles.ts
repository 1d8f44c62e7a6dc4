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
}

/** The scopes of each role. */
export type Policy = Readonly<Record<RoleName, Scope[]>>
