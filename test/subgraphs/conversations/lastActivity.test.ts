import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, byPhone, idOf, type Variables } from '../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

describe("a conversation's last activity", () => {
  it('is acknowledged with the message when a majority has both', async () => {
    const conversationId = await subgraph.openConversation({ createdAt: at(-60) })
    const concerns: [unknown, unknown][] = []
    const listen = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
      if (command['writeConcern']) concerns.push([commandName, command['writeConcern']])
    }
    const client = subgraph.connection.getClient()
    client.on('commandStarted', listen)
    await subgraph.recordMessage({ conversationId, text: 'a', occurredAt: at(-30) })
    client.off('commandStarted', listen)
    expect(concerns.sort()).toEqual([
      ['insert', { w: 'majority', j: true }],
      ['update', { w: 'majority', j: true }],
    ])
    expect(await subgraph.conversation(conversationId)).toMatchObject({ lastActivityAt: at(-30) })
  })

  it('is the latest of concurrent messages, for each conversation', async () => {
    const ids = await Promise.all(
      Array.from({ length: 6 }, () => subgraph.openConversation({ createdAt: at(-600) })),
    )
    await Promise.all(
      ids.flatMap((conversationId, index) =>
        [-300, -100 - index, -200].map((seconds) =>
          subgraph.recordMessage({ conversationId, text: 'a', occurredAt: at(seconds) }),
        ),
      ),
    )
    const shown = await Promise.all(ids.map((id) => subgraph.conversation(id)))
    expect(shown.map(({ lastActivityAt }) => lastActivityAt)).toEqual(ids.map((_, index) => at(-100 - index)))
  })

  it('is not moved by a message that fails because its key was used for another content', async () => {
    const conversationId = await subgraph.openConversation({ createdAt: at(-60) })
    const idempotencyKey = randomUUID()
    await subgraph.recordMessage({ conversationId, text: 'a', idempotencyKey, occurredAt: at(-30) })
    await subgraph.recordMessage({ conversationId, text: 'b', idempotencyKey, occurredAt: at(-10) })
    expect(await subgraph.conversation(conversationId)).toMatchObject({ lastActivityAt: at(-30) })
  })

  it('is not moved by a message that is recorded again', async () => {
    const conversationId = await subgraph.openConversation({ createdAt: at(-60) })
    const input = { conversationId, text: 'once', idempotencyKey: randomUUID(), occurredAt: at(-30) }
    await subgraph.recordMessage(input)
    await subgraph.recordMessage({ conversationId, text: 'other', occurredAt: at(-20) })
    expect(
      await subgraph.commandsOf(['interactions', 'conversations'], () => subgraph.recordMessage(input)),
    ).toEqual(['find conversations', 'find interactions', 'update conversations'])
    expect(await subgraph.conversation(conversationId)).toMatchObject({ lastActivityAt: at(-20) })
  })

  it('is found for concurrent messages without a conversation, each on its own channel', async () => {
    const phones = Array.from({ length: 8 }, (_, index) => `11 96666-000${index}`)
    const opened = await Promise.all(
      phones.map((phone) => subgraph.recordMessage({ customer: byPhone(phone), text: 'opens' })),
    )
    const next = await Promise.all(
      phones.map((phone) => subgraph.recordMessage({ customer: byPhone(phone), text: 'goes on' })),
    )
    const log = await subgraph.log()
    const conversationOf = (answer: Variables) =>
      log.find(({ id }) => id === idOf(answer, 'message'))?.conversationId
    expect(next.map(conversationOf)).toEqual(opened.map(conversationOf))
    expect(new Set(opened.map(conversationOf)).size).toBe(phones.length)
  })
})
