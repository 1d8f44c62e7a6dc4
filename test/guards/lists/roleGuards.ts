import type { Guard } from '../guard.ts'

export const roleGuards: readonly Guard[] = [
  {
    name: 'role-of-some',
    stops: 'A role that sees some customers gets a scope over all of them',
    file: 'gateway/authentication/roleFaults.ts',
    find: 'if (excess.length === 0) return []',
    replaceWith: 'if (excess.length >= 0) return []',
    tests: ['test/gateway/authentication/policy.test.ts'],
  },
  {
    name: 'role-of-customers',
    stops: 'The role of customers sees more than one customer',
    file: 'gateway/authentication/roleFaults.ts',
    find: "role === 'customer' && rule.customers !== 'own'",
    replaceWith: "role === 'customer' && rule.customers === ''",
    tests: ['test/gateway/authentication/policy.test.ts'],
  },
  {
    name: 'claim-restricts',
    stops: 'The departments that a token or key names restrict nothing',
    file: 'gateway/authentication/rowsOf.ts',
    find: '{ departments: departments === null ? null : [...departments] }',
    replaceWith: '{ departments: null }',
    tests: [
      'test/gateway/authentication/rowClaims.test.ts',
      'test/gateway/authentication/checkApiKey.test.ts',
    ],
  },
  {
    name: 'claim-departments',
    stops: 'A caller without departments gets all, although its role sees its own only',
    file: 'gateway/authentication/rowsOf.ts',
    find: "departments === null && which === 'own'",
    replaceWith: "departments === null && which === ''",
    tests: ['test/gateway/authentication/rowClaims.test.ts'],
  },
  {
    name: 'claim-actor',
    stops: 'A caller without an actor is accepted in a role with assigned customers',
    file: 'gateway/authentication/rowsOf.ts',
    find: 'if (actorId === null)',
    replaceWith: "if (actorId === '')",
    tests: ['test/gateway/authentication/checkApiKey.test.ts'],
  },
  {
    name: 'claim-customer',
    stops: 'A token without a customer is accepted as a customer',
    file: 'gateway/authentication/rowsOf.ts',
    find: 'if (customerId === null)',
    replaceWith: "if (customerId === '')",
    tests: ['test/gateway/authentication/rowClaims.test.ts'],
  },
  {
    name: 'renewal-rows',
    stops: 'A WebSocket goes on with rows that its new token does not give',
    file: 'gateway/authentication/checkRenewal.ts',
    find: 'if (!covers(after.rows, before.rows))',
    replaceWith: 'if (!after.rows)',
    tests: ['test/gateway/authentication/checkRenewal.test.ts'],
  },
]
