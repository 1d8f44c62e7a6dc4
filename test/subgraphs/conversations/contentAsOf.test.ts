import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { at, auditor, idOf, membersOf, now } from '../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph
let seconds = 0

beforeAll(async () => {
  const clock = () => new Date(now.getTime() + seconds * 1000)
  subgraph = await openConversationsSubgraph({ clock })
})
afterAll(() => subgraph.stop())

/** Do something at so many seconds after `now`. */
async function atSecond<Result>(second: number, work: () => Promise<Result>): Promise<Result> {
  seconds = second
  return work()
}

async function contentOf(interactionId: string, second: number, principal?: Principal): Promise<unknown> {
  const [entity] = await subgraph.entities(
    [{ __typename: 'InteractionAsOf', interactionId, time: at(second) }],
    '... on InteractionAsOf { content { number text deleted } }',
    principal,
  )
  return entity === null ? null : membersOf(entity)['content']
}

const content = (number: number, text: string | null, deleted = false) => ({ number, text, deleted })

describe('InteractionAsOf.content', () => {
  it('is the newest revision that was recorded by then, in one read of revisions', async () => {
    const messageId = await atSecond(0, async () =>
      idOf(await subgraph.recordMessage({ text: 'a' }), 'message'),
    )
    await atSecond(10, () => subgraph.editMessage({ messageId, text: 'b' }))
    await atSecond(20, () => subgraph.editMessage({ messageId, text: 'c', deliveryStatus: 'SENT' }))
    await atSecond(30, () => subgraph.editMessage({ messageId, deliveryStatus: 'READ' }))
    const expected = [
      [0, content(1, 'a')],
      [9, content(1, 'a')],
      [10, content(2, 'b')],
      [19, content(2, 'b')],
      [20, content(3, 'c')],
      [40, content(3, 'c')],
      [-1, null],
    ] as const
    for (const [second, known] of expected) expect(await contentOf(messageId, second)).toEqual(known)
    const commands = await subgraph.commandsOf(['interactionRevisions'], async () => {
      expect(await contentOf(messageId, 0)).toEqual(content(1, 'a'))
    })
    expect(commands).toEqual(['find interactionRevisions'])
  })

  it('has texts of a message that was deleted later only for those who may audit', async () => {
    const messageId = await atSecond(0, async () =>
      idOf(await subgraph.recordMessage({ text: 'secret' }), 'message'),
    )
    await atSecond(10, () => subgraph.deleteMessage(messageId))
    expect(await contentOf(messageId, 5)).toEqual(content(1, null))
    expect(await contentOf(messageId, 5, auditor)).toEqual(content(1, 'secret'))
    expect(await contentOf(messageId, 10, auditor)).toEqual(content(2, 'secret', true))
  })

  it('has notes only for those who may read them, and nothing for other kinds and unknown ids', async () => {
    const note = await atSecond(0, async () => idOf(await subgraph.recordNote({ text: 'a note' }), 'note'))
    expect(await contentOf(note, 0)).toEqual(content(1, 'a note'))
    expect(await contentOf(note, 0, { ...auditor, scopes: ['customers:read'] })).toBeNull()
    expect(await contentOf('int_01999999-0000-7000-8000-000000000000', 0)).toBeNull()
  })
})
