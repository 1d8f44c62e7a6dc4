import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditor, byPhone, idOf, membersOf, type Variables } from '../../support/recordingSubgraphs.ts'
import { byAna, type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const longest = 150_000
const customer = byPhone('11 98765-4321')
const fields = 'id text textTruncated editedAt attachments { transcript }'

function recordMessage(input: Variables) {
  const message = { customer, channel: 'EMAIL', actor: { kind: 'CUSTOMER' } }
  return subgraph.mutate('recordMessage', `message { ${fields} }`, { ...message, ...input })
}

function editMessage(input: Variables) {
  return subgraph.mutate('editMessage', `message { ${fields} }`, input)
}

function recordNote(input: Variables) {
  return subgraph.mutate('recordNote', `note { ${fields} }`, { customer, actor: byAna, ...input })
}

async function recordedId(input: Variables): Promise<string> {
  return idOf(await recordMessage(input), 'message')
}

describe('a text', () => {
  it.each(['a', 'ç', '李', '😀', '\u0000'])('of 150,000 characters %j is kept whole', async (character) => {
    const text = character.repeat(longest)
    const attachments = [{ type: 'audio', transcript: text }]
    const kept = { text, textTruncated: false, attachments: [{ transcript: text }] }
    expect(await recordMessage({ text, attachments })).toMatchObject({ message: kept })
    expect(await recordNote({ text, attachments })).toMatchObject({ note: kept })
    const messageId = await recordedId({ text: 'b' })
    expect(await editMessage({ messageId, text, attachments })).toMatchObject({ message: kept })
  })

  it.each(['a', '😀'])('of 150,001 characters %j is refused', async (character) => {
    const text = character.repeat(longest + 1)
    const message = 'text: expected at most 150000 characters, got 150001'
    const userErrors = [{ code: 'TOO_LONG', field: ['text'], message }]
    expect(await recordMessage({ text })).toMatchObject({ message: null, userErrors })
    expect(await recordNote({ text })).toMatchObject({ note: null, userErrors })
    const messageId = await recordedId({ text: 'b' })
    expect(await editMessage({ messageId, text })).toMatchObject({ message: null, userErrors })
    expect(await recordMessage({ attachments: [{ type: 'audio', transcript: text }] })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', field: ['attachments', '0', 'transcript'] }],
    })
  })
})

describe('a text without its end', () => {
  const cut = { text: 'Cláusula 1…', textTruncated: true }

  it('says so in messages and notes', async () => {
    expect(await recordMessage(cut)).toMatchObject({ message: cut })
    expect(await recordNote(cut)).toMatchObject({ note: cut })
  })

  it('says so until another text is given', async () => {
    const messageId = await recordedId(cut)
    for (const [input, then] of [
      [{ deliveryStatus: 'READ' }, { ...cut, editedAt: null }],
      [{ text: cut.text }, { ...cut, editedAt: null }],
      [{ attachments: [{ type: 'image' }] }, cut],
      [{ text: 'Cláusula 2' }, { text: 'Cláusula 2', textTruncated: false }],
      [
        { text: 'Cláusula 3…', textTruncated: true },
        { text: 'Cláusula 3…', textTruncated: true },
      ],
      [{ textTruncated: false }, { text: 'Cláusula 3…', textTruncated: false }],
    ] as const)
      expect(await editMessage({ messageId, ...input })).toMatchObject({ message: then })
  })

  it('says so until a later version of its source has another text', async () => {
    const source = { system: 'crm', externalId: 'long' }
    await recordMessage({ ...cut, source: { ...source, version: 1 } })
    const receipt = { deliveryStatus: 'READ', source: { ...source, version: 2 } }
    expect(await recordMessage(receipt)).toMatchObject({ message: cut })
    const whole = { text: 'Cláusula 1. Fim', source: { ...source, version: 3 } }
    expect(await recordMessage(whole)).toMatchObject({
      message: { text: 'Cláusula 1. Fim', textTruncated: false },
    })
  })

  it('is marked after its deletion only for those who may audit', async () => {
    const messageId = await recordedId(cut)
    await subgraph.deleteMessage(messageId)
    const read = async (principal = auditor) => {
      const [found] = await subgraph.entities(
        [{ __typename: 'Message', id: messageId }],
        `... on Message { ${fields} }`,
        principal,
      )
      return membersOf(found)
    }
    expect(await read()).toMatchObject(cut)
    expect(await read({ ...auditor, scopes: ['customers:read'] })).toMatchObject({
      text: null,
      textTruncated: false,
    })
  })
})
