import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configSchema } from '../../../../config.ts'
import { readConfig } from '../../../../platform/process/settings/readConfig.ts'
import { subgraphConfigSchema } from '../../../../subgraphs/startSubgraph.ts'
import { start as startElo } from '../../../../server.ts'
import type { IdentifierType } from '../../../../subgraphs/identity/identifier/identifierTypes.ts'
import { normalizeIdentifier } from '../../../../subgraphs/identity/normalization/normalizeIdentifier.ts'
import type { IdentityRules } from '../../../../subgraphs/identity/rules/identityRules.ts'
import { readRules, rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import { start as startSubgraph } from '../../../../subgraphs/identity/server.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'elo-rules-'))))
afterAll(() => rm(folder, { recursive: true }))

const rulesLike = (override: object) => rulesOf(JSON.stringify(override), 'rules.json')
const outcome = (type: IdentifierType, value: string, rules: IdentityRules) => {
  const { value: kept, fault } = normalizeIdentifier({ type, value }, ['value'], rules)
  return kept ?? `${fault.code} ${fault.message}`
}

describe('the default rules', () => {
  const { types, sharedSuggestedAbove, contradictionsToSuspect, namesTellApart } = readRules()

  it('let a person have one CPF, and as many identifiers of other types as anybody has', () => {
    expect(Object.fromEntries(Object.entries(types).map(([type, { limit }]) => [type, limit]))).toEqual({
      CPF: 1,
      CNPJ: 100,
      INTERNAL_ID: 1_000,
      WHATSAPP: 100,
      PHONE: 100,
      EMAIL: 100,
      TELEGRAM: 100,
      INSTAGRAM: 100,
      CHATWOOT_CONTACT: 1_000,
    })
  })

  it('put what a state issues before what a channel proves, and record numbers last', () => {
    const byPriority = Object.entries(types).sort(([, a], [, b]) => a.priority - b.priority)
    expect(byPriority.map(([type]) => type)).toEqual([
      ...['CPF', 'CNPJ', 'INTERNAL_ID', 'WHATSAPP', 'PHONE', 'EMAIL'],
      ...['TELEGRAM', 'INSTAGRAM', 'CHATWOOT_CONTACT'],
    ])
  })

  it('give a profile to each record, and none to a telephone or an e-mail address', () => {
    const ofRecords = Object.entries(types).filter(([, { record }]) => record !== null)
    const byStrength = ofRecords.sort(([, a], [, b]) => (a.record ?? 0) - (b.record ?? 0))
    expect(byStrength.map(([type, { record, names }]) => [type, record, names])).toEqual([
      ['CHATWOOT_CONTACT', 1, 'CHANNEL'],
      ['INTERNAL_ID', 2, 'BUSINESS'],
      ['WHATSAPP', 3, 'CHANNEL'],
      ['TELEGRAM', 3, 'CHANNEL'],
      ['INSTAGRAM', 3, 'CHANNEL'],
      ['CPF', 4, 'BUSINESS'],
      ['CNPJ', 5, 'BUSINESS'],
    ])
  })

  it('know persons apart by any CPF and by channel accounts that are proved, and by names', () => {
    const apart = Object.entries(types).filter(([, { tellsApart }]) => tellsApart !== 'NEVER')
    expect(apart.map(([type, { tellsApart }]) => [type, tellsApart])).toEqual([
      ['CPF', 'CLAIMED'],
      ['WHATSAPP', 'VERIFIED'],
      ['TELEGRAM', 'VERIFIED'],
      ['INSTAGRAM', 'VERIFIED'],
    ])
    expect(namesTellApart).toBe(true)
  })

  it('merge by claimed values, and suggest a shared one above ten, or after one contradiction', () => {
    expect(new Set(Object.values(types).map(({ merges }) => merges))).toEqual(new Set(['CLAIMED']))
    expect([sharedSuggestedAbove, contradictionsToSuspect]).toEqual([10, 1])
  })
})

describe('a file of rules', () => {
  it('replaces the rules it contains, and leaves the rest', () => {
    const defaults = readRules()
    const rules = rulesLike({ types: { PHONE: { limit: 3, merges: 'VERIFIED' } } })

    expect(rules.types.PHONE).toEqual({ ...defaults.types.PHONE, limit: 3, merges: 'VERIFIED' })
    expect({ ...rules, types: { ...rules.types, PHONE: null } }).toEqual({
      ...defaults,
      types: { ...defaults.types, PHONE: null },
    })
    expect(rulesLike({})).toEqual(defaults)
  })

  it('blocks exact values, whatever their case, and patterns', () => {
    const blocked = {
      values: ['maria@example.com'],
      patterns: [{ pattern: '@mailinator\\.', reason: 'it is thrown away' }],
    }
    const rules = rulesLike({ types: { EMAIL: { blocked } } })

    expect(outcome('EMAIL', 'Maria@Example.com', rules)).toContain('BLOCKED_VALUE')
    expect(outcome('EMAIL', 'x@mailinator.com', rules)).toBe(
      'BLOCKED_VALUE EMAIL: expected a value that identifies one customer; it is thrown away, got "x@mailinator.com"',
    )
    expect(outcome('EMAIL', 'noemail@example.com', rules)).toBe('noemail@example.com')
    expect(outcome('INTERNAL_ID', 'anonymous', rules)).toContain('BLOCKED_VALUE')
  })

  it('may block values of every type', () => {
    const rules = rulesLike({ blocked: { values: ['x1'], patterns: [] } })
    expect(outcome('INTERNAL_ID', 'X1', rules)).toContain('BLOCKED_VALUE')
    expect(outcome('INTERNAL_ID', 'anonymous', rules)).toBe('anonymous')
  })

  it('may take addresses with a plus for one', () => {
    const together = rulesLike({ types: { EMAIL: { normalizer: 'emailWithoutPlus' } } })

    expect(outcome('EMAIL', 'Maria+loja+2@Example.com', together)).toBe('maria@example.com')
    expect(outcome('EMAIL', '+loja@example.com', together)).toBe('+loja@example.com')
    expect(outcome('EMAIL', 'Maria+loja@Example.com', readRules())).toBe('maria+loja@example.com')
  })

  it('is read from the path in ELO_IDENTITY_RULES', async () => {
    const path = join(folder, 'rules.json')
    await writeFile(path, '\ufeff{ "types": { "CPF": { "limit": 2 } } }')
    expect(readRules(path).types.CPF.limit).toBe(2)
  })
})

describe('a fault in a file of rules', () => {
  const fault = (text: string) => {
    try {
      rulesOf(text, 'rules.json')
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : error
    }
    return 'none'
  }
  const one = (line: number, reason: string) =>
    `ConfigError: ELO_IDENTITY_RULES has 1 fault(s):\n  rules.json, line ${line}: ${reason}`

  it.each([
    ['', 1, 'expected a value, got the end of the file'],
    ['{\n  "types": {\n', 2, 'expected }, got the end of the file'],
    ['{\n  "types": {},\n}', 3, 'expected a name in double quotes, got }'],
    ['{\n  "blocked"\n  {} }', 3, 'expected :, got {} }'],
    ['{ "types": {} }\n}', 2, 'expected nothing more, got }'],
    ['{\n "sharedSuggestedAbove": 05 }', 2, 'expected a comma, got 5 }'],
    ['{\n "types": { "CPF": nothing } }', 2, 'expected JSON, got nothing } }'],
    ['{\n // as before\n}', 2, 'expected JSON, got // as before'],
    ['[]', 1, 'the file: Invalid input: expected object, received array, got []'],
    [
      '{\n  "types": {\n    "PHONE": {\n      "limit": 0\n    }\n  }\n}',
      4,
      'types.PHONE.limit: expected a whole number from 1 to 1,000, got 0',
    ],
    [
      '{\n  "types": {\n    "PHONE": { "merges":\n "NEVER" } } }',
      3,
      'types.PHONE.merges: Invalid option: expected one of "CLAIMED"|"VERIFIED", got "NEVER"',
    ],
    [
      '{\n  "types": {\n    "PHONE": {\n      "normaliser": "phone" } } }',
      4,
      'types.PHONE.normaliser: expected the name of a rule or a type, got an unknown one',
    ],
    [
      '{ "types": {\n "PHONE": {\n "blocked": {\n "values": [],\n "patterns": [\n { "reason": "x",\n "pattern": "(" } ] } } } }',
      7,
      'types.PHONE.blocked.patterns.0.pattern: expected a regular expression, got one with a fault: Invalid regular expression: /(/u: Unterminated group',
    ],
    ['{ "types": {\n "PHONE": { "limit": 1 },\n "PHONE": {} } }', 3, 'types.PHONE: expected once, got twice'],
    [
      '{ "types": {\n "PHONE": {\n "priority": 1 } } }',
      3,
      'types.PHONE.priority: expected a priority of its own, got 1, which is that of CPF',
    ],
  ])('is named with its line: %j', (text, line, reason) => expect(fault(text)).toBe(one(line, reason)))

  it('is reported with every other fault', () => {
    const text = '{\n"types": {\n"FAX": {},\n"CPF": { "limit": "one" } },\n"colour": 1 }'
    expect(
      String(fault(text))
        .split('\n')
        .map((each) => each.replace(/:.*/u, '')),
    ).toEqual(['ConfigError', '  rules.json, line 3', '  rules.json, line 4', '  rules.json, line 5'])
  })

  it('keeps Elo and the identity subgraph from starting', async () => {
    const path = join(folder, 'faulty.json')
    await writeFile(path, '{\n "types": { "CPF": { "limit": -1 } } }')
    const setting = { PORT: '0', ELO_IDENTITY_RULES: path, MONGODB_URI: 'mongodb://127.0.0.1:1/nowhere' }
    const expected = new RegExp(`${path}, line 2: types\\.CPF\\.limit: expected .* got -1`, 'u')

    await expect(startElo(readConfig(configSchema, setting), {})).rejects.toThrow(expected)
    await expect(startSubgraph(readConfig(subgraphConfigSchema('identity'), setting))).rejects.toThrow(
      expected,
    )
    await expect(
      startSubgraph(
        readConfig(subgraphConfigSchema('identity'), {
          ...setting,
          ELO_IDENTITY_RULES: join(folder, 'none'),
        }),
      ),
    ).rejects.toThrow(/expected a file that can be read, got .*none/u)
  })
})
