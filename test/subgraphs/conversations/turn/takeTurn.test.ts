import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { membersOf, otherClient } from '../../../support/recordingSubgraphs.ts'
import { demoPrincipal } from '../../../../platform/subgraph/principal.ts'
import { ana, atlas, bruno, nova, openTurns, type TurnsUnderTest } from './turnsUnderTest.ts'

let elo: TurnsUnderTest
let conversationId: string
let customerId: string
const bot = { ...demoPrincipal, kind: 'BOT' as const, id: 'bots' }

beforeAll(async () => {
  elo = await openTurns()
})
beforeEach(async () => {
  const value = `11 9${Math.floor(10_000_000 + Math.random() * 89_999_999)}`
  const customer = { identifiers: [{ type: 'PHONE', value }] }
  conversationId = await elo.openConversation({ customer })
  customerId = (await elo.profilesOf(value))[0] ?? ''
})
afterAll(() => elo.stop())

// Typed, because the matchers are `any`.
const aTurnId: unknown = expect.stringMatching(/^trn_/)
const aText: unknown = expect.any(String)
const aNumber: unknown = expect.any(Number)
const anOldToken: unknown = expect.stringContaining('got 1, where the present one is 2')

const errorOf = (answer: { userErrors: unknown[] }) => {
  const { code, field } = membersOf(answer.userErrors[0])
  return [code, field]
}

describe('takeTurn', () => {
  it('gives the turn to one agent, and says to another who has it and for how long', async () => {
    const first = await elo.take({ conversationId, forMs: 30_000 })
    const second = await elo.take({ conversationId, agent: nova })

    expect(first).toEqual({
      turn: {
        turnId: aTurnId,
        token: 1,
        heldBy: atlas,
        since: aText,
        until: aText,
      },
      heldBy: null,
      retryAfterMs: null,
      userErrors: [],
    })
    expect(Date.parse(String(first.turn?.['until'])) - Date.parse(String(first.turn?.['since']))).toBe(30_000)
    expect(second).toEqual({ turn: null, heldBy: atlas, retryAfterMs: aNumber, userErrors: [] })
    expect(second.retryAfterMs).toBeGreaterThan(20_000)
    expect(second.retryAfterMs).toBeLessThanOrEqual(30_000)
    expect(await elo.turnOf(conversationId)).toEqual(first.turn)
  })

  it('gives the same agent no second turn, because another process of it may have the first', async () => {
    await elo.take({ conversationId })
    expect(await elo.take({ conversationId })).toMatchObject({ turn: null, heldBy: atlas })
  })

  it('gives a turn that has ended to the next agent, with a larger token', async () => {
    await elo.take({ conversationId })
    await elo.pass(61)

    expect(await elo.turnOf(conversationId)).toBeNull()
    expect((await elo.take({ conversationId, agent: nova })).turn).toMatchObject({ token: 2, heldBy: nova })
  })

  it('answers a repeated key with the same turn while it lasts, and with a CONFLICT after that', async () => {
    const input = { conversationId, idempotencyKey: randomUUID() }
    const [one, two] = await Promise.all([elo.take(input), elo.take(input)])
    expect(one.turn).not.toBeNull()
    expect(two).toEqual(one)
    expect(await elo.take(input)).toEqual(one)
    // The key of another caller is another key.
    expect(await elo.take(input, otherClient)).toMatchObject({ turn: null, heldBy: atlas })

    await elo.pass(61)
    expect(errorOf(await elo.take(input))).toEqual(['CONFLICT', ['idempotencyKey']])
  })

  it('refuses a key that was used for another agent or conversation', async () => {
    const idempotencyKey = randomUUID()
    await elo.take({ conversationId, idempotencyKey })
    const other = await elo.openConversation({ channel: 'SMS' })

    expect(errorOf(await elo.take({ conversationId, idempotencyKey, agent: nova }))).toEqual([
      'IDEMPOTENCY_CONFLICT',
      ['idempotencyKey'],
    ])
    expect(errorOf(await elo.take({ conversationId: other, idempotencyKey }))).toEqual([
      'IDEMPOTENCY_CONFLICT',
      ['idempotencyKey'],
    ])
  })

  it('waits until the customer has been silent', async () => {
    await elo.say(conversationId, { kind: 'CUSTOMER' }, { customer: { id: customerId } })
    const early = await elo.take({ conversationId, waitForSilenceMs: 60_000 })

    expect(early).toEqual({ turn: null, heldBy: null, retryAfterMs: aNumber, userErrors: [] })
    expect(early.retryAfterMs).toBeGreaterThan(50_000)
    expect(early.retryAfterMs).toBeLessThanOrEqual(60_000)
    expect((await elo.take({ conversationId, waitForSilenceMs: 0 })).turn).not.toBeNull()
  })

  it('does not wait for a message that the customer sent long ago, or in another conversation', async () => {
    const occurredAt = new Date(Date.now() - 20_000).toISOString()
    await elo.say(conversationId, { kind: 'CUSTOMER' }, { customer: { id: customerId }, occurredAt })
    const other = await elo.openConversation({ customer: { id: customerId }, channel: 'SMS' })
    await elo.say(other, { kind: 'CUSTOMER' }, { customer: { id: customerId }, channel: 'SMS' })

    const late = await elo.take({ conversationId, waitForSilenceMs: 60_000 })
    expect(late.retryAfterMs).toBeLessThanOrEqual(40_000)
    expect((await elo.take({ conversationId, waitForSilenceMs: 10_000 })).turn).not.toBeNull()
    expect(
      (await elo.take({ customerId, waitForSilenceMs: 10_000, agent: ana })).retryAfterMs,
    ).toBeGreaterThan(0)
  })

  it('gives the turn of a customer, which covers their conversations, and no other turn beside it', async () => {
    const { turn } = await elo.take({ customerId })
    expect(turn).toMatchObject({ token: 1, heldBy: atlas })
    expect(await elo.take({ conversationId, agent: nova })).toMatchObject({ turn: null, heldBy: atlas })
    expect(await elo.turnOf(conversationId)).toEqual(turn)
    expect(await elo.mayReply(conversationId, 1)).toBe(true)

    await elo.release({ turnId: turn?.['turnId'], token: 1 })
    await elo.take({ conversationId, agent: nova })
    expect(await elo.take({ customerId })).toMatchObject({ turn: null, heldBy: nova })
    expect(await elo.mayReply(conversationId, 1)).toBe(true)
  })

  it('lets a person take the turn from a bot, but not from another person', async () => {
    await elo.take({ customerId })
    const taken = await elo.take({ conversationId, agent: ana })
    expect(taken.turn).toMatchObject({ heldBy: ana })
    expect(await elo.take({ conversationId, agent: bruno })).toMatchObject({ turn: null, heldBy: ana })
    // The bot has lost the turn of the customer.
    expect(await elo.mayReply(conversationId, taken.turn?.['token'])).toBe(true)
    expect(await elo.take({ customerId, agent: nova })).toMatchObject({ turn: null, heldBy: ana })
  })

  it.each([
    [{ agent: { kind: 'CUSTOMER', externalId: '1' } }, ['INVALID_VALUE', ['agent', 'kind']]],
    [{ agent: { kind: 'AI' } }, ['REQUIRED', ['agent', 'externalId']]],
    [{ forMs: 999 }, ['INVALID_VALUE', ['forMs']]],
    [{ forMs: 600_001 }, ['INVALID_VALUE', ['forMs']]],
    [{ waitForSilenceMs: -1 }, ['INVALID_VALUE', ['waitForSilenceMs']]],
    [{ waitForSilenceMs: 60_001 }, ['INVALID_VALUE', ['waitForSilenceMs']]],
    [{ idempotencyKey: ' ' }, ['REQUIRED', ['idempotencyKey']]],
    [{ conversationId: null }, ['REQUIRED', null]],
    [{ customerId: `cus_${randomUUID()}` }, ['INVALID_VALUE', null]],
    [{ conversationId: 'cnv_1' }, ['INVALID_VALUE', ['conversationId']]],
    [{ conversationId: `cnv_${randomUUID()}` }, ['NOT_FOUND', ['conversationId']]],
    [{ conversationId: null, customerId: 'cnv_1' }, ['INVALID_VALUE', ['customerId']]],
    [{ conversationId: null, customerId: `cus_${randomUUID()}` }, ['NOT_FOUND', ['customerId']]],
  ])('refuses %j', async (input, expected) => {
    const answer = await elo.take({ conversationId, ...input })
    expect(errorOf(answer)).toEqual(expected)
    expect(answer).toMatchObject({ turn: null, heldBy: null, retryAfterMs: null })
  })

  it('says the limit and the value', async () => {
    expect((await elo.take({ conversationId, forMs: 5 })).userErrors).toEqual([
      { code: 'INVALID_VALUE', field: ['forMs'], message: 'forMs: expected 1000 to 600000, got 5' },
    ])
  })
})

describe('renewTurn', () => {
  it('keeps the turn from now on', async () => {
    const { turn } = await elo.take({ conversationId, forMs: 60_000 })
    const renewed = await elo.renew({ turnId: turn?.['turnId'], token: 1, forMs: 600_000 })
    expect(renewed).toMatchObject({ turn: { token: 1, heldBy: atlas }, userErrors: [] })
    expect(Date.parse(String(renewed.turn?.['until']))).toBeGreaterThan(Date.parse(String(turn?.['until'])))
  })

  it('refuses a stale token, one of another caller and a turn that has ended', async () => {
    const { turn } = await elo.take({ conversationId })
    const turnId = turn?.['turnId']
    expect(errorOf(await elo.renew({ turnId, token: 1 }, otherClient))).toEqual(['CONFLICT', ['token']])
    await elo.pass(61)
    expect(await elo.renew({ turnId, token: 1 })).toEqual({
      turn: null,
      heldBy: null,
      retryAfterMs: 0,
      userErrors: [
        {
          code: 'CONFLICT',
          field: ['token'],
          message: 'token: expected the token of a turn that you have, got 1, whose turn has ended',
        },
      ],
    })
    await elo.take({ conversationId, agent: nova })
    expect(await elo.renew({ turnId, token: 1 })).toMatchObject({
      turn: null,
      heldBy: nova,
      userErrors: [{ message: anOldToken }],
    })
    expect(errorOf(await elo.renew({ turnId, token: 2, forMs: 1 }))).toEqual(['INVALID_VALUE', ['forMs']])
    expect(errorOf(await elo.renew({ turnId: 'x', token: 2 }))).toEqual(['INVALID_VALUE', ['turnId']])
    expect(errorOf(await elo.renew({ turnId: `trn_${randomUUID()}`, token: 2 }))).toEqual([
      'NOT_FOUND',
      ['turnId'],
    ])
  })
})

describe('releaseTurn', () => {
  it('frees the turn at once, and may be repeated', async () => {
    const { turn } = await elo.take({ conversationId })
    const given = { turnId: turn?.['turnId'], token: 1 }
    const released = await elo.release(given)
    expect(released).toEqual({
      turn: { turnId: given.turnId, token: 1, heldBy: null, since: null, until: null },
      heldBy: null,
      retryAfterMs: 0,
      userErrors: [],
    })
    expect(await elo.release(given)).toEqual(released)
    expect(await elo.mayReply(conversationId, 1)).toBe(false)
    expect((await elo.take({ conversationId, agent: nova })).turn).toMatchObject({ token: 2 })
    expect(errorOf(await elo.release(given))).toEqual(['CONFLICT', ['token']])
    expect(errorOf(await elo.release({ ...given, token: 2 }, otherClient))).toEqual(['CONFLICT', ['token']])
    expect(errorOf(await elo.release({ ...given, turnId: `trn_${randomUUID()}` }))).toEqual([
      'NOT_FOUND',
      ['turnId'],
    ])
    expect(await elo.turnOf(conversationId)).toMatchObject({ heldBy: nova })
  })

  it('ends the silence after a person for whoever is no bot', async () => {
    await elo.say(conversationId, ana, { customer: { id: customerId } })
    const held = membersOf(await elo.turnOf(conversationId))
    const given = { turnId: held['turnId'], token: held['token'] }

    expect(errorOf(await elo.release(given, bot))).toEqual(['CONFLICT', ['token']])
    expect(await elo.release(given)).toMatchObject({ heldBy: null, retryAfterMs: 0, userErrors: [] })
    expect((await elo.take({ conversationId }, bot)).turn).toMatchObject({ heldBy: atlas })
  })
})

describe('mayReply', () => {
  it('is true for the token of the present turn only', async () => {
    await elo.take({ conversationId })
    expect(await elo.mayReply(conversationId, 1)).toBe(true)
    expect(await elo.mayReply(conversationId, 2)).toBe(false)
    await elo.pass(61)
    expect(await elo.mayReply(conversationId, 1)).toBe(false)
  })

  it('refuses a malformed id, and one of no conversation', async () => {
    await expect(elo.mayReply('x', 1)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
    await expect(elo.mayReply(`cnv_${randomUUID()}`, 1)).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    })
  })
})
