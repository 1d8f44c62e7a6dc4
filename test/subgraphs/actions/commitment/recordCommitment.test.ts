import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { createActionsSubgraph } from '../../../../subgraphs/actions/subgraph.ts'
import {
  anInteractionId,
  at,
  byPhone,
  idOf,
  membersOf,
  now,
  openSubgraph,
  type SubgraphUnderTest,
  type Variables,
} from '../../../support/recordingSubgraphs.ts'
import { ana, bot, money, order, recordIn } from './commitments.ts'

let subgraph: SubgraphUnderTest
beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
})
afterAll(() => subgraph.stop())
beforeEach(async () => {
  await subgraph.connection.collection('interactions').deleteMany({ kind: 'COMMITMENT' })
})

const record = (input: Variables) => recordIn(subgraph, input)
const commitments = async () => (await subgraph.log()).filter(({ kind }) => kind === 'COMMITMENT')
const states = async () => (await commitments()).map(({ body }) => membersOf(body)['state'])

describe('recordCommitment', () => {
  it('records the promise in the history', async () => {
    const conversationId = newId('cnv')
    expect(
      await record({
        ...{
          kind: 'REFUND',
          terms: { ...money('50.00'), text: 'broken lamp' },
          dueAt: at(86_400),
          actor: bot,
        },
        ...{ conversationId, department: 'finance', channel: 'WHATSAPP', occurredAt: at(-60) },
      }),
    ).toEqual({
      commitment: {
        id: anInteractionId,
        commitmentKind: 'REFUND',
        state: 'OPEN',
        terms: { ...money('50.00'), percent: null, date: null, text: 'broken lamp' },
        dueAt: at(86_400),
        stateChangedAt: null,
        stateChangedBy: null,
        stateReason: null,
        supersedes: [],
        supersededBy: null,
        approvedBy: null,
      },
      outcome: 'OK',
      contradictions: [],
      needsApproval: false,
      limit: null,
      userErrors: [],
    })
    expect(await commitments()).toMatchObject([
      {
        kind: 'COMMITMENT',
        actor: { kind: 'AI', id: 'bot-1', name: 'Bot', model: 'm-1', version: '3' },
        matter: order,
        ...{ conversationId, department: 'finance', channel: 'WHATSAPP', visibility: 'PUBLIC' },
        occurredAt: new Date(at(-60)),
        summary: 'Refund promised: BRL 50.00, broken lamp, until 2026-06-11 12:00 UTC',
      },
    ])
  })

  it('is due at the promised time, unless it says another', async () => {
    expect(await record({ kind: 'DATE', terms: { date: at(3600) } })).toMatchObject({
      commitment: { dueAt: at(3600) },
    })
  })

  it('gives the open promise back that says the same, and records nothing', async () => {
    const first = idOf(await record({ terms: money('100') }), 'commitment')
    expect(await record({ terms: money('100.00'), actor: bot })).toMatchObject({
      ...{ commitment: { id: first }, outcome: 'SAME_AS', contradictions: [], userErrors: [] },
    })
    expect(await commitments()).toHaveLength(1)
  })

  it('names both sides of a contradiction, and records nothing', async () => {
    const first = idOf(await record({ terms: money('100') }), 'commitment')
    const answer = await record({ terms: money('90'), actor: bot, occurredAt: at(-5) })
    const none = { percent: null, date: null, text: null }
    expect(answer).toEqual({
      commitment: null,
      outcome: 'CONTRADICTS',
      contradictions: [
        {
          open: {
            ...{ commitment: { id: first }, actor: ana, promisedAt: at(0), dueAt: null },
            terms: { ...money('100'), ...none },
          },
          other: {
            commitment: null,
            ...{ actor: { kind: 'AI', externalId: 'bot-1', name: 'Bot' }, promisedAt: at(-5), dueAt: null },
            terms: { ...money('90'), ...none },
          },
          differs: ['AMOUNT'],
          message:
            'PRICE: Ana promised BRL 100 on 2026-06-10 12:00 UTC; Bot wants to promise BRL 90 on 2026-06-10 11:59 UTC',
        },
      ],
      needsApproval: false,
      limit: null,
      userErrors: [],
    })
    expect(await commitments()).toHaveLength(1)
  })

  it('compares promises of one kind on one matter only', async () => {
    const conversationId = newId('cnv')
    const places: Variables[] = [
      { matter: order },
      { matter: { ...order, kind: 'INVOICE' } },
      { matter: { ...order, externalId: '1002' } },
      { matter: null, conversationId },
      { matter: null, conversationId: newId('cnv') },
      { matter: null },
      { customer: byPhone('11 91234-5678') },
    ]
    for (const [index, place] of places.entries())
      expect(await record({ ...place, terms: money(`${index + 1}`) })).toMatchObject({ outcome: 'OK' })
    expect(await record({ kind: 'REFUND', terms: money('99') })).toMatchObject({ outcome: 'OK' })
    for (const place of places)
      expect(await record({ ...place, terms: money('98') })).toMatchObject({ outcome: 'CONTRADICTS' })
  })

  it('replaces the promises that it names, in one step', async () => {
    const first = idOf(await record({ terms: money('100') }), 'commitment')
    const second = await record({ terms: money('90'), actor: bot, supersedes: [first] })
    const id = idOf(second, 'commitment')
    expect(second).toMatchObject({
      outcome: 'OK',
      commitment: { state: 'OPEN', supersedes: [{ id: first }] },
    })
    const [old] = await subgraph.entities(
      [{ __typename: 'Commitment', id: first }],
      '... on Commitment { state supersededBy { id } stateChangedAt stateChangedBy { kind name } }',
    )
    expect(old).toEqual({
      ...{ state: 'SUPERSEDED', supersededBy: { id }, stateChangedAt: at(0) },
      stateChangedBy: { kind: 'AI', name: 'Bot' },
    })
    expect((await commitments()).map(({ summary, revision }) => [summary, revision]).sort()).toEqual([
      ['Price promised: BRL 90', 1],
      ['Price replaced: BRL 100', 2],
    ])
  })

  it('may replace a promise by the same one', async () => {
    const first = idOf(await record({ terms: money('100') }), 'commitment')
    expect(await record({ terms: money('100'), supersedes: [first] })).toMatchObject({ outcome: 'OK' })
    expect((await states()).sort()).toEqual(['OPEN', 'SUPERSEDED'])
  })

  it('replaces only what is open, of this customer, matter and kind', async () => {
    const price = idOf(await record({ terms: money('100') }), 'commitment')
    const other = idOf(await record({ customer: byPhone('11 91234-5678'), terms: money('7') }), 'commitment')
    const unknown = newId('int')
    const refund = (supersedes: string[]) => record({ kind: 'REFUND', terms: money('1'), supersedes })
    expect(await refund([price])).toMatchObject({
      ...{ commitment: null, outcome: null },
      userErrors: [{ code: 'CONFLICT', field: ['supersedes', '0'] }],
    })
    for (const id of [unknown, other]) {
      const message = `supersedes.1: this customer has no commitment with the id ${id}`
      expect(await record({ terms: money('1'), supersedes: [price, id] })).toMatchObject({
        userErrors: [{ code: 'NOT_FOUND', field: ['supersedes', '1'], message }],
      })
    }
    await record({ terms: money('90'), supersedes: [price] })
    expect(await record({ terms: money('80'), supersedes: [price] })).toMatchObject({
      userErrors: [
        {
          code: 'CONFLICT',
          message: 'supersedes.0: expected an open commitment, got one that is SUPERSEDED',
        },
      ],
    })
    expect(await record({ terms: money('1'), supersedes: ['cus_1'] })).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['supersedes', '0'] }],
    })
    expect(
      await record({ terms: money('1'), supersedes: Array.from({ length: 21 }, () => newId('int')) }),
    ).toMatchObject({ userErrors: [{ code: 'TOO_LONG', field: ['supersedes'] }] })
  })

  it('answers a retry with the first answer, whatever stands by then', async () => {
    const input = { terms: money('100'), idempotencyKey: randomUUID() }
    const first = idOf(await record(input), 'commitment')
    const second = { terms: money('90'), supersedes: [first], idempotencyKey: randomUUID() }
    const id = idOf(await record(second), 'commitment')
    expect(await record(input)).toMatchObject({
      ...{ commitment: { id: first, state: 'SUPERSEDED' }, outcome: 'OK', userErrors: [] },
    })
    expect(await record(second)).toMatchObject({ commitment: { id, state: 'OPEN' }, outcome: 'OK' })
    expect(await record({ ...input, terms: money('1') })).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }],
    })
    expect(await commitments()).toHaveLength(2)
  })

  it('keeps what was promised when a later version of its source says otherwise', async () => {
    const source = { system: 'crm', externalId: randomUUID(), version: 1 }
    const first = idOf(await record({ terms: money('100'), source }), 'commitment')
    expect(
      await record({ terms: money('1'), matter: null, actor: bot, source: { ...source, version: 2 } }),
    ).toMatchObject({ commitment: { id: first, terms: money('100') }, outcome: 'OK' })
    expect(await commitments()).toMatchObject([{ matter: order, actor: { kind: 'AI' }, revision: 2 }])
  })

  it.each<[string, Variables, string, string[]]>([
    ['a due date in the past', { terms: money('1'), dueAt: at(-1) }, 'INVALID_VALUE', ['dueAt']],
    [
      'a promised time in the past',
      { kind: 'DATE', terms: { date: at(0) } },
      'INVALID_VALUE',
      ['terms', 'date'],
    ],
    ['negative money', { terms: money('-1') }, 'INVALID_VALUE', ['terms', 'amount', 'amount']],
    [
      'a refund of nothing',
      { kind: 'REFUND', terms: money('0.00') },
      'INVALID_VALUE',
      ['terms', 'amount', 'amount'],
    ],
    [
      'more than all',
      { kind: 'DISCOUNT', terms: { percent: '100.01' } },
      'INVALID_VALUE',
      ['terms', 'percent'],
    ],
    [
      'a discount of nothing',
      { kind: 'DISCOUNT', terms: { percent: '0' } },
      'INVALID_VALUE',
      ['terms', 'percent'],
    ],
    ['a discount without a measure', { kind: 'DISCOUNT', terms: {} }, 'REQUIRED', ['terms']],
    [
      'two measures',
      { kind: 'DISCOUNT', terms: { percent: '5', ...money('5') } },
      'INVALID_VALUE',
      ['terms'],
    ],
    ['a price without an amount', { terms: { text: 'cheap' } }, 'REQUIRED', ['terms', 'amount']],
    ['a price in percent', { terms: { ...money('5'), percent: '5' } }, 'INVALID_VALUE', ['terms', 'percent']],
    ['a call without a time', { kind: 'CALL_BACK', terms: {} }, 'REQUIRED', ['terms', 'date']],
    ['no words', { kind: 'OTHER', terms: { text: ' ' } }, 'REQUIRED', ['terms', 'text']],
    ['too many words', { kind: 'OTHER', terms: { text: 'x'.repeat(1001) } }, 'TOO_LONG', ['terms', 'text']],
    [
      'an actor who does not serve',
      { terms: money('1'), actor: { kind: 'CUSTOMER' } },
      'INVALID_VALUE',
      ['actor', 'kind'],
    ],
    [
      'a blank matter',
      { terms: money('1'), matter: { ...order, externalId: ' ' } },
      'REQUIRED',
      ['matter', 'externalId'],
    ],
    [
      'an unknown customer',
      { terms: money('1'), customer: { id: newId('cus') } },
      'NOT_FOUND',
      ['customer', 'id'],
    ],
    ['no customer', { terms: money('1'), customer: {} }, 'REQUIRED', ['customer']],
    [
      'a malformed conversation',
      { terms: money('1'), conversationId: 'x' },
      'INVALID_VALUE',
      ['conversationId'],
    ],
  ])('refuses %s', async (_what, input, code, field) => {
    expect(await record(input)).toMatchObject({
      commitment: null,
      outcome: null,
      userErrors: [{ code, field }],
    })
    expect(await commitments()).toHaveLength(0)
  })

  it('refuses an unknown currency', async () => {
    await expect(record({ terms: money('1', 'XQQ') })).rejects.toThrow('XQQ')
  })

  it('gives a retry its answer also when the promised time has passed', async () => {
    let time = now
    const later = await openSubgraph(createActionsSubgraph, { clock: () => time })
    const input = { kind: 'DATE', terms: { date: at(60) }, idempotencyKey: randomUUID() }
    const id = idOf(await recordIn(later, input), 'commitment')
    time = new Date(at(120))
    expect(await recordIn(later, input)).toMatchObject({ commitment: { id }, outcome: 'OK', userErrors: [] })
    await later.stop()
  })
})
