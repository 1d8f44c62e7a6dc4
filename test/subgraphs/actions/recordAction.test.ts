import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { newConversation } from '../../../subgraphs/conversations/conversation/conversation.ts'
import { createConversationStore } from '../../../subgraphs/conversations/conversation/conversationStore.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { createActionsSubgraph } from '../../../subgraphs/actions/subgraph.ts'
import {
  anInteractionId,
  at,
  byPhone,
  idOf,
  now,
  openSubgraph,
  otherClient,
  type SubgraphUnderTest,
  type Variables,
} from '../../support/recordingSubgraphs.ts'

const whole = 'action { id type name status amount { amount currency } externalReference details }'
const storedBot = { kind: 'AI', id: '2', name: 'Bot Financeiro' }
const bot = { kind: 'AI', externalId: '2', name: 'Bot Financeiro' }

let subgraph: SubgraphUnderTest

beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
})
afterAll(() => subgraph.stop())

function record(input: Variables, principal: Principal = demoPrincipal) {
  return subgraph.mutate(
    'recordAction',
    whole,
    { customer: byPhone('11 98765-4321'), type: 'PAYMENT', actor: bot, ...input },
    principal,
  )
}

async function last() {
  const interaction = (await subgraph.log()).at(-1)
  if (!interaction) throw new Error('the log is empty')
  return interaction
}

describe('recordAction', () => {
  it('records the action', async () => {
    const conversationId = newId('cnv')
    const answer = await record({
      amount: { amount: '1234567890123456789012345678.90', currency: 'BRL' },
      externalReference: 'pay_77',
      details: { $set: { 'a.b': [1, 2.5, null, 'x'] }, __proto__: null, order: { z: 1, a: 2 } },
      department: 'financeiro',
      channel: 'WHATSAPP',
      conversationId,
      occurredAt: at(-10),
    })
    expect(answer).toEqual({
      action: {
        id: anInteractionId,
        type: 'PAYMENT',
        name: 'payment',
        status: 'COMPLETED',
        amount: { amount: '1234567890123456789012345678.90', currency: 'BRL' },
        externalReference: 'pay_77',
        details: { $set: { 'a.b': [1, 2.5, null, 'x'] }, order: { z: 1, a: 2 } },
      },
      userErrors: [],
    })
    expect(await last()).toMatchObject({
      kind: 'ACTION',
      visibility: 'PUBLIC',
      actor: storedBot,
      department: 'financeiro',
      channel: 'WHATSAPP',
      conversationId,
      occurredAt: new Date(at(-10)),
      summary: 'Payment completed: BRL 1234567890123456789012345678.90',
    })
  })

  it('keeps the last digit of an amount', async () => {
    expect(await record({ amount: { amount: '129.90', currency: 'BRL' } })).toMatchObject({
      action: { amount: { amount: '129.90' } },
    })
  })

  it('has the summary of the caller, on one line', async () => {
    await record({ summary: 'Boleto\n pago ' })
    expect(await last()).toMatchObject({ summary: 'Boleto pago' })
  })

  it('needs a name for OTHER in snake_case, and refuses one for the rest', async () => {
    expect(await record({ type: 'OTHER', name: 'contract_signed', status: 'IN_PROGRESS' })).toMatchObject({
      action: { type: 'OTHER', name: 'contract_signed' },
    })
    expect(await last()).toMatchObject({ summary: 'Contract signed in progress' })
    expect(await record({ type: 'OTHER' })).toMatchObject({
      action: null,
      userErrors: [{ code: 'REQUIRED', field: ['name'] }],
    })
    for (const name of ['Contract Signed', 'contractSigned', '_a', 'a__b', '']) {
      expect(await record({ type: 'OTHER', name })).toMatchObject({
        userErrors: [{ code: 'INVALID_VALUE', field: ['name'] }],
      })
    }
    expect(await record({ type: 'OTHER', name: 'a'.repeat(65) })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', field: ['name'] }],
    })
    expect(await record({ name: 'payment' })).toMatchObject({
      userErrors: [
        {
          code: 'INVALID_VALUE',
          field: ['name'],
          message: 'name: expected none for PAYMENT, got one; only OTHER has its own',
        },
      ],
    })
  })

  it('refuses details of more than 64 KB, and details that are nested too deeply', async () => {
    expect(await record({ details: { text: 'x'.repeat(65_536) } })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', field: ['details'] }],
    })
    const nested: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000))
    expect(await record({ details: nested })).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['details'] }],
    })
  })

  it('refuses fields that exceed their limits', async () => {
    const { userErrors } = await record({
      externalReference: 'x'.repeat(256),
      summary: 'y'.repeat(201),
      idempotencyKey: 'z'.repeat(256),
      source: { system: 's'.repeat(65), externalId: ' ' },
      actor: { ...bot, externalId: 'i'.repeat(256) },
    })
    expect(userErrors).toMatchObject([
      { code: 'TOO_LONG', field: ['actor', 'externalId'] },
      { code: 'TOO_LONG', field: ['idempotencyKey'] },
      { code: 'TOO_LONG', field: ['source', 'system'] },
      { code: 'REQUIRED', field: ['source', 'externalId'] },
      { code: 'TOO_LONG', field: ['externalReference'] },
      { code: 'TOO_LONG', field: ['summary'] },
    ])
  })

  it('returns the first action to a retry, and a conflict to another content', async () => {
    const input = { idempotencyKey: randomUUID(), externalReference: 'a' }
    const first = await record(input)
    expect(await record({ ...input, details: null })).toEqual(first)
    expect(await record({ ...input, status: 'COMPLETED' })).toEqual(first)
    const conflict = await record({ ...input, externalReference: 'b' })
    expect(conflict).toMatchObject({
      action: null,
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }],
    })
    const source = { system: 'erp', externalId: randomUUID() }
    const recorded = await record({ source, externalReference: 'a' })
    expect(await record({ source, externalReference: 'b' })).toMatchObject({
      userErrors: [
        {
          code: 'IDEMPOTENCY_CONFLICT',
          field: ['source'],
          message: `source: the source erp ${source.externalId} was used before with another content, for ${idOf(recorded, 'action')}; expected the same content or a higher version`,
        },
      ],
    })
  })

  it('amends by a higher version, and by no other', async () => {
    const source = { system: 'erp', externalId: randomUUID() }
    const first = await record({ source: { ...source, version: 1 }, status: 'REQUESTED', details: { a: 1 } })
    const id = idOf(first, 'action')
    expect(await record({ source: { ...source, version: 3 }, status: 'COMPLETED' })).toMatchObject({
      action: { id, status: 'COMPLETED', details: { a: 1 } },
    })
    expect(await record({ source: { ...source, version: 2 }, status: 'FAILED' })).toMatchObject({
      action: { id, status: 'COMPLETED' },
      userErrors: [],
    })
    expect(await record({ source: { ...source, version: 4 }, status: 'COMPLETED' })).toMatchObject({
      action: { id },
    })
    expect(await last()).toMatchObject({ revision: 2, source: { version: 3 }, summary: 'Payment completed' })
  })

  it('keeps the fields that a higher version leaves out', async () => {
    const source = { system: 'erp', externalId: randomUUID() }
    const particulars = { status: 'IN_PROGRESS', externalReference: 'p1', details: { a: 1 } }
    await record({ source: { ...source, version: 1 }, ...particulars })
    expect(await record({ source: { ...source, version: 2 } })).toMatchObject({ action: particulars })
  })
})

describe('a conversation, key or source of an action', () => {
  it('is refused when it is a conversation of another customer', async () => {
    await record({ customer: byPhone('11 91234-5678') })
    const [profileId = ''] = await subgraph.profilesOf('11 91234-5678')
    const conversation = newConversation(profileId, 'WHATSAPP', now)
    await createConversationStore(subgraph.connection).insert(conversation)
    const count = (await subgraph.log()).length
    expect(await record({ conversationId: conversation.id })).toEqual({
      action: null,
      userErrors: [
        {
          code: 'CONFLICT',
          field: ['conversationId'],
          message: 'conversationId: expected a conversation of this customer, got one of another customer',
        },
      ],
    })
    expect(await subgraph.log()).toHaveLength(count)
    const own = await record({ customer: byPhone('11 91234-5678'), conversationId: conversation.id })
    expect(own).toMatchObject({ userErrors: [] })
  })

  it('is found by a key or a source of the same caller only', async () => {
    const keys = {
      idempotencyKey: randomUUID(),
      source: { system: 'erp', externalId: randomUUID(), version: 1 },
    }
    const own = await record(keys)
    const others = await record(
      { ...keys, source: { ...keys.source, version: 9 }, status: 'FAILED' },
      otherClient,
    )
    expect(others).toMatchObject({ action: { status: 'FAILED' }, userErrors: [] })
    expect(idOf(others, 'action')).not.toBe(idOf(own, 'action'))
    expect(await record(keys)).toEqual(own)
    expect(await record({ source: { system: 'Chatwoot', externalId: '1' } })).toMatchObject({
      action: null,
      userErrors: [{ code: 'INVALID_VALUE', field: ['source', 'system'] }],
    })
  })
})

describe('a value that JSON cannot hold exactly', () => {
  it.each([
    [
      { a: [1, 2 ** 53] },
      'details.a.1: expected a number that JSON holds exactly, got 9007199254740992; send larger ones as texts',
    ],
    [
      { a: Infinity },
      'details.a: expected a number that JSON holds exactly, got Infinity; send larger ones as texts',
    ],
    [{ a: { b: 'half \ud83d' } }, 'details.a.b: expected whole characters, got half of a surrogate pair'],
    [{ ['\udc00']: 1 }, 'details.\udc00: expected whole characters, got half of a surrogate pair'],
  ])('is refused in details: %j', async (details, message) => {
    expect(await record({ details })).toEqual({
      action: null,
      userErrors: [{ code: 'INVALID_VALUE', field: ['details'], message }],
    })
  })

  it('is refused in texts', async () => {
    expect(await record({ summary: 'half \ud83d', idempotencyKey: '\udc00' })).toEqual({
      action: null,
      userErrors: [
        {
          code: 'INVALID_VALUE',
          field: ['idempotencyKey'],
          message: 'idempotencyKey: expected whole characters, got half of a surrogate pair',
        },
        {
          code: 'INVALID_VALUE',
          field: ['summary'],
          message: 'summary: expected whole characters, got half of a surrogate pair',
        },
      ],
    })
  })

  it('is none of the largest values that JSON holds exactly, which are kept', async () => {
    const details = { a: [Number.MAX_SAFE_INTEGER, 0.1, -1.5e-7], smile: '\u{1F600}' }
    expect(await record({ details })).toMatchObject({ action: { details }, userErrors: [] })
  })

  it('is refused as a Decimal: a number of more than 15 digits may have been rounded', async () => {
    const amount = { amount: 12345678901234.566, currency: 'BRL' }
    await expect(record({ amount })).rejects.toThrow(
      'Decimal: expected a number of more than 15 digits as a string, got 12345678901234.566',
    )
    expect(await record({ amount: { amount: 129.9, currency: 'BRL' } })).toMatchObject({
      action: { amount: { amount: '129.9', currency: 'BRL' } },
    })
  })
})
