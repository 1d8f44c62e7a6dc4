import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { commitmentLimitsOf } from '../../../../subgraphs/actions/commitment/readCommitmentLimits.ts'
import { createActionsSubgraph } from '../../../../subgraphs/actions/subgraph.ts'
import {
  at,
  idOf,
  openSubgraph,
  otherClient,
  type SubgraphUnderTest,
  type Variables,
} from '../../../support/recordingSubgraphs.ts'
import { ana, bot, checkIn, money, recordIn } from './commitments.ts'

const limits = `{ "rules": [
  { "departments": ["Retention"], "actors": ["AI"], "discountPercent": 20 },
  { "actors": ["AI", "AUTOMATION"], "discountPercent": "10", "discountAmount": { "BRL": 30 },
    "refundAmount": { "BRL": "200.00" }, "delayDays": 7 },
  { "actors": ["HUMAN"], "refundAmount": { "BRL": "1000" } }
] }`

const dayS = 86_400
const bia = { kind: 'HUMAN', externalId: 'bia', name: 'Bia' }
const as = (kind: Principal['kind']): Principal => ({ ...demoPrincipal, kind, id: `a ${kind}` })

let subgraph: SubgraphUnderTest
beforeAll(async () => {
  const commitmentLimits = commitmentLimitsOf(limits, 'limits.json')
  subgraph = await openSubgraph((parts) => createActionsSubgraph({ ...parts, commitmentLimits }))
})
afterAll(() => subgraph.stop())
beforeEach(async () => {
  await subgraph.connection.collection('interactions').deleteMany({ kind: 'COMMITMENT' })
})

const record = (input: Variables, principal?: Principal) => recordIn(subgraph, input, principal)
const count = () => subgraph.connection.collection('interactions').countDocuments({ kind: 'COMMITMENT' })
const percent = (value: string) => ({ kind: 'DISCOUNT', terms: { percent: value } })
const refund = (amount: string, currency?: string) => ({ kind: 'REFUND', terms: money(amount, currency) })

describe('a promise', () => {
  it.each<[string, Variables, { measure: string; largest: string; given: string } | null]>([
    ['of the largest discount', { ...percent('10.0'), actor: bot }, null],
    [
      'beyond it',
      { ...percent('10.01'), actor: bot },
      { measure: 'DISCOUNT_PERCENT', largest: '10', given: '10.01' },
    ],
    [
      'of a department with a rule of its own',
      { ...percent('20'), actor: bot, department: 'Retention' },
      null,
    ],
    [
      'beyond that one',
      { ...percent('21'), actor: bot, department: 'Retention' },
      { measure: 'DISCOUNT_PERCENT', largest: '20', given: '21' },
    ],
    ['of another kind of actor', { ...percent('50'), actor: ana }, null],
    [
      'of a discount in money',
      { kind: 'DISCOUNT', terms: money('31'), actor: bot },
      { measure: 'DISCOUNT_AMOUNT', largest: '30', given: '31' },
    ],
    ['of the largest refund', { ...refund('200'), actor: bot }, null],
    [
      'of a larger one',
      { ...refund('200.01'), actor: bot },
      { measure: 'REFUND_AMOUNT', largest: '200.00', given: '200.01' },
    ],
    [
      'of a person',
      { ...refund('1000.01') },
      { measure: 'REFUND_AMOUNT', largest: '1000', given: '1000.01' },
    ],
    [
      'in a currency without a limit',
      { ...refund('1', 'USD'), actor: bot },
      { measure: 'REFUND_AMOUNT', largest: '0', given: '1' },
    ],
    ['for seven days', { ...refund('1'), dueAt: at(7 * dayS), actor: bot }, null],
    [
      'for longer',
      { ...refund('1'), dueAt: at(7 * dayS + 1), actor: bot },
      { measure: 'DELAY_DAYS', largest: '7', given: '8' },
    ],
    ['of a price', { kind: 'PRICE', terms: money('5000'), actor: bot }, null],
  ])('%s is within the limits, or shows which it is beyond', async (_what, input, limit) => {
    const expected = limit
      ? { outcome: 'OVER_LIMIT', limit, needsApproval: true }
      : { outcome: 'OK', limit: null }
    expect(await checkIn(subgraph, input)).toMatchObject({ ...expected, userErrors: [] })
    expect(await record(input)).toMatchObject({ ...expected, userErrors: [] })
    expect(await count()).toBe(limit ? 0 : 1)
  })

  it('beyond a limit is recorded with the approval of a person', async () => {
    const input = { ...percent('15'), actor: bot, department: 'Sales' }
    expect(await record(input)).toMatchObject({
      commitment: null,
      limit: { currency: null, actorKind: 'AI', department: 'Sales' },
    })
    for (const kind of ['AGENT', 'SUPERVISOR', 'ADMIN'] as const) {
      const answer = await record({ ...input, approvedBy: bia }, as(kind))
      expect(answer).toMatchObject({
        outcome: 'OK',
        commitment: { state: 'OPEN', approvedBy: { kind: 'HUMAN', externalId: 'bia' } },
        ...{ limit: { measure: 'DISCOUNT_PERCENT', largest: '10', given: '15' }, needsApproval: false },
      })
      await subgraph.mutate('updateCommitment', 'commitment { id }', {
        ...{ commitmentId: idOf(answer, 'commitment'), state: 'WITHDRAWN', actor: bia },
      })
    }
  })

  it.each<[string, Variables, Principal, string, string[]]>([
    ['a bot', { approvedBy: bot }, as('AGENT'), 'INVALID_VALUE', ['approvedBy', 'kind']],
    ['a bot that names a person', { approvedBy: bia }, as('BOT'), 'INVALID_VALUE', ['approvedBy']],
    [
      'a workflow that names a person',
      { approvedBy: bia },
      as('AUTOMATION'),
      'INVALID_VALUE',
      ['approvedBy'],
    ],
    ['another system', { approvedBy: bia }, as('INTEGRATION'), 'INVALID_VALUE', ['approvedBy']],
    ['another company', { approvedBy: bia }, otherClient, 'INVALID_VALUE', ['approvedBy']],
    [
      'nobody by name',
      { approvedBy: { kind: 'HUMAN', name: 'Bia' } },
      as('AGENT'),
      'REQUIRED',
      ['approvedBy', 'externalId'],
    ],
    ['the one who promises', { actor: bia, approvedBy: bia }, as('AGENT'), 'INVALID_VALUE', ['approvedBy']],
  ])('is not approved by %s', async (_who, input, principal, code, field) => {
    const whole = { ...percent('15'), actor: bot, ...input }
    expect(await record(whole, principal)).toMatchObject({ outcome: null, userErrors: [{ code, field }] })
    expect(await checkIn(subgraph, whole, principal)).toMatchObject({ userErrors: [{ code, field }] })
    expect(await count()).toBe(0)
  })

  it('of a program has the limits of a program, whichever actor it names', async () => {
    for (const kind of ['BOT', 'AUTOMATION'] as const)
      expect(await record({ ...percent('15'), actor: ana }, as(kind))).toMatchObject({
        outcome: 'OVER_LIMIT',
      })
  })

  it('that stands already needs no approval again', async () => {
    const id = idOf(await record({ ...percent('15'), actor: ana }), 'commitment')
    expect(await record({ ...percent('15'), actor: bot })).toMatchObject({
      ...{ outcome: 'SAME_AS', commitment: { id }, needsApproval: false },
    })
  })

  it('that contradicts is no question of approval', async () => {
    await record({ ...percent('5'), actor: bot })
    expect(await record({ ...percent('15'), actor: bot })).toMatchObject({
      ...{ outcome: 'CONTRADICTS', needsApproval: true, commitment: null },
    })
  })
})

describe('the limits of commitments', () => {
  const faultsOf = (text: string): string => {
    try {
      commitmentLimitsOf(text, 'limits.json')
      return 'none'
    } catch (error) {
      return String(error)
    }
  }

  it('are refused with every fault and its line', () => {
    const text = `{ "rules": [
      { "actors": ["ROBOT"] },
      { "departments": [], "discountPercent": 101 },
      { "refundAmount": { "XQQ": 1 } },
      { "refundAmount": { "BRL": -1 } },
      { "discountAmount": 5 },
      { "delayDays": 0.5, "price": 1 }
    ] }`
    const place = (line: number, rest: string) => `  limits.json, line ${line}: rules.${line - 2}${rest}`
    expect(faultsOf(text)).toBe(
      [
        'ConfigError: ELO_COMMITMENT_LIMITS has 8 fault(s):',
        place(2, '.actors.0: expected a kind of actor: HUMAN, AI, AUTOMATION, SYSTEM, got "ROBOT"'),
        place(3, '.departments: expected at least one department, got []'),
        place(3, '.discountPercent: expected a percentage of at most 100, got 101'),
        place(
          4,
          '.refundAmount.XQQ: expected amounts by ISO 4217 currency, such as { "BRL": "200.00" }, got 1',
        ),
        place(
          5,
          '.refundAmount.BRL: expected an amount of 0 or more, a number or a text such as "129.90", got -1',
        ),
        place(
          6,
          '.discountAmount: expected amounts by ISO 4217 currency, such as { "BRL": "200.00" }, got 5',
        ),
        place(7, '.delayDays: expected a number of days, got 0.5'),
        place(
          7,
          '.price: expected rules, or departments, actors, discountPercent, discountAmount, refundAmount and delayDays of a rule, got an unknown one',
        ),
      ].join('\n'),
    )
  })

  it('are refused when a rule can never count', () => {
    const text = `{ "rules": [
      { "actors": ["AI", "HUMAN"], "delayDays": 1 },
      { "actors": ["AI"], "departments": ["Sales"], "delayDays": 9 }
    ] }`
    expect(faultsOf(text)).toContain('limits.json, line 3: rules.1: expected a rule that can count')
  })
})
