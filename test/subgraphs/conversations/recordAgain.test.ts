import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anInteractionId, at, auditor, idOf } from '../../support/recordingSubgraphs.ts'
import {
  byAna,
  storedAna,
  byCustomer,
  type ConversationsSubgraph,
  openConversationsSubgraph,
} from './conversationsSubgraph.ts'

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

describe('recordMessage again', () => {
  it('returns the first message to a retry, and a conflict to another content', async () => {
    const conversationId = await subgraph.openConversation()
    const input = { conversationId, text: 'a', idempotencyKey: randomUUID() }
    const first = await subgraph.recordMessage(input)
    expect(await subgraph.recordMessage(input)).toEqual(first)
    expect(await subgraph.recordMessage({ ...input, text: 'b' })).toMatchObject({
      message: null,
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }],
    })
  })

  it('is a conflict when the source was recorded as a note, with or without versions', async () => {
    const source = newSource(1)
    await subgraph.recordNote({ text: 'a', source })
    expect(await subgraph.recordMessage({ text: 'a', source: { ...source, version: 2 } })).toMatchObject({
      message: null,
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['source'] }],
    })
  })

  it('amends the fields that a higher version gives, and keeps those that it leaves out', async () => {
    const source = newSource()
    const first = await subgraph.recordMessage({
      text: 'a',
      source: { ...source, version: 1 },
      occurredAt: at(-9),
    })
    const second = await subgraph.recordMessage({
      source: { ...source, version: 2 },
      actor: byAna,
      attachments: [{ type: 'image' }],
      deliveryStatus: 'READ',
      occurredAt: at(-8),
      department: 'fiscal',
      editedAt: at(-7),
    })
    expect(second).toMatchObject({
      message: {
        text: 'a',
        attachments: [{ type: 'image' }],
        deliveryStatus: 'READ',
        editedAt: at(-7),
      },
    })
    expect(await subgraph.recordMessage({ text: 'old', source: { ...source, version: 2 } })).toEqual(second)
    const last = await subgraph.recordMessage({
      text: null,
      deliveryStatus: 'SENT',
      source: { ...source, version: 3 },
    })
    expect(last).toMatchObject({ message: { text: null, deliveryStatus: 'READ' } })
    expect(await recorded(first)).toMatchObject({
      revision: 3,
      actor: byCustomer,
      occurredAt: new Date(at(-8)),
      department: 'fiscal',
      summary: '[image]',
      source: { ...source, version: 3 },
    })
  })

  it('makes no revision when a higher version has the same content', async () => {
    const source = newSource()
    const input = { text: 'a', attachments: [], occurredAt: at(-9) }
    const first = await subgraph.recordMessage({ ...input, source: { ...source, version: 1 } })
    await subgraph.recordMessage({ ...input, source: { ...source, version: 2 } })
    expect(await recorded(first)).toMatchObject({ revision: 1 })
  })

  it('cannot restore a deleted message', async () => {
    const source = newSource()
    const say = (version: number, input: object) =>
      subgraph.recordMessage({ source: { ...source, version }, occurredAt: at(-9), ...input })
    const first = await say(1, { text: 'segredo', attachments: [{ type: 'image' }] })
    await say(2, { text: null, attachments: [], deleted: true })
    const last = await say(3, { text: 'de volta', attachments: [{ type: 'video' }] })
    expect(last).toMatchObject({ message: { text: null, attachments: [], deleted: true } })
    expect(await subgraph.message(idOf(first, 'message'), auditor)).toMatchObject({
      text: 'segredo',
      attachments: [{ type: 'image' }],
      deleted: true,
    })
    expect(await recorded(first)).toMatchObject({ summary: 'Message deleted' })
  })

  it('keeps the content for those who may audit, when it arrives after the deletion', async () => {
    const source = newSource()
    const said = { text: 'segredo', attachments: [{ type: 'image' }] }
    const first = await subgraph.recordMessage({ source: { ...source, version: 1 }, deleted: true })
    const last = await subgraph.recordMessage({ source: { ...source, version: 2 }, deleted: true, ...said })
    expect(last).toMatchObject({ message: { text: null, attachments: [], deleted: true } })
    expect(await subgraph.message(idOf(first, 'message'), auditor)).toMatchObject({ ...said, deleted: true })
  })

  it('makes at most one revision of each version when all come concurrently', async () => {
    const source = newSource()
    const conversationId = await subgraph.openConversation()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, version) =>
        subgraph.recordMessage({ conversationId, text: `v${version}`, source: { ...source, version } }),
      ),
    )
    expect(new Set(answers.map((answer) => idOf(answer, 'message'))).size).toBe(1)
    expect(await subgraph.message(idOf(answers[0] ?? {}, 'message'))).toMatchObject({ text: 'v9' })
  })
})

describe('recordNote', () => {
  it('is for colleagues only, and needs no conversation', async () => {
    const answer = await subgraph.recordNote({ text: 'Cliente quer desconto', occurredAt: at(-5) })
    expect(answer).toEqual({
      note: {
        id: anInteractionId,
        text: 'Cliente quer desconto',
        deleted: false,
        editedAt: null,
        attachments: [],
      },
      userErrors: [],
    })
    expect(await recorded(answer, 'note')).toMatchObject({
      kind: 'NOTE',
      visibility: 'INTERNAL',
      channel: null,
      conversationId: null,
      actor: storedAna,
      summary: 'Cliente quer desconto',
    })
  })

  it('takes the channel from its conversation', async () => {
    const conversationId = await subgraph.openConversation({ channel: 'EMAIL', inbox: 'Vendas' })
    const answer = await subgraph.recordNote({ text: 'a', conversationId })
    expect(await recorded(answer, 'note')).toMatchObject({
      channel: 'EMAIL',
      inbox: 'Vendas',
      conversationId,
    })
  })

  it('is deleted by a later version', async () => {
    const source = newSource()
    const first = await subgraph.recordNote({ text: 'a', source: { ...source, version: 1 } })
    const last = await subgraph.recordNote({ deleted: true, source: { ...source, version: 2 } })
    expect(last).toMatchObject({ note: { id: idOf(first, 'note'), text: null, deleted: true } })
    expect(await recorded(first, 'note')).toMatchObject({ summary: 'Note deleted' })
  })
})
