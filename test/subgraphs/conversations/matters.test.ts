import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, byPhone, idOf, listOf, membersOf, type Variables } from '../../support/recordingSubgraphs.ts'
import {
  byAna,
  byCustomer,
  type ConversationsSubgraph,
  maria,
  openConversationsSubgraph,
} from './conversationsSubgraph.ts'

const order = { kind: 'ORDER', externalId: 'A-1' }
const invoice = { kind: 'INVOICE', externalId: 'A-1' }

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

let sources = 0
function newSource(): { system: string; externalId: string } {
  sources += 1
  return { system: 'crm', externalId: `m-${sources}` }
}

async function matterOf(conversationId: string): Promise<unknown> {
  const query = 'query ($id: ID!) { conversation(id: $id) { matter { kind externalId } } }'
  return membersOf((await subgraph.ask(query, { id: conversationId }))['conversation'])['matter']
}

/** The matter of what a mutation recorded, as it is stored; undefined when none was ever named. */
async function storedMatter(answer: Record<string, unknown>, thing: string): Promise<unknown> {
  expect(answer['userErrors']).toEqual([])
  const id = idOf(answer, thing)
  return (await subgraph.log()).find((each) => each.id === id)?.matter
}

function faultsOf(answer: Record<string, unknown>): unknown[] {
  return listOf(answer['userErrors'])
    .map(membersOf)
    .map(({ code, field }) => [code, listOf(field).join('.')])
}

describe('the matter of a conversation', () => {
  it('is kept when it is left out, replaced by another, and taken away by null', async () => {
    const source = newSource()
    const conversationId = await subgraph.openConversation({ source, matter: order })
    expect(await matterOf(conversationId)).toEqual(order)
    await subgraph.recordConversation({ source, labels: ['vip'] })
    expect(await matterOf(conversationId)).toEqual(order)
    await subgraph.recordConversation({ source, matter: invoice, observedAt: at(10) })
    expect(await matterOf(conversationId)).toEqual(invoice)
    await subgraph.recordConversation({ source, matter: order, observedAt: at(5) })
    expect(await matterOf(conversationId)).toEqual(invoice)
    await subgraph.recordConversation({ source, matter: null, observedAt: at(20) })
    expect(await matterOf(conversationId)).toBeNull()
  })

  it('is null without one, also in what an earlier version of Elo has stored', async () => {
    const conversationId = await subgraph.openConversation({ source: newSource() })
    await subgraph.connection
      .collection<{ _id: string }>('conversations')
      .updateOne({ _id: conversationId }, { $unset: { matter: 1 } })
    expect(await matterOf(conversationId)).toBeNull()
  })

  it('is that of its messages, notes, hand-offs and changes of status, as it was when they were recorded', async () => {
    const source = newSource()
    const conversationId = await subgraph.openConversation({ source, matter: order })
    const before = await subgraph.recordMessage({ conversationId, text: 'Where is it?' })
    await subgraph.recordConversation({ source, matter: invoice })
    const after = await subgraph.recordMessage({ conversationId, text: 'And the bill?' })
    expect(await storedMatter(before, 'message')).toEqual(order)
    expect(await storedMatter(after, 'message')).toEqual(invoice)
    const note = await subgraph.recordNote({ conversationId, text: 'Twice already' })
    const handoff = await subgraph.handOff({ conversationId, to: { team: { externalId: '1' } } })
    const change = await subgraph.changeStatus({ conversationId, to: 'RESOLVED' })
    expect(await storedMatter(note, 'note')).toEqual(invoice)
    expect(await storedMatter(handoff, 'handoff')).toEqual(invoice)
    expect(await storedMatter(change, 'statusChange')).toEqual(invoice)
  })

  it('is not that of a message or note which names another one, or none', async () => {
    const conversationId = await subgraph.openConversation({ source: newSource(), matter: order })
    for (const [matter, stored] of [
      [invoice, invoice],
      [null, undefined],
    ]) {
      const message = await subgraph.recordMessage({ conversationId, text: 'Oi', matter })
      expect(await storedMatter(message, 'message')).toEqual(stored)
      const note = await subgraph.recordNote({ conversationId, text: 'Oi', matter })
      expect(await storedMatter(note, 'note')).toEqual(stored)
    }
    expect(await matterOf(conversationId)).toEqual(order)
  })

  it('finds it', async () => {
    const customer = byPhone('11 95555-0001')
    const [named] = [
      await subgraph.openConversation({ customer, source: newSource(), matter: order }),
      await subgraph.openConversation({ customer, source: newSource(), matter: invoice }),
      await subgraph.openConversation({ customer, source: newSource() }),
    ]
    const profileIds = await subgraph.profilesOf('11 95555-0001')
    const found = await subgraph.entities(
      [{ __typename: 'Customer', profileId: profileIds[0], profileIds }],
      `... on Customer {
        conversations(filter: { matter: { kind: ORDER, externalId: "A-1" } }) { nodes { id } }
        all: conversations(filter: { matter: null }) { nodes { id } }
      }`,
    )
    expect(found).toMatchObject([
      { conversations: { nodes: [{ id: named }] }, all: { nodes: { length: 3 } } },
    ])
  })
})

describe('the matter of a message or note', () => {
  it.each([
    ['message', (input: Variables) => subgraph.recordMessage(input)],
    ['note', (input: Variables) => subgraph.recordNote(input)],
  ])(
    'of a %s is kept by a later version that leaves it out, and taken away by null',
    async (thing, record) => {
      const source = newSource()
      const version = (number: number, more: Variables) =>
        record({ text: `v${number}`, source: { ...source, version: number }, ...more })
      const first = await version(1, { matter: order })
      expect(await storedMatter(first, thing)).toEqual(order)
      expect(await storedMatter(await version(2, {}), thing)).toEqual(order)
      expect(await storedMatter(await version(3, { matter: invoice }), thing)).toEqual(invoice)
      expect(await storedMatter(await version(2, { matter: order }), thing)).toEqual(invoice)
      expect(await storedMatter(await version(4, { matter: null }), thing)).toBeUndefined()
      const id = idOf(first, thing)
      const revision = async () => (await subgraph.log()).find((each) => each.id === id)?.revision
      expect(await revision()).toBe(4)
      await version(5, { text: 'v4', matter: null })
      expect(await revision()).toBe(4)
    },
  )

  it('is part of the content of an idempotency key', async () => {
    const given = { customer: byPhone('11 95555-0002'), text: 'Oi', idempotencyKey: 'm-key', matter: order }
    const first = await subgraph.recordMessage(given)
    const again = await subgraph.recordMessage({ ...given, matter: { externalId: 'A-1', kind: 'ORDER' } })
    expect(idOf(again, 'message')).toBe(idOf(first, 'message'))
    expect(faultsOf(await subgraph.recordMessage({ ...given, matter: invoice }))).toEqual([
      ['IDEMPOTENCY_CONFLICT', 'idempotencyKey'],
    ])
  })

  it('is refused with a blank id or one that is too long, and with a kind that does not exist', async () => {
    const record = {
      conversation: (input: Variables) => subgraph.recordConversation(input),
      message: (input: Variables) => subgraph.recordMessage({ text: 'Oi', ...input }),
      note: (input: Variables) => subgraph.recordNote({ text: 'Oi', ...input }),
    }
    const longest = { kind: 'ORDER', externalId: 'x'.repeat(255) }
    for (const send of Object.values(record)) {
      const faults = async (externalId: string) =>
        faultsOf(await send({ matter: { kind: 'ORDER', externalId } }))
      expect(await faults(' ')).toEqual([['REQUIRED', 'matter.externalId']])
      expect(await faults('x'.repeat(256))).toEqual([['TOO_LONG', 'matter.externalId']])
      expect(await faults('\ud800')).toEqual([['INVALID_VALUE', 'matter.externalId']])
      expect(faultsOf(await send({ matter: longest }))).toEqual([])
      await expect(send({ matter: { kind: 'PARCEL', externalId: '1' } })).rejects.toThrow('PARCEL')
      await expect(send({ matter: { kind: 'ORDER' } })).rejects.toThrow('externalId')
    }
  })
})

describe('an AI agent', () => {
  const iris = { kind: 'AI', externalId: 'iris', name: 'Íris', model: 'm-5', version: '12', briefId: 'brf_1' }
  const { externalId: _externalId, ...rest } = iris
  const stored = { ...rest, id: 'iris' }
  const shown = 'kind externalId name model version briefId'

  it('is stored and shown with its model, version and brief, wherever an actor is given', async () => {
    const message = await subgraph.recordMessage({ actor: iris, text: 'Oi' })
    const messageId = idOf(message, 'message')
    await subgraph.editMessage({ messageId, text: 'Olá', editedBy: iris, editedAt: at(1) })
    await subgraph.mutate('reactToMessage', 'message { id }', {
      message: { id: messageId },
      actor: iris,
      emoji: '👍',
    })
    const [entity] = await subgraph.entities(
      [{ __typename: 'Message', id: messageId }],
      `... on Message { reactions { actor { ${shown} } } revisions { nodes { editedBy { ${shown} } } } }`,
    )
    expect(entity).toEqual({
      reactions: [{ actor: iris }],
      revisions: { nodes: [{ editedBy: null }, { editedBy: iris }] },
    })
    const note = await subgraph.recordNote({ actor: iris, text: 'Oi' })
    const conversationId = await subgraph.openConversation({ source: newSource() })
    const handoff = await subgraph.handOff({ conversationId, to: { bot: null }, actor: iris })
    const change = await subgraph.changeStatus({ conversationId, to: 'PENDING', actor: iris })
    const log = await subgraph.log()
    for (const id of [messageId, idOf(note, 'note'), idOf(handoff, 'handoff'), idOf(change, 'statusChange')])
      expect(log.find((each) => each.id === id)?.actor).toEqual(stored)
  })

  it('needs none of them, and is stored as before then', async () => {
    const message = await subgraph.recordMessage({ actor: { kind: 'AI', externalId: 'iris' }, text: 'Oi' })
    const id = idOf(message, 'message')
    const { actor } = (await subgraph.log()).find((each) => each.id === id) ?? {}
    expect(actor).toEqual({ kind: 'AI', id: 'iris', name: null })
  })

  it('is replaced as a whole by the actor of a later version', async () => {
    const source = newSource()
    const record = (version: number, actor: Variables | undefined) =>
      subgraph.recordMessage({ text: `v${version}`, actor, source: { ...source, version } })
    const id = idOf(await record(1, iris), 'message')
    const stale = async () => (await subgraph.log()).find((each) => each.id === id)?.actor
    await record(2, { kind: 'AI', externalId: 'iris', model: 'm-6' })
    expect(await stale()).toEqual({ kind: 'AI', id: 'iris', name: null, model: 'm-6' })
  })

  it('alone has a model, version and brief, of bounded length', async () => {
    const faults = async (actor: Variables) => faultsOf(await subgraph.recordMessage({ actor, text: 'Oi' }))
    for (const member of ['model', 'version', 'briefId']) {
      for (const actor of [byCustomer, byAna, { kind: 'AUTOMATION' }, { kind: 'SYSTEM' }]) {
        expect(await faults({ ...actor, [member]: 'x' })).toEqual([['INVALID_VALUE', `actor.${member}`]])
        expect(await faults({ ...actor, [member]: null })).toEqual([])
      }
      expect(await faults({ kind: 'AI', [member]: ' ' })).toEqual([['REQUIRED', `actor.${member}`]])
      expect(await faults({ kind: 'AI', [member]: 'x'.repeat(256) })).toEqual([
        ['TOO_LONG', `actor.${member}`],
      ])
      expect(await faults({ kind: 'AI', [member]: 'x'.repeat(255) })).toEqual([])
    }
    const messageId = idOf(await subgraph.recordMessage({ customer: maria, text: 'Oi' }), 'message')
    const given = { ...byAna, model: 'm-5' }
    expect(faultsOf(await subgraph.editMessage({ messageId, text: 'Olá', editedBy: given }))).toEqual([
      ['INVALID_VALUE', 'editedBy.model'],
    ])
    const reaction = { message: { id: messageId }, actor: given, emoji: '👍' }
    expect(faultsOf(await subgraph.mutate('reactToMessage', 'message { id }', reaction))).toEqual([
      ['INVALID_VALUE', 'actor.model'],
    ])
  })
})
