import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interactionModel } from '../../interactions/log/interactionModel.ts'
import { fingerprint } from '../../platform/lang/canonicalJson.ts'
import { createConversationsSubgraph } from '../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../subgraphs/feedback/subgraph.ts'
import {
  anInteractionId,
  byPhone,
  idOf,
  openSubgraph,
  type SubgraphUnderTest,
} from '../support/recordingSubgraphs.ts'

let conversations: SubgraphUnderTest
let feedback: SubgraphUnderTest

beforeAll(async () => {
  conversations = await openSubgraph(createConversationsSubgraph)
  feedback = await openSubgraph(createFeedbackSubgraph)
})
afterAll(() => Promise.all([conversations.stop(), feedback.stop()]))

const phone = { type: 'PHONE', value: '11 98765-4321' }
const storedPhone = { ...phone, verified: false }

async function fingerprintOf({ connection }: SubgraphUnderTest, id: string): Promise<unknown> {
  return (await interactionModel(connection).findById(id).lean())?.fingerprint
}

describe('the fingerprint of a content', () => {
  it('has the names of the first version for actors', async () => {
    const message = {
      customer: { identifiers: [phone] },
      channel: 'WHATSAPP',
      actor: { kind: 'HUMAN', externalId: '3', name: null },
      text: 'Oi',
    }
    const id = idOf(await conversations.mutate('recordMessage', 'message { id }', message), 'message')
    expect(await fingerprintOf(conversations, id)).toBe(
      fingerprint([
        'MESSAGE',
        {
          customer: { identifiers: [storedPhone] },
          channel: 'WHATSAPP',
          actor: { kind: 'HUMAN', id: '3', name: null },
          text: 'Oi',
          deleted: false,
        },
      ]),
    )
  })

  it('has the names of the first version for the parts of a hand-off', async () => {
    const opened = { customer: byPhone(phone.value), channel: 'WHATSAPP' }
    const conversationId = idOf(
      await conversations.mutate('recordConversation', 'conversation { id }', opened),
      'conversation',
    )
    const handOff = {
      conversationId,
      from: { bot: { externalId: '1' } },
      to: { bot: null, person: { externalId: '3', name: 'Ana' } },
    }
    const id = idOf(await conversations.mutate('handOffConversation', 'handoff { id }', handOff), 'handoff')
    expect(await fingerprintOf(conversations, id)).toBe(
      fingerprint([
        'HANDOFF',
        { conversationId, from: { bot: { id: '1' } }, to: { bot: null, person: { id: '3', name: 'Ana' } } },
      ]),
    )
  })

  it('has the names of the first version for the agent of a rating', async () => {
    const rating = {
      customer: { identifiers: [phone] },
      metric: 'CSAT',
      rating: 5,
      agent: { kind: 'AI', externalId: '1' },
    }
    const id = idOf(await feedback.mutate('recordFeedback', 'feedback { id }', rating), 'feedback')
    expect(await fingerprintOf(feedback, id)).toBe(
      fingerprint([
        'FEEDBACK',
        {
          customer: { identifiers: [storedPhone] },
          metric: 'CSAT',
          rating: 5,
          agent: { kind: 'AI', id: '1' },
        },
      ]),
    )
  })

  it('finds a retry of what the first version recorded with a single identifier', async () => {
    const message = {
      customer: { identifiers: [phone] },
      channel: 'WHATSAPP',
      actor: { kind: 'CUSTOMER' },
      text: 'Oi',
      idempotencyKey: 'recorded by the first version',
    }
    const record = (text: string) =>
      conversations.mutate('recordMessage', 'message { id }', { ...message, text })
    const id = idOf(await record('Oi'), 'message')
    const { idempotencyKey: _key, ...content } = message
    const first = { ...content, customer: { identifier: storedPhone }, deleted: false }
    await interactionModel(conversations.connection).updateOne(
      { _id: id },
      { $set: { fingerprint: fingerprint(['MESSAGE', first]) } },
    )
    expect(await record('Oi')).toEqual({ message: { id }, userErrors: [] })
    expect(await record('Olá')).toMatchObject({ userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }] })
    expect(id).toEqual(anInteractionId)
  })
})
