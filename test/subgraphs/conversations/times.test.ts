import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, idOf } from '../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const refused = (field: string, got: string) => ({
  userErrors: [
    {
      code: 'INVALID_VALUE',
      field: [field],
      message: `${field}: expected 1990-01-01T00:00:00.000Z or later, got ${got}`,
    },
  ],
})

describe('the time of what happened', () => {
  it('is taken with any ISO 8601 offset, and is the same content in each', async () => {
    const first = await subgraph.recordMessage({
      text: 'oi',
      occurredAt: '2026-06-01T00:00:00-0300',
      idempotencyKey: 'times',
    })
    const again = await subgraph.recordMessage({
      text: 'oi',
      occurredAt: '2026-06-01T03:00:00.000Z',
      idempotencyKey: 'times',
    })
    expect(idOf(again, 'message')).toBe(idOf(first, 'message'))
    expect(await subgraph.log()).toMatchObject([{ occurredAt: new Date('2026-06-01T03:00:00.000Z') }])
  })

  it('lies in 1990 or later', async () => {
    const early = '1970-01-01T00:00:00.000Z'
    const before = (await subgraph.log()).length
    expect(await subgraph.recordMessage({ text: 'oi', occurredAt: early })).toMatchObject(
      refused('occurredAt', early),
    )
    expect(await subgraph.recordMessage({ text: 'oi', editedAt: early })).toMatchObject(
      refused('editedAt', early),
    )
    expect(await subgraph.recordNote({ text: 'oi', occurredAt: early })).toMatchObject(
      refused('occurredAt', early),
    )
    expect(await subgraph.recordConversation({ createdAt: early })).toMatchObject(refused('createdAt', early))
    expect(await subgraph.log()).toHaveLength(before)
  })

  it('of an edit lies in 1990 or later, and at most a day ahead', async () => {
    const messageId = idOf(await subgraph.recordMessage({ text: 'oi' }), 'message')
    const early = '1989-12-31T23:59:59.999Z'
    expect(await subgraph.editMessage({ messageId, text: 'olá', editedAt: early })).toMatchObject(
      refused('editedAt', early),
    )
    expect(await subgraph.editMessage({ messageId, text: 'olá', editedAt: at(86_401) })).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['editedAt'] }],
    })
  })
})
