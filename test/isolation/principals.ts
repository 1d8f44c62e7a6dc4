import type { Principal } from '../../platform/subgraph/principal.ts'
import type { Rows } from '../../platform/subgraph/rows.ts'
import type { World } from './world.ts'

const scopeSets = [
  ['customers:read'],
  ['customers:read', 'notes:read'],
  ['customers:read', 'pii:read'],
  ['customers:read', 'notes:read', 'pii:read', 'customers:write', 'notes:write'],
]

const departmentSets = [null, ['Sales'], ['Support', 'Finance'], []]

/** Callers with every combination of rights that the rules know. */
export function principalsOf({ customers }: World): Principal[] {
  const own = [customers[0]?.profileIds[1], customers[4]?.profileIds[0]]
  const customerRules: Rows['customers'][] = [
    { which: 'ALL' },
    ...['agent-1', 'bot-1', 'nobody'].map((actorId) => ({ which: 'ASSIGNED' as const, actorId })),
    ...own.map((customerId = '') => ({ which: 'OWN' as const, customerId })),
  ]
  return customerRules.flatMap((rule) =>
    departmentSets.flatMap((departments) =>
      scopeSets.map((scopes, index): Principal => {
        const kind = rule.which === 'OWN' ? 'CUSTOMER' : 'AGENT'
        const id = `${rule.which}-${departments?.join('+') ?? 'all'}-${index}`
        return { kind, id, scopes, rows: { departments, customers: rule } }
      }),
    ),
  )
}
