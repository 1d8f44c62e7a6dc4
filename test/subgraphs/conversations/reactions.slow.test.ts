import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import {
  at,
  auditor,
  idOf,
  listOf,
  membersOf,
  now,
  otherClient,
  partner,
  type Variables,
} from '../../support/recordingSubgraphs.ts'
import {
  byAna,
  byCustomer,
  type ConversationsSubgraph,
  openConversationsSubgraph,
} from './conversationsSubgraph.ts'

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const maria = { kind: 'CUSTOMER', externalId: null, name: 'Maria' }
const reactionFields = 'reactions { emoji reactedAt actor { kind externalId name } }'

async function recordedMessage(input: Variables = {}): Promise<string> {
  return idOf(await subgraph.recordMessage({ text: 'a', ...input }), 'message')
}

/** React to a message by its id, or to what `message` in the input names. */
function react(id: string | null, input: Variables, principal?: Principal) {
  const given = { message: { id }, actor: byCustomer, ...input }
  return subgraph.mutate('reactToMessage', `message { id text ${reactionFields} }`, given, principal)
}

async function reactionsOf(id: string, principal: Principal = demoPrincipal): Promise<unknown[]> {
  const [entity] = await subgraph.entities(
    [{ __typename: 'Message', id }],
    `... on Message { ${reactionFields} }`,
    principal,
  )
  return listOf(membersOf(entity)['reactions'])
}

async function revisionOf(id: string): Promise<number | undefined> {
  return (await subgraph.log()).find((interaction) => interaction.id === id)?.revision
}

describe('reactToMessage', () => {
  it('amends the message, and is no interaction of its own', async () => {
    const id = await recordedMessage()
    const before = await subgraph.log()
    const reaction = { emoji: '👍', actor: maria, reactedAt: at(-9) }
    expect(await react(id, { emoji: '👍', occurredAt: at(-9) })).toEqual({
      message: { id, text: 'a', reactions: [reaction] },
      userErrors: [],
    })
    expect(await reactionsOf(id, partner)).toEqual([reaction])
    expect(await subgraph.log()).toHaveLength(before.length)
    expect(await revisionOf(id)).toBe(2)
  })

  it('keeps one reaction for each actor, oldest first', async () => {
    const id = await recordedMessage()
    await react(id, { emoji: '👍', occurredAt: at(-9) })
    await react(id, { emoji: '❤️', actor: byAna, occurredAt: at(-8) })
    await react(id, { emoji: '😮', occurredAt: at(-7) })
    await react(id, { emoji: '🙏', actor: { ...byAna, name: 'Ana Lima' }, occurredAt: at(-6) })
    expect(await reactionsOf(id)).toEqual([
      { emoji: '😮', actor: maria, reactedAt: at(-7) },
      { emoji: '🙏', actor: { ...byAna, name: 'Ana Lima' }, reactedAt: at(-6) },
    ])
  })

  it('takes a reaction back with null, with an empty text, and without an emoji', async () => {
    const id = await recordedMessage()
    for (const nothing of [{ emoji: null }, { emoji: '' }, {}]) {
      await react(id, { emoji: '👍' })
      expect(await reactionsOf(id)).toMatchObject([{ emoji: '👍' }])
      expect(await react(id, nothing)).toMatchObject({ message: { reactions: [] }, userErrors: [] })
    }
  })

  it('changes nothing by a repeat, by a reaction older than the present one, and by taking back what is not there', async () => {
    const id = await recordedMessage()
    await react(id, { emoji: null })
    expect(await revisionOf(id)).toBe(1)
    await react(id, { emoji: '👍' })
    await react(id, { emoji: '👍' })
    await react(id, { emoji: '😮', occurredAt: at(-1) })
    await react(id, { emoji: null, occurredAt: at(-1) })
    expect(await revisionOf(id)).toBe(2)
    expect(await reactionsOf(id)).toEqual([{ emoji: '👍', actor: maria, reactedAt: at(0) }])
  })

  it('does not bring back what was taken back, when an older reaction comes late', async () => {
    const id = await recordedMessage()
    await react(id, { emoji: '', occurredAt: at(-5) })
    await react(id, { emoji: '👍', occurredAt: at(-9) })
    expect(await reactionsOf(id)).toEqual([])
  })

  it('gives the same result in every order and for any number of repeats', async () => {
    const reaction = fc.record({
      actor: fc.constantFrom(byCustomer, byAna, { kind: 'AI', externalId: '3' }),
      emoji: fc.constantFrom('👍', '❤️', null),
      occurredAt: fc.integer({ min: -4, max: 0 }).map(at),
    })
    const sequences = fc
      .array(reaction, { minLength: 1, maxLength: 6 })
      .chain((reactions) =>
        fc.tuple(
          fc.constant(reactions),
          fc.shuffledSubarray([...reactions, ...reactions], { minLength: 2 * reactions.length }),
        ),
      )
    await fc.assert(
      fc.asyncProperty(sequences, async ([reactions, shuffled]) => {
        const [one, other] = [await recordedMessage(), await recordedMessage()]
        for (const each of reactions) await react(one, each)
        for (const each of shuffled) await react(other, each)
        expect(await reactionsOf(other)).toEqual(await reactionsOf(one))
      }),
      { numRuns: 25 },
    )
  })

  it('finds the message by its source, for the caller that recorded it', async () => {
    const source = { system: 'crm', externalId: 'wamid.1' }
    const id = await recordedMessage({ source: { ...source, version: 1 } })
    expect(await react(null, { message: { source }, emoji: '👍' })).toMatchObject({ message: { id } })
    const missing = {
      message: null,
      userErrors: [
        {
          code: 'NOT_FOUND',
          field: ['message', 'source'],
          message: 'message.source: there is no MESSAGE from crm wamid.1',
        },
      ],
    }
    expect(await react(null, { message: { source }, emoji: '👍' }, otherClient)).toEqual(missing)
  })

  it('refuses a message that is not there, a note, and a reference that is none', async () => {
    const note = idOf(await subgraph.recordNote({ text: 'a' }), 'note')
    for (const id of [newId('int'), note]) {
      expect(await react(id, { emoji: '👍' })).toMatchObject({
        message: null,
        userErrors: [{ code: 'NOT_FOUND', field: ['message'] }],
      })
    }
    expect(await react('cnv_1', { emoji: '👍' })).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['message', 'id'] }],
    })
    expect(await react(null, { emoji: '👍' })).toMatchObject({
      userErrors: [
        {
          code: 'REQUIRED',
          field: ['message'],
          message: 'message: expected exactly one of id and source, got neither',
        },
      ],
    })
  })

  it('accepts every emoji, and refuses other texts', async () => {
    const id = await recordedMessage()
    for (const emoji of ['❤', '❤️', '👍🏽', '👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇧🇷', '1️⃣', '‼️', '🫩', ' 🙏 '])
      expect(await react(id, { emoji })).toMatchObject({ message: { reactions: [{ emoji: emoji.trim() }] } })
    for (const emoji of ['ok', 'a', '1', '👍👍', '👍 ok', '\u{200d}', '\u{fe0f}'])
      expect(await react(id, { emoji })).toMatchObject({
        message: null,
        userErrors: [{ code: 'INVALID_VALUE', field: ['emoji'] }],
      })
    expect(await react(id, { emoji: `👍${'\u{301}'.repeat(99)}` })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', field: ['emoji'] }],
    })
    expect(await react(id, { emoji: '\ud83d' })).toMatchObject({
      userErrors: [
        { code: 'INVALID_VALUE', field: ['emoji'] },
        { code: 'INVALID_VALUE', field: ['emoji'] },
      ],
    })
    expect(await react(id, { emoji: '👍', occurredAt: at(100_000_000) })).toMatchObject({
      userErrors: [{ code: 'INVALID_VALUE', field: ['occurredAt'] }],
    })
  })

  it('shows no reactions of a deleted message but to auditors, and accepts none', async () => {
    const id = await recordedMessage()
    await react(id, { emoji: '👍' })
    await subgraph.deleteMessage(id)
    expect(await reactionsOf(id)).toEqual([])
    expect(await reactionsOf(id, auditor)).toMatchObject([{ emoji: '👍' }])
    expect(await react(id, { emoji: '❤️' })).toMatchObject({
      message: null,
      userErrors: [{ code: 'CONFLICT', field: ['message'] }],
    })
  })

  it('keeps the reactions when the message is edited or recorded in a later version', async () => {
    const source = { system: 'crm', externalId: 'kept' }
    const id = await recordedMessage({ source: { ...source, version: 1 } })
    await react(id, { emoji: '👍' })
    await subgraph.editMessage({ messageId: id, text: 'b' })
    await recordedMessage({ text: 'c', source: { ...source, version: 2 } })
    expect(await reactionsOf(id)).toMatchObject([{ emoji: '👍' }])
  })

  it('loses none when many actors react at once, of at most 100', async () => {
    const id = await recordedMessage()
    const actors = Array.from({ length: 100 }, (_, index) => ({
      kind: 'CUSTOMER',
      externalId: String(index),
    }))
    await Promise.all(actors.slice(0, 12).map((actor) => react(id, { actor, emoji: '👍' })))
    for (const actor of actors.slice(12)) await react(id, { actor, emoji: '👍' })
    expect(await reactionsOf(id)).toHaveLength(100)
    expect(await react(id, { actor: byAna, emoji: '👍' })).toMatchObject({
      message: null,
      userErrors: [{ code: 'TOO_LONG', field: ['message'] }],
    })
    expect(await react(id, { actor: actors[0], emoji: '❤️' })).toMatchObject({ userErrors: [] })
    await react(id, { actor: actors[1], emoji: null })
    expect(await react(id, { actor: byAna, emoji: '👍' })).toMatchObject({ userErrors: [] })
  })

  it('makes the change once for an idempotency key', async () => {
    const id = await recordedMessage()
    const given = { emoji: '👍', idempotencyKey: 'r 1' }
    await react(id, given)
    await react(id, { emoji: null })
    expect(await react(id, given)).toMatchObject({ message: { reactions: [] }, userErrors: [] })
    expect(await react(id, { ...given, emoji: '❤️' })).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
    })
    expect(await subgraph.editMessage({ messageId: id, text: 'b', idempotencyKey: 'r 1' })).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
    })
  })

  it('counts a reaction without a time after all that were recorded before', async () => {
    const id = await recordedMessage()
    await react(id, { emoji: '👍', occurredAt: at(200) })
    await react(id, { emoji: '❤️' })
    expect(await reactionsOf(id)).toEqual([
      { emoji: '❤️', actor: maria, reactedAt: new Date(now.getTime() + 200_001).toISOString() },
    ])
  })
})
