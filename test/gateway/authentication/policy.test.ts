import { describe, expect, it } from 'vitest'
import { policyOf, readPolicy } from '../../../gateway/authentication/policy.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { scopes } from '../../../platform/subgraph/scopes.ts'

const faultOf = (text: string): string => {
  try {
    policyOf(text, 'policy.json')
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('the default policy', () => {
  const policy = readPolicy()

  it('lets an admin do everything, and nobody else read what was deleted or make keys', () => {
    expect(new Set(policy.admin.scopes)).toEqual(new Set(scopes))
    const { admin: _, ...others } = policy
    for (const given of Object.values(others)) {
      expect(given.scopes).not.toContain('audit:read')
      expect(given.scopes).not.toContain('keys:write')
    }
  })

  it('lets a partner only read customers, without notes and personal data of explanations', () => {
    expect(policy.partner.scopes).toEqual(['customers:read'])
  })

  it('lets only those who correct identities merge customers', () => {
    const mergers = Object.entries(policy).filter(([, given]) => given.scopes.includes('identity:write'))
    expect(mergers.map(([role]) => role)).toEqual(['admin', 'supervisor', 'integration'])
  })

  it('lets a customer read what is public of their own history, and every other role see all customers', () => {
    const { customer, ...others } = policy
    expect(customer).toEqual({ scopes: ['customers:read'], customers: 'own', departments: 'all' })
    for (const given of Object.values(others))
      expect(given).toEqual({ scopes: given.scopes, customers: 'all', departments: 'all' })
  })

  it('is not for the demo principal, which has all scopes but two', () => {
    expect(demoPrincipal.scopes).toEqual(
      scopes.filter((scope) => scope !== 'audit:read' && scope !== 'keys:write'),
    )
  })
})

describe('a policy file', () => {
  it('replaces the scopes of the roles that it names, and no others', () => {
    const policy = policyOf(
      '{ "roles": { "partner": ["customers:read", "feed:read"], "bot": [] } }',
      'p.json',
    )
    expect(policy).toEqual({
      ...readPolicy(),
      partner: { scopes: ['customers:read', 'feed:read'], customers: 'all', departments: 'all' },
      bot: { scopes: [], customers: 'all', departments: 'all' },
    })
  })

  it('may say which customers and departments a role sees; what it does not say stays', () => {
    const file = `{
      "roles": {
        "agent": { "customers": "assigned", "departments": "own" },
        "supervisor": { "departments": "own" },
        "partner": { "scopes": ["customers:read"], "customers": "own" },
        "customer": ["customers:read", "pii:read"]
      }
    }`
    const before = readPolicy()
    expect(policyOf(file, 'p.json')).toEqual({
      ...before,
      agent: { scopes: before.agent.scopes, customers: 'assigned', departments: 'own' },
      supervisor: { scopes: before.supervisor.scopes, customers: 'all', departments: 'own' },
      partner: { scopes: ['customers:read'], customers: 'own', departments: 'all' },
      customer: { scopes: ['customers:read', 'pii:read'], customers: 'own', departments: 'all' },
    })
  })

  it('is refused with the line and the reason of every fault', () => {
    const file = `{
  "roles": {
    "agent": ["customers:read", "customers:delete"],
    "bot": "customers:read",
    "partner": [],
    "partner": ["feed:read"]
  },
  "rights": {}
}`
    const expected = `expected a scope: ${scopes.join(', ')}, got "customers:delete"`
    expect(faultOf(file).split('\n')).toEqual([
      'ELO_POLICY has 4 fault(s):',
      `  policy.json, line 3: roles.agent.1: ${expected}`,
      '  policy.json, line 4: roles.bot: expected a list of scopes, or an object with "scopes", "customers" and "departments", got "customers:read"',
      '  policy.json, line 6: roles.partner: expected once, got twice',
      expect.stringMatching(/^ {2}policy\.json, line 8: rights: expected one of the roles admin, /u),
    ])
  })

  it('is refused with members of a role that are none, each in its line', () => {
    const file = `{
  "roles": {
    "agent": {
      "scopes": "customers:read",
      "customers": "some",
      "departments": ["sales"],
      "customer": "own"
    },
    "owner": []
  }
}`
    const unknown =
      'expected one of the roles admin, supervisor, agent, bot, partner, automation, integration, customer, or of their members scopes, customers and departments, got an unknown one'
    expect(faultOf(file).split('\n')).toEqual([
      'ELO_POLICY has 5 fault(s):',
      '  policy.json, line 4: roles.agent.scopes: expected the scopes of a role, a list, got "customers:read"',
      '  policy.json, line 5: roles.agent.customers: expected one of "all", "assigned", "own", got "some"',
      '  policy.json, line 6: roles.agent.departments: expected one of "all", "own", got ["sales"]',
      `  policy.json, line 7: roles.agent.customer: ${unknown}`,
      `  policy.json, line 9: roles.owner: ${unknown}`,
    ])
  })

  it('is refused with a role that sees some customers only and has scopes over all of them', () => {
    const file = `{
  "roles": {
    "agent": {
      "customers": "assigned",
      "scopes": [
        "customers:read",
        "feed:read",
        "keys:write"
      ]
    },
    "supervisor": {
      "customers": "assigned"
    },
    "customer": [
      "notes:read"
    ]
  }
}`
    const none =
      'expected none of the scopes feed:read, identity:write, audit:read, access:read, privacy:write, keys:write, webhooks:read, webhooks:write'
    const reason = 'because the role sees its assigned customers only'
    expect(faultOf(file).split('\n')).toEqual([
      'ELO_POLICY has 4 fault(s):',
      `  policy.json, line 7: roles.agent.scopes.1: ${none}, ${reason}, got "feed:read"`,
      `  policy.json, line 8: roles.agent.scopes.2: ${none}, ${reason}, got "keys:write"`,
      '  policy.json, line 12: roles.supervisor.customers: expected "all", because the role has the scopes feed:read, identity:write, access:read, got "assigned"',
      `  policy.json, line 15: roles.customer.0: ${none}, notes:read, notes:write, because the role sees its own customer only, got "notes:read"`,
    ])
  })

  it.each(['all', 'assigned'])('is refused when it lets customers see %s customers', (which) => {
    expect(faultOf(`{ "roles": {\n "customer": {\n "customers": "${which}" } } }`)).toContain(
      `policy.json, line 3: roles.customer.customers: expected "own", because customers have this role, got "${which}"`,
    )
  })

  it.each(['', '[]', '{}', '{"roles": []}', '{"roles": null} x'])('is refused when it is %j', (text) => {
    expect(faultOf(text)).toMatch(/^ELO_POLICY has 1 fault\(s\):\n {2}policy\.json, line 1: .*expected /u)
  })

  it('is refused when it cannot be read', () => {
    expect(() => readPolicy('/nowhere/policy.json')).toThrow(
      'ELO_POLICY: expected a file that can be read, got /nowhere/policy.json',
    )
  })
})
