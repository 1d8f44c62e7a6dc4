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
    expect(new Set(policy.admin)).toEqual(new Set(scopes))
    const { admin: _, ...others } = policy
    for (const given of Object.values(others)) {
      expect(given).not.toContain('audit:read')
      expect(given).not.toContain('keys:write')
    }
  })

  it('lets a partner only read customers, without notes and personal data of explanations', () => {
    expect(policy.partner).toEqual(['customers:read'])
  })

  it('lets only those who correct identities merge customers', () => {
    const mergers = Object.entries(policy).filter(([, given]) => given.includes('identity:write'))
    expect(mergers.map(([role]) => role)).toEqual(['admin', 'supervisor', 'integration'])
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
    expect(policy).toEqual({ ...readPolicy(), partner: ['customers:read', 'feed:read'], bot: [] })
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
      '  policy.json, line 4: roles.bot: expected the scopes of a role, a list, got "customers:read"',
      '  policy.json, line 6: roles.partner: expected once, got twice',
      expect.stringMatching(/^ {2}policy\.json, line 8: rights: expected one of the roles admin, /u),
    ])
  })

  it('is refused with a role that sees some customers only, because there are no rules for rows yet', () => {
    expect(faultOf('{ "roles": { "customer": ["customers:read"] } }')).toContain(
      'line 1: roles.customer: expected one of the roles admin, supervisor, agent, bot, partner, automation, integration, whose scopes hold for all customers, got an unknown one',
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
