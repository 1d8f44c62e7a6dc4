import type { FileFault } from '../../platform/process/settings/settingFile.ts'
import type { Scope } from '../../platform/subgraph/scopes.ts'
import type { RoleName, RolePolicy, WrittenRole } from './roles.ts'

/** Scopes over all customers: a role that sees some customers only cannot have them. */
const forAllCustomers: readonly Scope[] = [
  'feed:read',
  'identity:write',
  'audit:read',
  'access:read',
  'privacy:write',
  'keys:write',
  'webhooks:read',
  'webhooks:write',
]
/** Scopes of those who serve customers, which customers cannot have. */
const forStaff: readonly Scope[] = ['notes:read', 'notes:write']

const denied = { all: [], assigned: forAllCustomers, own: [...forAllCustomers, ...forStaff] } as const
const seen = { all: 'all customers', assigned: 'its assigned customers', own: 'its own customer' } as const

type FaultAt = (path: PropertyKey[], message: string) => FileFault

/** What is wrong with a role as a policy file changes it: `rule` is the role with what is `written` of it. */
export function roleFaults({
  role,
  rule,
  written,
  faultAt,
}: {
  role: RoleName
  rule: RolePolicy
  written: WrittenRole | undefined
  faultAt: FaultAt
}): FileFault[] {
  if (written === undefined) return []
  if (role === 'customer' && rule.customers !== 'own') {
    const message = `expected "own", because customers have this role, got "${rule.customers}"`
    return [faultAt(['roles', role, 'customers'], message)]
  }
  const excess = denied[rule.customers].filter((scope) => rule.scopes.includes(scope))
  if (excess.length === 0) return []
  const isList = 'length' in written
  const listed = isList ? written : written.scopes
  if (!listed) {
    const message = `expected "all", because the role has the scopes ${excess.join(', ')}, got "${rule.customers}"`
    return [faultAt(['roles', role, 'customers'], message)]
  }
  const expected = `expected none of the scopes ${denied[rule.customers].join(', ')}, because the role sees ${seen[rule.customers]} only`
  return listed.flatMap((scope, index) =>
    excess.includes(scope)
      ? [
          faultAt(
            ['roles', role, ...(isList ? [] : ['scopes']), index],
            `${expected}, got ${JSON.stringify(scope)}`,
          ),
        ]
      : [],
  )
}
