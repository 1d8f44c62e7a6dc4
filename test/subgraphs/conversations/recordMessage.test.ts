import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { anInteractionId, at, byPhone, idOf, now } from '../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

async function recorded(answer: Record<string, unknown>, thing = 'message') {
  const interaction = (await subgraph.log()).find(({ id }) => id === idOf(answer, thing))
  if (!interaction) throw new Error('it was not recorded')
  return interaction
}

function newSource(version?: number) {
  return { system: 'crm', externalId: randomUUID(), ...(version !== undefined && { version }) }
}

describe('recordMessage', () => {
  it('records the message', async () => {
    const conversationId = await subgraph.openConversation()
    const answer = await subgraph.recordMessage({
      conversationId,
      text: 'Oi,\n bom dia!',
      attachments: [{ type: 'image', url: 'https://files.example/1', sizeBytes: 9007199254740991 }],
      occurredAt: at(-5),
    })
    expect(answer).toEqual({
      message: {
        id: anInteractionId,
        text: 'Oi,\n bom dia!',
        attachments: [
          {
            type: 'image',
            url: 'https://files.example/1',
            mimeType: null,
            sizeBytes: 9007199254740991,
            transcript: null,
            title: null,
          },
        ],
        deliveryStatus: null,
        deleted: false,
        editedAt: null,
      },
      userErrors: [],
    })
    expect(await recorded(answer)).toMatchObject({
      kind: 'MESSAGE',
      visibility: 'PUBLIC',
      actor: { kind: 'CUSTOMER', id: null, name: 'Maria' },
      channel: 'WHATSAPP',
      conversationId,
      occurredAt: new Date(at(-5)),
      recordedAt: now,
      revision: 1,
      summary: 'Oi, bom dia!',
    })
  })

  it('takes inbox and department from the conversation, unless they are given', async () => {
    const conversationId = await subgraph.openConversation({
      inbox: 'Vendas',
      assignment: { team: { externalId: '5', name: 'comercial' } },
    })
    const inherited = await subgraph.recordMessage({ conversationId, text: 'a' })
    expect(await recorded(inherited)).toMatchObject({ inbox: 'Vendas', department: 'comercial' })
    const own = await subgraph.recordMessage({ conversationId, text: 'b', inbox: 'X', department: 'fiscal' })
    expect(await recorded(own)).toMatchObject({ inbox: 'X', department: 'fiscal' })
  })

  it('moves the conversation to the latest activity, whatever the order of arrival', async () => {
    const conversationId = await subgraph.openConversation({ createdAt: at(-1000) })
    for (const seconds of [-300, -100, -200])
      await subgraph.recordMessage({ conversationId, text: 'a', occurredAt: at(seconds) })
    expect(await subgraph.conversation(conversationId)).toMatchObject({ lastActivityAt: at(-100) })
  })

  it('costs two commands besides the read of its conversation', async () => {
    const customer = byPhone('11 95555-0008')
    const conversationId = await subgraph.openConversation({ customer, createdAt: at(-1000) })
    await subgraph.recordMessage({ customer, conversationId, text: 'the log is known', occurredAt: at(-900) })
    let seconds = -800
    const say = (input = {}) => {
      seconds += 1
      return subgraph.recordMessage({ customer, text: 'a', occurredAt: at(seconds), ...input })
    }
    const subgraphs = ['conversations', 'interactions']
    expect(await subgraph.commandsOf(subgraphs, () => say({ conversationId }))).toEqual([
      'find conversations',
      'update conversations',
      'insert interactions',
    ])
    expect(await subgraph.commandsOf(subgraphs, () => say())).toEqual([
      'find conversations',
      'update conversations',
      'insert interactions',
    ])
    seconds = -950
    expect(await subgraph.commandsOf(subgraphs, () => say({ conversationId }))).toEqual([
      'find conversations',
      'insert interactions',
    ])
  })

  it.each([
    [{ text: null, attachments: [{ type: 'image' }] }, '[image]'],
    [{ attachments: [{ type: 'audio', transcript: 'Será que passa?' }] }, '[audio] Será que passa?'],
    [{ attachments: [{ type: 'file', title: 'nota.pdf' }, { type: 'video' }] }, '[file] nota.pdf [video]'],
    [{ text: 'segredo', deleted: true }, 'Message deleted'],
    [{ text: ' ', source: { ...newSource(1) } }, 'Empty message'],
    [{ text: '🌿'.repeat(300) }, `${'🌿'.repeat(199)}…`],
  ])('sums %o up as "%s"', async (input, summary) => {
    expect(await recorded(await subgraph.recordMessage(input))).toMatchObject({ summary })
  })

  it('needs a text or attachments', async () => {
    for (const input of [{}, { text: ' \n' }, { text: '', attachments: [] }, { source: newSource() }]) {
      expect(await subgraph.recordMessage(input)).toEqual({
        message: null,
        userErrors: [
          { code: 'REQUIRED', field: ['text'], message: 'text: expected a text or attachments, got neither' },
        ],
      })
    }
  })

  it('refuses fields that exceed their limits, with their paths', async () => {
    const { userErrors } = await subgraph.recordMessage({
      text: 'x'.repeat(150_001),
      attachments: [
        { type: 'image' },
        {
          type: 't'.repeat(65),
          url: 'u'.repeat(4097),
          mimeType: 'm'.repeat(256),
          transcript: 'x'.repeat(150_001),
          title: 'y'.repeat(1001),
        },
      ],
      occurredAt: at(86_401),
    })
    expect(userErrors).toMatchObject([
      { code: 'INVALID_VALUE', field: ['occurredAt'] },
      { code: 'TOO_LONG', field: ['text'] },
      { code: 'TOO_LONG', field: ['attachments', '1', 'type'] },
      { code: 'TOO_LONG', field: ['attachments', '1', 'url'] },
      { code: 'TOO_LONG', field: ['attachments', '1', 'mimeType'] },
      { code: 'TOO_LONG', field: ['attachments', '1', 'transcript'] },
      { code: 'TOO_LONG', field: ['attachments', '1', 'title'] },
    ])
    const attachments = Array.from({ length: 51 }, () => ({ type: 'image' }))
    expect(await subgraph.recordMessage({ attachments })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', field: ['attachments'] }],
    })
    expect(await subgraph.recordMessage({ text: 'ok', occurredAt: at(86_400) })).toMatchObject({
      userErrors: [],
    })
  })

  it('refuses a conversation that is malformed or unknown, and creates no customer', async () => {
    const stranger = byPhone('11 95555-0001')
    expect(
      await subgraph.recordMessage({ customer: stranger, text: 'a', conversationId: '42' }),
    ).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['conversationId'] }],
    })
    const conversationId = newId('cnv')
    expect(await subgraph.recordMessage({ customer: stranger, text: 'a', conversationId })).toEqual({
      message: null,
      userErrors: [
        {
          code: 'NOT_FOUND',
          field: ['conversationId'],
          message: `conversationId: no conversation has the id ${conversationId}`,
        },
      ],
    })
    expect(await subgraph.profilesOf('11 95555-0001')).toEqual([])
  })
})

describe('recordMessage without a conversation', () => {
  it('continues the open conversation on the channel, and opens another when it is resolved', async () => {
    const customer = byPhone('11 95555-0002')
    const say = async (channel = 'WHATSAPP', input = {}) =>
      (await recorded(await subgraph.recordMessage({ customer, channel, text: 'a', ...input })))
        .conversationId
    const first = await say('WHATSAPP', { inbox: 'Vendas', occurredAt: at(-9) })
    expect(await subgraph.conversation(first)).toMatchObject({
      channel: 'WHATSAPP',
      inbox: 'Vendas',
      status: 'OPEN',
      createdAt: at(-9),
      lastActivityAt: at(-9),
    })
    expect(await say()).toBe(first)
    expect(await say('EMAIL')).not.toBe(first)
    await subgraph.changeStatus({ conversationId: first, to: 'SNOOZED' })
    expect(await say()).toBe(first)
    await subgraph.changeStatus({ conversationId: first, to: 'RESOLVED' })
    const second = await say()
    expect(second).not.toBe(first)
    await subgraph.changeStatus({ conversationId: first, to: 'OPEN', occurredAt: at(1) })
    expect(await say('WHATSAPP', { occurredAt: at(2) })).toBe(first)
  })

  it('leaves no empty conversation when it is repeated', async () => {
    const customer = byPhone('11 95555-0003')
    const input = { customer, text: 'a', source: newSource() }
    const first = await subgraph.recordMessage(input)
    const { conversationId } = await recorded(first)
    await subgraph.changeStatus({ conversationId, to: 'RESOLVED' })
    expect(await subgraph.recordMessage(input)).toEqual(first)
    expect(await subgraph.conversationsOf('11 95555-0003')).toHaveLength(1)
  })

  it('continues an open conversation of another profile of the customer', async () => {
    const [first, second] = ['11 95555-0004', '11 95555-0005']
    const opened = await recorded(await subgraph.recordMessage({ customer: byPhone(first), text: 'a' }))
    await subgraph.recordMessage({ customer: byPhone(second), text: 'b', channel: 'EMAIL' })
    const both = { identifiers: [first, second].map((value) => ({ type: 'PHONE', value, verified: true })) }
    await subgraph.recordNote({ customer: both, text: 'the same person' })
    expect(await subgraph.profilesOf(second)).toHaveLength(2)
    const next = await recorded(await subgraph.recordMessage({ customer: byPhone(second), text: 'c' }))
    expect(next.conversationId).toBe(opened.conversationId)
  })

  it('gives one conversation and positions without holes when many begin concurrently', async () => {
    const customer = byPhone('11 95555-0006')
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        subgraph.recordMessage({ customer, text: `message ${index}` }),
      ),
    )
    const messages = await Promise.all(answers.map((answer) => recorded(answer)))
    expect(new Set(messages.map(({ conversationId }) => conversationId)).size).toBe(1)
    expect(await subgraph.conversationsOf('11 95555-0006')).toHaveLength(1)
    expect(messages.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
      messages.map((_, index) => index + 1),
    )
  })

  it('is recorded once when the same delivery comes many times concurrently', async () => {
    const customer = byPhone('11 95555-0007')
    const input = { customer, text: 'once', source: newSource() }
    const answers = await Promise.all(Array.from({ length: 12 }, () => subgraph.recordMessage(input)))
    expect(new Set(answers.map((answer) => idOf(answer, 'message'))).size).toBe(1)
    expect(await subgraph.conversationsOf('11 95555-0007')).toHaveLength(1)
  })
})
