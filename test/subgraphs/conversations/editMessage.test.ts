import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { at, auditor, idOf, otherClient, partner } from '../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

async function recordedMessage(input = {}): Promise<string> {
  return idOf(await subgraph.recordMessage({ text: 'a', ...input }), 'message')
}

async function revisionOf(id: string): Promise<number | undefined> {
  return (await subgraph.log()).find((interaction) => interaction.id === id)?.revision
}

describe('editMessage', () => {
  it('changes the fields that are given and keeps the others', async () => {
    const messageId = await recordedMessage({ attachments: [{ type: 'image' }] })
    expect(await subgraph.editMessage({ messageId, text: 'b', expectedRevision: 1 })).toMatchObject({
      message: { id: messageId, text: 'b', attachments: [{ type: 'image' }], editedAt: at(0) },
      userErrors: [],
    })
    expect(await subgraph.editMessage({ messageId, text: null, editedAt: at(9) })).toMatchObject({
      message: { text: null, attachments: [{ type: 'image' }], editedAt: at(9) },
    })
    expect(await subgraph.editMessage({ messageId, attachments: [] })).toMatchObject({
      message: null,
      userErrors: [{ code: 'REQUIRED', field: ['text'] }],
    })
  })

  it('makes no revision when nothing changes', async () => {
    const messageId = await recordedMessage()
    expect(await subgraph.editMessage({ messageId, text: 'a' })).toMatchObject({
      message: { editedAt: null },
    })
    expect(await revisionOf(messageId)).toBe(1)
  })

  it('moves delivery forward only, FAILED is final, and neither counts as an edit', async () => {
    const messageId = await recordedMessage()
    for (const [given, then] of [
      ['DELIVERED', 'DELIVERED'],
      ['SENT', 'DELIVERED'],
      ['READ', 'READ'],
      ['FAILED', 'FAILED'],
      ['READ', 'FAILED'],
    ]) {
      expect(await subgraph.editMessage({ messageId, deliveryStatus: given })).toMatchObject({
        message: { deliveryStatus: then, editedAt: null },
      })
    }
    expect(await revisionOf(messageId)).toBe(4)
  })

  it('is a conflict at another revision than expected', async () => {
    const messageId = await recordedMessage()
    expect(await subgraph.editMessage({ messageId, text: 'b', expectedRevision: 2 })).toMatchObject({
      message: null,
      userErrors: [{ code: 'CONFLICT', field: ['expectedRevision'] }],
    })
  })

  it('is NOT_FOUND when there is no such message', async () => {
    const note = idOf(await subgraph.recordNote({ text: 'a' }), 'note')
    for (const messageId of [newId('int'), note]) {
      const missing = { message: null, userErrors: [{ code: 'NOT_FOUND', field: ['messageId'] }] }
      expect(await subgraph.editMessage({ messageId, text: 'b' })).toMatchObject(missing)
      expect(await subgraph.deleteMessage(messageId)).toMatchObject(missing)
    }
    expect(await subgraph.editMessage({ messageId: 'cnv_1', text: 'x'.repeat(150_001) })).toMatchObject({
      userErrors: [
        { code: 'INVALID_VALUE', field: ['messageId'] },
        { code: 'TOO_LONG', field: ['text'] },
      ],
    })
  })
})

describe('deleteMessage', () => {
  it('shows text and attachments only to those who may audit, and has no effect the second time', async () => {
    const messageId = await recordedMessage({ attachments: [{ type: 'image' }] })
    const first = await subgraph.deleteMessage(messageId)
    expect(first).toMatchObject({
      message: { id: messageId, text: null, attachments: [], deleted: true },
      userErrors: [],
    })
    expect(await subgraph.deleteMessage(messageId)).toEqual(first)
    expect(await revisionOf(messageId)).toBe(2)
    expect(await subgraph.message(messageId, auditor)).toMatchObject({
      text: 'a',
      attachments: [{ type: 'image' }],
    })
  })

  it('is final', async () => {
    const messageId = await recordedMessage()
    await subgraph.deleteMessage(messageId)
    for (const edit of [{ text: 'b' }, { deliveryStatus: 'READ' }]) {
      expect(await subgraph.editMessage({ messageId, ...edit })).toMatchObject({
        message: null,
        userErrors: [{ code: 'CONFLICT', field: ['messageId'] }],
      })
    }
  })

  it('wins against concurrent edits', async () => {
    const messageId = await recordedMessage()
    await Promise.all([
      ...Array.from({ length: 6 }, (_, index) => subgraph.editMessage({ messageId, text: `edit ${index}` })),
      subgraph.deleteMessage(messageId),
    ])
    expect(await subgraph.message(messageId)).toMatchObject({ text: null, deleted: true })
  })
})

describe('messages and notes by reference', () => {
  it('show a note only to principals who may read notes', async () => {
    const id = idOf(await subgraph.recordNote({ text: 'só nós' }), 'note')
    const reference = [{ __typename: 'Note', id }]
    expect(await subgraph.entities(reference, '... on Note { text }')).toEqual([{ text: 'só nós' }])
    expect(await subgraph.entities(reference, '... on Note { text }', partner)).toEqual([null])
    expect(await subgraph.message(id)).toBeNull()
  })
})

describe('editMessage with an idempotency key', () => {
  it('answers a retry with the message as it is now, and makes no new revision', async () => {
    const messageId = await recordedMessage()
    const edit = { messageId, text: 'b', expectedRevision: 1, idempotencyKey: 'edit 1' }
    expect(await subgraph.editMessage(edit)).toMatchObject({ message: { text: 'b' }, userErrors: [] })
    await subgraph.editMessage({ messageId, text: 'c' })
    expect(await subgraph.editMessage(edit)).toMatchObject({ message: { text: 'c' }, userErrors: [] })
    expect(await revisionOf(messageId)).toBe(3)
  })

  it('edits once when the same edit is sent concurrently', async () => {
    const messageId = await recordedMessage()
    const edits = await Promise.all(
      Array.from({ length: 8 }, () =>
        subgraph.editMessage({ messageId, text: 'b', idempotencyKey: 'at once' }),
      ),
    )
    expect(edits.map(({ userErrors }) => userErrors)).toEqual(Array.from({ length: 8 }, () => []))
    expect(await revisionOf(messageId)).toBe(2)
  })

  it('keeps the key of an edit that changed nothing', async () => {
    const messageId = await recordedMessage()
    const edit = { messageId, text: 'a', idempotencyKey: 'nothing' }
    await subgraph.editMessage(edit)
    await subgraph.editMessage({ messageId, text: 'b' })
    expect(await subgraph.editMessage(edit)).toMatchObject({ message: { text: 'b' }, userErrors: [] })
    expect(await revisionOf(messageId)).toBe(2)
  })

  it('refuses the key for another content', async () => {
    const messageId = await recordedMessage()
    await subgraph.editMessage({ messageId, text: 'b', idempotencyKey: 'one key' })
    expect(await subgraph.editMessage({ messageId, text: 'c', idempotencyKey: 'one key' })).toEqual({
      message: null,
      userErrors: [
        {
          code: 'IDEMPOTENCY_CONFLICT',
          field: ['idempotencyKey'],
          message: `idempotencyKey: this idempotency key was used before with another content, for ${messageId}; expected the same content`,
        },
      ],
    })
    expect(await revisionOf(messageId)).toBe(2)
  })

  it('keeps no key of an edit that was refused', async () => {
    const messageId = await recordedMessage()
    const edit = { messageId, text: null, idempotencyKey: 'refused' }
    expect(await subgraph.editMessage(edit)).toMatchObject({ userErrors: [{ code: 'REQUIRED' }] })
    expect(await subgraph.editMessage({ ...edit, text: 'b' })).toMatchObject({ message: { text: 'b' } })
  })

  it('counts a key for its caller and its message only', async () => {
    const [messageId, otherId] = [await recordedMessage(), await recordedMessage()]
    const idempotencyKey = 'shared'
    await subgraph.editMessage({ messageId, text: 'b', idempotencyKey })
    expect(await subgraph.editMessage({ messageId: otherId, text: 'c', idempotencyKey })).toMatchObject({
      message: { text: 'c' },
    })
    expect(
      await subgraph.mutate(
        'editMessage',
        'message { text }',
        { messageId, text: 'd', idempotencyKey },
        otherClient,
      ),
    ).toEqual({ message: { text: 'd' }, userErrors: [] })
  })

  it('remembers the last 20 keys of a message', async () => {
    const messageId = await recordedMessage()
    for (let number = 0; number <= 20; number++)
      await subgraph.editMessage({ messageId, text: `text ${number}`, idempotencyKey: `key ${number}` })
    await subgraph.editMessage({ messageId, text: 'text 1', idempotencyKey: 'key 1' })
    expect(await revisionOf(messageId)).toBe(22)
    await subgraph.editMessage({ messageId, text: 'text 0', idempotencyKey: 'key 0' })
    expect(await revisionOf(messageId)).toBe(23)
  })
})
