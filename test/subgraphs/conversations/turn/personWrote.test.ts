import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createInteractionEraser } from '../../../../interactions/erasure/interactionEraser.ts'
import { systemClock } from '../../../../platform/process/clock.ts'
import { createConversationErasureStore } from '../../../../subgraphs/conversations/erasure/conversationErasureStore.ts'
import { erasedBody } from '../../../../subgraphs/conversations/erasure/erasedBody.ts'
import { intake, membersOf } from '../../../support/recordingSubgraphs.ts'
import { limitedTo } from './limitedTo.ts'
import { ana, atlas, bruno, nova, openTurns, type TurnsUnderTest } from './turnsUnderTest.ts'

let elo: TurnsUnderTest
let conversationId: string
let customer: { id: string }

beforeAll(async () => {
  elo = await openTurns()
})
beforeEach(async () => {
  const value = `11 9${Math.floor(10_000_000 + Math.random() * 89_999_999)}`
  conversationId = await elo.openConversation({ customer: { identifiers: [{ type: 'PHONE', value }] } })
  customer = { id: (await elo.profilesOf(value))[0] ?? '' }
})
afterAll(() => elo.stop())

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString()
const minutes = (ms: number | null) => Math.ceil((ms ?? 0) / 60_000)
const handOff = (to: object, input: object = {}) =>
  elo.handOff({ conversationId, actor: { kind: 'SYSTEM' }, to, ...input })

describe('a message of a person', () => {
  it('ends the turn of a bot, which gets none for 30 minutes', async () => {
    await elo.take({ conversationId })
    await elo.say(conversationId, ana, { customer })

    expect(await elo.mayReply(conversationId, 1)).toBe(false)
    const refused = await elo.take({ conversationId })
    expect(refused).toMatchObject({ turn: null, heldBy: ana })
    expect(minutes(refused.retryAfterMs)).toBe(30)
    expect(await elo.turnOf(conversationId)).toMatchObject({ token: 2, heldBy: ana })
  })

  it('is counted from the last one', async () => {
    await elo.say(conversationId, ana, { customer })
    await elo.pass(20 * 60)
    await elo.say(conversationId, bruno, { customer })
    await elo.pass(20 * 60)
    const refused = await elo.take({ conversationId })
    expect([refused.heldBy, minutes(refused.retryAfterMs)]).toEqual([bruno, 10])
    await elo.pass(10 * 60)
    expect((await elo.take({ conversationId })).turn).toMatchObject({ heldBy: atlas })
  })

  it('ends a turn that was taken for the whole customer', async () => {
    const { turn } = await elo.take({ customerId: customer.id })
    await elo.say(conversationId, ana, { customer })
    expect(await elo.mayReply(conversationId, turn?.['token'])).toBe(false)
    expect(await elo.take({ customerId: customer.id })).toMatchObject({ turn: null, heldBy: ana })
  })

  it('ends it also when the message opens the conversation', async () => {
    await elo.take({ customerId: customer.id })
    await elo.recordMessage({ customer, actor: ana, channel: 'EMAIL', text: 'Bom dia' })
    expect(await elo.take({ customerId: customer.id })).toMatchObject({ turn: null, heldBy: ana })
  })

  it('does not end a turn that was taken after it, and makes bots silent after that turn', async () => {
    const { turn } = await elo.take({ conversationId })
    await elo.say(conversationId, ana, { customer, occurredAt: ago(600) })
    expect(await elo.mayReply(conversationId, 1)).toBe(true)

    await elo.release({ turnId: turn?.['turnId'], token: 1 })
    const refused = await elo.take({ conversationId })
    expect([refused.heldBy, minutes(refused.retryAfterMs)]).toEqual([ana, 20])
  })

  it('ends the turn when its source says only the second', async () => {
    await elo.take({ conversationId })
    const second = new Date(Math.floor(Date.now() / 1_000) * 1_000).toISOString()
    await elo.say(conversationId, ana, { customer, occurredAt: second })
    expect(await elo.mayReply(conversationId, 1)).toBe(false)
  })

  it('has no effect when it is recorded again', async () => {
    const message = { conversationId, customer, actor: ana, text: 'Oi', idempotencyKey: conversationId }
    await elo.recordMessage(message)
    const held = membersOf(await elo.turnOf(conversationId))
    await elo.release({ turnId: held['turnId'], token: held['token'] })
    await elo.take({ conversationId })
    await elo.recordMessage(message)
    expect(await elo.turnOf(conversationId)).toMatchObject({ heldBy: atlas })
  })

  it.each([
    ['of the customer', { actor: { kind: 'CUSTOMER' } }],
    ['of a system', { actor: { kind: 'SYSTEM' } }],
  ])('is heard, but one %s is not', async (_who, { actor }) => {
    await elo.take({ conversationId })
    await elo.say(conversationId, actor, { customer })
    expect(await elo.mayReply(conversationId, 1)).toBe(true)
  })

  it('is heard, but a note is not', async () => {
    await elo.take({ conversationId })
    await elo.recordNote({ conversationId, customer, actor: ana, text: 'Cliente antigo' })
    expect(await elo.mayReply(conversationId, 1)).toBe(true)
  })
})

describe('handOffConversation', () => {
  it.each([
    ['a person', { person: { externalId: '3', name: 'Ana' } }, ana],
    [
      'a department',
      { team: { externalId: '7', name: 'Vendas' } },
      { kind: 'HUMAN', externalId: null, name: 'Vendas' },
    ],
  ])('gives the turn to %s', async (_what, to, holder) => {
    await elo.take({ conversationId })
    await handOff(to)
    expect(await elo.mayReply(conversationId, 1)).toBe(false)
    expect(await elo.take({ conversationId })).toMatchObject({ turn: null, heldBy: holder })
  })

  it('lets a bot take it that gets the conversation, after a person and after another bot', async () => {
    await elo.say(conversationId, ana, { customer })
    await handOff({ bot: { externalId: 'nova', name: 'Nova' } })
    expect((await elo.take({ conversationId, agent: nova })).turn).toMatchObject({ heldBy: nova })
    // It keeps a turn that it has.
    await handOff({ bot: { externalId: 'nova', name: 'Nova' } })
    expect(await elo.turnOf(conversationId)).toMatchObject({ heldBy: nova })
    await handOff({ bot: { externalId: 'atlas', name: 'Atlas' } })
    expect((await elo.take({ conversationId })).turn).toMatchObject({ heldBy: atlas })
  })
})

describe('Message.outOfTurn', () => {
  const heldByAtlas = { heldBy: atlas, token: 1 }

  it('is null for a bot that has the turn, with its token or by its name', async () => {
    await elo.take({ conversationId })
    expect(await elo.say(conversationId, atlas, { customer, turnToken: 1 })).toMatchObject({
      outOfTurn: null,
    })
    expect(await elo.say(conversationId, atlas, { customer })).toMatchObject({ outOfTurn: null })
  })

  it('says who had the turn when a bot sent a message without it', async () => {
    await elo.take({ conversationId })
    const spoken = [
      await elo.say(conversationId, nova, { customer }),
      await elo.say(conversationId, nova, { customer, turnToken: 7 }),
      await elo.say(conversationId, atlas, { customer, turnToken: 7 }),
    ]
    expect(spoken.map(({ outOfTurn }) => outOfTurn)).toEqual([heldByAtlas, heldByAtlas, heldByAtlas])
  })

  it('names the person after a message of a person', async () => {
    await elo.take({ conversationId })
    await elo.say(conversationId, ana, { customer })
    expect(await elo.say(conversationId, atlas, { customer, turnToken: 1 })).toMatchObject({
      outOfTurn: { heldBy: ana, token: 2 },
    })
  })

  it('is null when nobody had the turn, and for people and customers', async () => {
    expect(await elo.say(conversationId, nova, { customer })).toMatchObject({ outOfTurn: null })
    await elo.take({ conversationId })
    expect(await elo.say(conversationId, { kind: 'CUSTOMER' }, { customer })).toMatchObject({
      outOfTurn: null,
    })
    expect(await elo.say(conversationId, ana, { customer })).toMatchObject({ outOfTurn: null })
  })

  it('is about the time when the message was sent, also when it is recorded after the turn', async () => {
    await elo.take({ conversationId })
    await elo.pass(30)
    await elo.say(conversationId, ana, { customer })
    expect(
      await elo.say(conversationId, atlas, { customer, turnToken: 1, occurredAt: ago(10) }),
    ).toMatchObject({ outOfTurn: null })
    expect(await elo.say(conversationId, nova, { customer, occurredAt: ago(10) })).toMatchObject({
      outOfTurn: heldByAtlas,
    })
    expect(await elo.say(conversationId, nova, { customer, occurredAt: ago(3_600) })).toMatchObject({
      outOfTurn: null,
    })
  })

  it('stays when the message is edited, deleted and recorded in a later version', async () => {
    await elo.take({ conversationId })
    const source = { system: 'crm', externalId: conversationId, version: 1 }
    const { id } = await elo.say(conversationId, nova, { customer, source })
    await elo.say(conversationId, nova, {
      customer,
      source: { ...source, version: 2 },
      text: 'Outra',
      turnToken: 1,
    })
    await elo.editMessage({ messageId: id, text: 'Mais uma' })
    await elo.deleteMessage(id)
    const [message] = await elo.entities(
      [{ __typename: 'Message', id }],
      '... on Message { deleted outOfTurn { heldBy { externalId } } }',
    )
    expect(message).toEqual({ deleted: true, outOfTurn: { heldBy: { externalId: 'atlas' } } })
  })

  it('is no part of what a retry repeats', async () => {
    const message = { conversationId, customer, actor: atlas, text: 'Oi', idempotencyKey: conversationId }
    await elo.recordMessage({ ...message, turnToken: 1 })
    expect(await elo.recordMessage({ ...message, turnToken: 2 })).toMatchObject({ userErrors: [] })
  })
})

describe('a caller with some departments', () => {
  it('finds no turn of a conversation that it may not see', async () => {
    await handOff({ team: { externalId: '7', name: 'Vendas' } })
    const { turnId, token } = membersOf(await elo.turnOf(conversationId))
    const support = limitedTo('Suporte')

    expect((await elo.take({ conversationId }, support)).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['conversationId'] },
    ])
    for (const answer of [
      await elo.renew({ turnId, token }, support),
      await elo.release({ turnId, token }, support),
    ])
      expect(answer.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['turnId'] }])
    await expect(elo.mayReply(conversationId, token, support)).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    })
    expect((await elo.take({ conversationId }, limitedTo('Vendas'))).heldBy).toMatchObject({ name: 'Vendas' })
  })
})

describe('an erasure', () => {
  it('leaves no turn of the customer, and no name in outOfTurn', async () => {
    await elo.take({ conversationId })
    const { id } = await elo.say(conversationId, nova, { customer })
    const { connection } = elo
    const kinds = ['MESSAGE'] as const
    await createConversationErasureStore(connection).erase([customer.id], systemClock())
    await createInteractionEraser({ connection, clock: systemClock, kinds, eraseBody: erasedBody }).erase([
      customer.id,
    ])

    expect(await elo.connection.collection('turns').findOne({ profileIds: customer.id })).toBeNull()
    const [message] = await elo.entities(
      [{ __typename: 'Message', id }],
      '... on Message { outOfTurn { token } }',
    )
    expect(message).toEqual({ outOfTurn: null })
  })
})

describe('the intake', () => {
  it('ends the turn of a bot of another caller', async () => {
    await elo.take({ conversationId })
    await elo.mutate(
      'recordMessage',
      'message { id }',
      { conversationId, customer, channel: 'WHATSAPP', actor: ana, text: 'Oi', occurredAt: ago(0) },
      intake,
    )
    expect(await elo.mayReply(conversationId, 1)).toBe(false)
  })
})
