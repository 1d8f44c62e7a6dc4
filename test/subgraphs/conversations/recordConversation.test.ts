import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { at, byPhone, idOf, membersOf } from '../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const newSource = () => ({ system: 'crm', externalId: randomUUID() })

describe('recordConversation', () => {
  it('opens a conversation with the given state', async () => {
    const source = newSource()
    const answer = await subgraph.recordConversation({
      inbox: 'WhatsApp Vendas',
      status: 'SNOOZED',
      assignment: { team: { externalId: '5', name: 'comercial' }, person: { externalId: '3' }, bot: null },
      labels: ['vip', 'atacado', 'vip'],
      priority: 'HIGH',
      snoozedUntil: at(900),
      customAttributes: { $plan: { 'a.b': 1 } },
      createdAt: at(-100),
      source: { ...source, version: 7 },
    })
    const expected = {
      id: idOf(answer, 'conversation'),
      channel: 'WHATSAPP',
      inbox: 'WhatsApp Vendas',
      status: 'SNOOZED',
      assignment: {
        team: { externalId: '5', name: 'comercial' },
        person: { externalId: '3', name: null },
        bot: null,
      },
      labels: ['atacado', 'vip'],
      priority: 'HIGH',
      snoozedUntil: at(900),
      customAttributes: { $plan: { 'a.b': 1 } },
      createdAt: at(-100),
      lastActivityAt: at(-100),
      source: { ...source, version: null },
    }
    expect(answer).toEqual({ conversation: expected, userErrors: [] })
    expect(await subgraph.conversation(expected.id)).toEqual(expected)
  })

  it('is OPEN and has no assignment by default', async () => {
    const { conversation } = await subgraph.recordConversation({})
    expect(conversation).toMatchObject({
      status: 'OPEN',
      assignment: { team: null, person: null, bot: null },
      labels: [],
      priority: null,
      createdAt: at(0),
      source: null,
    })
  })

  it('keeps fields that are left out, and takes away fields that are null', async () => {
    const source = newSource()
    await subgraph.recordConversation({
      source,
      priority: 'LOW',
      labels: ['a'],
      assignment: { team: { externalId: '1' }, bot: { externalId: '2' } },
    })
    const { conversation } = await subgraph.recordConversation({
      source,
      priority: null,
      assignment: { bot: null },
    })
    expect(conversation).toMatchObject({
      priority: null,
      labels: ['a'],
      assignment: { team: { externalId: '1' }, person: null, bot: null },
    })
  })

  it('is one conversation when the same source comes many times concurrently', async () => {
    const [customer, source] = [byPhone('11 95555-0101'), newSource()]
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        subgraph.recordConversation({ customer, source, labels: [`l${index}`], observedAt: at(-index) }),
      ),
    )
    expect(new Set(answers.map((answer) => idOf(answer, 'conversation'))).size).toBe(1)
    const [conversation, ...others] = await subgraph.conversationsOf('11 95555-0101')
    expect(conversation).toMatchObject({ labels: ['l0'], createdAt: at(-19) })
    expect(others).toEqual([])
  })

  it('costs one read and at most one write', async () => {
    const input = { source: newSource(), labels: ['a'], observedAt: at(-50), createdAt: at(-90) }
    const commands = (more: object) =>
      subgraph.commandsOf(['conversations'], () => subgraph.recordConversation({ ...input, ...more }))
    expect(await commands({})).toEqual(['find conversations', 'insert conversations'])
    expect(await commands({})).toEqual(['find conversations'])
    expect(await commands({ labels: ['old'], observedAt: at(-60) })).toEqual(['find conversations'])
    expect(await commands({ labels: ['b'], observedAt: at(-40) })).toEqual([
      'find conversations',
      'findAndModify conversations',
    ])
  })

  it('returns the conversation to a retry, though it has changed since', async () => {
    const input = { idempotencyKey: randomUUID(), labels: ['a'] }
    const id = idOf(await subgraph.recordConversation(input), 'conversation')
    await subgraph.changeStatus({ conversationId: id, to: 'RESOLVED' })
    expect(await subgraph.recordConversation({ ...input, status: 'OPEN' })).toMatchObject({
      conversation: { id, status: 'RESOLVED' },
    })
    expect(await subgraph.recordConversation({ ...input, source: newSource() })).toMatchObject({
      conversation: null,
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }],
    })
    const other = { identifiers: [{ type: 'EMAIL', value: `${randomUUID()}@example.com` }] }
    expect(await subgraph.recordConversation({ ...input, customer: other })).toMatchObject({
      conversation: null,
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }],
    })
  })

  it('does not undo later observations by a retry', async () => {
    const source = newSource()
    const input = { source, status: 'OPEN' }
    await subgraph.recordConversation({ source })
    await subgraph.recordConversation({ ...input, idempotencyKey: source.externalId })
    await subgraph.recordConversation({ source, status: 'RESOLVED' })
    const { conversation } = await subgraph.recordConversation({
      ...input,
      idempotencyKey: source.externalId,
    })
    expect(conversation).toMatchObject({ status: 'RESOLVED' })
  })

  it('refuses fields that exceed their limits', async () => {
    const { userErrors } = await subgraph.recordConversation({
      inbox: 'x'.repeat(256),
      assignment: { team: { externalId: ' ' }, bot: { externalId: '1', name: 'y'.repeat(256) } },
      labels: ['z'.repeat(65), ...Array.from({ length: 100 }, (_, index) => `l${index}`)],
      customAttributes: { text: 'x'.repeat(65_536) },
      createdAt: at(86_401),
      observedAt: at(86_401),
    })
    expect(userErrors).toMatchObject([
      { code: 'TOO_LONG', field: ['inbox'] },
      { code: 'REQUIRED', field: ['assignment', 'team', 'externalId'] },
      { code: 'TOO_LONG', field: ['assignment', 'bot', 'name'] },
      { code: 'TOO_LONG', field: ['labels'] },
      { code: 'TOO_LONG', field: ['labels', '0'] },
      { code: 'TOO_LONG', field: ['customAttributes'] },
      { code: 'INVALID_VALUE', field: ['createdAt'] },
      { code: 'INVALID_VALUE', field: ['observedAt'] },
    ])
  })
})

describe('conversation', () => {
  it('is null when there is no such conversation, and an error when the id is malformed', async () => {
    expect(await subgraph.ask(`{ conversation(id: "${newId('cnv')}") { id } }`)).toEqual({
      conversation: null,
    })
    await expect(subgraph.ask('{ conversation(id: "42") { id } }')).rejects.toMatchObject({
      message: 'id: expected cnv_…, got "42"',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  it('is read once for many references, and leads to the customer', async () => {
    const ids = [await subgraph.openConversation(), await subgraph.openConversation()]
    const [profileId] = await subgraph.profilesOf('11 98765-4321')
    const references = [...ids, newId('cnv')].map((id) => ({ __typename: 'Conversation', id }))
    let answers: unknown[] = []
    const commands = await subgraph.commandsOf(['conversations'], async () => {
      answers = await subgraph.entities(references, '... on Conversation { id customer { profileId } }')
    })
    expect(answers).toEqual([...ids.map((id) => ({ id, customer: { profileId } })), null])
    expect(commands).toEqual(['find conversations'])
  })
})

describe('Customer.conversations', () => {
  it('shows the conversations that match the filter, the latest activity first, page by page', async () => {
    const customer = byPhone('11 95555-0102')
    for (const [channel, status, seconds] of [
      ['WHATSAPP', 'OPEN', -50],
      ['EMAIL', 'RESOLVED', -40],
      ['EMAIL', 'OPEN', -30],
      ['WHATSAPP', 'PENDING', -20],
    ] as const)
      await subgraph.recordConversation({
        customer,
        channel,
        status,
        createdAt: at(seconds),
        priority: 'LOW',
      })
    const [oldest] = (await subgraph.conversationsOf('11 95555-0102')).slice(-1)
    await subgraph.recordMessage({ customer, conversationId: oldest?.['id'], text: 'a' })

    const profileIds = await subgraph.profilesOf('11 95555-0102')
    async function page(given: string) {
      const [entity] = await subgraph.entities(
        [{ __typename: 'Customer', profileId: profileIds[0], profileIds }],
        `... on Customer { conversations${given} { nodes { channel status } pageInfo { endCursor hasNextPage } } }`,
      )
      const connection = membersOf(membersOf(entity)['conversations'])
      return { nodes: connection['nodes'], pageInfo: membersOf(connection['pageInfo']) }
    }

    const all = [
      { channel: 'WHATSAPP', status: 'OPEN' },
      { channel: 'WHATSAPP', status: 'PENDING' },
      { channel: 'EMAIL', status: 'OPEN' },
      { channel: 'EMAIL', status: 'RESOLVED' },
    ]
    const first = await page('(first: 3)')
    expect(first).toMatchObject({ nodes: all.slice(0, 3), pageInfo: { hasNextPage: true } })
    const rest = await page(`(first: 3, after: "${String(first.pageInfo['endCursor'])}")`)
    expect(rest).toMatchObject({ nodes: all.slice(3), pageInfo: { hasNextPage: false } })
    expect((await page('(filter: { channels: [EMAIL], statuses: [OPEN] })')).nodes).toEqual(all.slice(2, 3))
    expect((await page('(filter: { statuses: [] })')).nodes).toEqual([])
  })
})
