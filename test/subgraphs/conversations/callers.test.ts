import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import {
  anInteractionId,
  at,
  byPhone,
  idOf,
  intake,
  otherClient,
  type Variables,
} from '../../support/recordingSubgraphs.ts'
import {
  byAna,
  byCustomer,
  type ConversationsSubgraph,
  maria,
  openConversationsSubgraph,
} from './conversationsSubgraph.ts'

const bruno = byPhone('11 91234-5678')
let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const recorders: [string, string, (input: Variables) => Promise<Variables>][] = [
  [
    'recordMessage',
    'message',
    async (input) => ({ customer: maria, channel: 'WHATSAPP', actor: byCustomer, text: 'Oi', ...input }),
  ],
  ['recordNote', 'note', async (input) => ({ customer: maria, actor: byAna, text: 'VIP', ...input })],
  [
    'recordConversation',
    'conversation',
    async (input) => ({ customer: maria, channel: 'WHATSAPP', ...input }),
  ],
  [
    'handOffConversation',
    'handoff',
    async (input) => ({
      conversationId: await subgraph.openConversation(),
      to: { person: { externalId: '3' } },
      ...input,
    }),
  ],
  [
    'changeConversationStatus',
    'statusChange',
    async (input) => ({ conversationId: await subgraph.openConversation(), to: 'RESOLVED', ...input }),
  ],
]

describe.each(recorders)('%s', (mutation, thing, inputOf) => {
  const record = (input: Variables, principal: Principal = demoPrincipal) =>
    subgraph.mutate(mutation, `${thing} { id }`, input, principal)

  it('keeps keys and sources of different callers apart', async () => {
    const input = await inputOf({
      idempotencyKey: randomUUID(),
      source: { system: 'crm', externalId: randomUUID(), version: 1 },
    })
    const [own, others] = [await record(input), await record(input, otherClient)]
    expect(own).toMatchObject({ userErrors: [] })
    expect(others).toMatchObject({ userErrors: [] })
    expect(idOf(others, thing)).not.toBe(idOf(own, thing))
    expect(await record(input)).toEqual(own)
    expect(await record(input, otherClient)).toEqual(others)
  })

  it('does not let a caller amend the record of another caller from the same source', async () => {
    const externalId = randomUUID()
    const input = await inputOf({ source: { system: 'crm', externalId, version: 1 } })
    const own = await record(input)
    const before = await subgraph.connection
      .collection('interactions')
      .find({ revision: { $gt: 1 } })
      .toArray()
    const later = { ...input, source: { system: 'crm', externalId, version: Number.MAX_SAFE_INTEGER } }
    await record(
      { ...later, ...(thing === 'message' || thing === 'note' ? { text: 'taken over' } : {}) },
      otherClient,
    )
    const after = await subgraph.connection
      .collection('interactions')
      .find({ revision: { $gt: 1 } })
      .toArray()
    expect(after).toEqual(before)
    expect(await record(input)).toEqual(own)
  })

  it.each(['chatwoot', ' Chatwoot\n', 'CHATWOOT', 'ｃｈａｔｗｏｏｔ'])(
    'lets only the intake record what comes from %j',
    async (system) => {
      const input = await inputOf({ source: { system, externalId: randomUUID() } })
      for (const principal of [demoPrincipal, otherClient])
        expect(await record(input, principal)).toEqual({
          [thing]: null,
          userErrors: [
            {
              code: 'INVALID_VALUE',
              field: ['source', 'system'],
              message:
                'source.system: expected the name of your own system, got "chatwoot", which is reserved for what Chatwoot delivers',
            },
          ],
        })
      expect(await record(input, intake)).toMatchObject({ userErrors: [] })
    },
  )
})

describe('a key that was used with another content', () => {
  it('is a conflict that names the record of the caller itself', async () => {
    const idempotencyKey = randomUUID()
    const first = await subgraph.recordMessage({ text: 'one', idempotencyKey })
    expect(await subgraph.recordMessage({ text: 'two', idempotencyKey })).toEqual({
      message: null,
      userErrors: [
        {
          code: 'IDEMPOTENCY_CONFLICT',
          field: ['idempotencyKey'],
          message: `idempotencyKey: this idempotency key was used before with another content, for ${idOf(first, 'message')}; expected the same content`,
        },
      ],
    })
  })
})

const ofAnother = {
  code: 'CONFLICT',
  field: ['conversationId'],
  message: 'conversationId: expected a conversation of this customer, got one of another customer',
}

describe('a conversation of another customer', () => {
  it('takes no message and no note, and shows no activity', async () => {
    const conversationId = await subgraph.openConversation({ customer: bruno, createdAt: at(-60) })
    const before = await subgraph.conversation(conversationId)
    const count = (await subgraph.log()).length
    expect(await subgraph.recordMessage({ conversationId, text: 'Oi' })).toEqual({
      message: null,
      userErrors: [ofAnother],
    })
    expect(await subgraph.recordNote({ conversationId, text: 'Oi' })).toEqual({
      note: null,
      userErrors: [ofAnother],
    })
    expect(await subgraph.conversation(conversationId)).toEqual(before)
    expect(await subgraph.log()).toHaveLength(count)
  })

  it('takes them from the intake, which repeats records of the connected system', async () => {
    const conversationId = await subgraph.openConversation({ customer: bruno })
    const input = { customer: maria, channel: 'WHATSAPP', actor: byCustomer, text: 'Oi', conversationId }
    const { message, userErrors } = await subgraph.mutate('recordMessage', 'message { id }', input, intake)
    expect(userErrors).toEqual([])
    expect(message).not.toBeNull()
  })

  it('takes them when the other profile is merged into the same customer', async () => {
    const [ana, email] = [byPhone('11 97777-0001'), { type: 'EMAIL', value: 'ana@example.com' }]
    const conversationId = await subgraph.openConversation({ customer: ana })
    await subgraph.recordMessage({ customer: { identifiers: [email] }, text: 'before', channel: 'EMAIL' })
    const merged = { identifiers: [{ type: 'PHONE', value: '11 97777-0001' }, email] }
    await subgraph.recordMessage({ customer: merged, text: 'we are one', channel: 'EMAIL' })
    const said = await subgraph.recordMessage({
      customer: { identifiers: [email] },
      conversationId,
      text: 'after',
    })
    expect(said).toMatchObject({ message: { id: anInteractionId, text: 'after' }, userErrors: [] })
    expect(await subgraph.profilesOf('11 97777-0001')).toHaveLength(2)
  })

  it('gets no message by a later version that names it', async () => {
    const source = { system: 'crm', externalId: randomUUID() }
    const [own, brunos] = [
      await subgraph.openConversation(),
      await subgraph.openConversation({ customer: bruno }),
    ]
    const first = await subgraph.recordMessage({
      conversationId: own,
      text: 'a',
      source: { ...source, version: 1 },
    })
    const moved = { customer: bruno, conversationId: brunos, text: 'b', source: { ...source, version: 2 } }
    expect(await subgraph.recordMessage(moved)).toEqual({
      message: null,
      userErrors: [
        {
          code: 'CONFLICT',
          field: ['customer'],
          message: 'customer: expected the customer for whom this was recorded first, got another one',
        },
      ],
    })
    expect(await subgraph.message(idOf(first, 'message'))).toMatchObject({ text: 'a' })
  })

  it('gets no hand-off and no change of status by a later version that names it', async () => {
    const [own, brunos] = [
      await subgraph.openConversation(),
      await subgraph.openConversation({ customer: bruno }),
    ]
    const before = await subgraph.conversation(brunos)
    const elsewhere = {
      code: 'CONFLICT',
      field: ['conversationId'],
      message: 'conversationId: expected the conversation in which this was recorded first, got another one',
    }
    const handOff = {
      to: { person: { externalId: '3' } },
      source: { system: 'crm', externalId: randomUUID(), version: 1 },
    }
    await subgraph.handOff({ ...handOff, conversationId: own })
    const movedHandOff = { ...handOff, conversationId: brunos, source: { ...handOff.source, version: 2 } }
    expect(await subgraph.handOff(movedHandOff)).toEqual({
      handoff: null,
      conversation: null,
      userErrors: [elsewhere],
    })
    const change = { to: 'RESOLVED', source: { system: 'crm', externalId: randomUUID(), version: 1 } }
    await subgraph.changeStatus({ ...change, conversationId: own })
    const movedChange = { ...change, conversationId: brunos, source: { ...change.source, version: 2 } }
    expect(await subgraph.changeStatus(movedChange)).toEqual({
      statusChange: null,
      conversation: null,
      userErrors: [elsewhere],
    })
    expect(await subgraph.conversation(brunos)).toEqual(before)
  })

  it('is distinguished from a conversation that does not exist', async () => {
    const conversationId = newId('cnv')
    expect(await subgraph.recordMessage({ conversationId, text: 'a' })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: ['conversationId'] }],
    })
  })
})
