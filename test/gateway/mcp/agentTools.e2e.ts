import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callTool, connectMcp, type Era, eras } from '../../support/connectMcp.ts'
import { recordMessage } from '../../support/mcpCustomers.ts'
import { startWholeGraph, type WholeGraph } from '../../support/wholeGraph.ts'

let graph: WholeGraph
beforeAll(async () => {
  graph = await startWholeGraph()
})
afterAll(() => graph.stop())

const connect = (era: Era) => connectMcp({ url: graph.url, era })

describe.each(eras)('what keeps agents to one voice, in the era of %s', (era) => {
  const phone = (last: number) => `+551198765${era.slice(2)}0${last}`

  it('gives one agent the turn, and says to the other one that it may not answer', async () => {
    const client = await connect(era)
    const { customerId, conversationId } = await recordMessage(client, phone(7), 'Is it open?')
    const take = (externalId: string) =>
      callTool(client, 'take_turn', { conversationId, agent: { externalId, name: externalId } })
    const first = await take('bot-1')
    const { turnId, token } = z
      .object({ turn: z.object({ turnId: z.string(), token: z.number() }) })
      .parse(first.structured).turn
    expect(first.text).toMatch(
      new RegExp(`^You have the turn until .*: turnId=${turnId} token=${token}$`, 'u'),
    )
    const second = await take('bot-2')
    expect(second).toMatchObject({
      isError: false,
      structured: { turn: null, heldBy: { externalId: 'bot-1' } },
    })
    expect(second.text).toMatch(
      /^You do not have the turn: AI "bot-1" has it\. Do not answer; ask again in \d+ ms\.$/u,
    )

    const renewed = await callTool(client, 'renew_turn', { turnId, token, forMs: 30_000 })
    expect(renewed.structured).toMatchObject({ turn: { turnId, token } })
    const may = (given: number) => callTool(client, 'may_reply', { conversationId, token: given })
    expect([(await may(token)).structured, (await may(token + 1)).structured]).toEqual([
      { mayReply: true },
      { mayReply: false },
    ])
    const sentWithout = await callTool(client, 'record_message', {
      customer: { id: customerId },
      channel: 'WHATSAPP',
      conversationId,
      actor: { kind: 'AI', externalId: 'bot-2' },
      text: 'Yes',
      idempotencyKey: `without ${era}`,
    })
    expect(sentWithout).toMatchObject({
      isError: false,
      structured: { message: { outOfTurn: { heldBy: { externalId: 'bot-1' } } } },
    })
    expect(sentWithout.text).toContain('out of turn: AI had the turn')

    const released = await callTool(client, 'release_turn', { turnId, token })
    expect(released).toMatchObject({ isError: false, text: 'The turn is given back.' })
    expect((await may(token)).structured).toEqual({ mayReply: false })
    expect(await callTool(client, 'renew_turn', { turnId, token })).toMatchObject({ isError: true })
  })

  it('records one promise, and names what contradicts it', async () => {
    const client = await connect(era)
    const { customerId } = await recordMessage(client, phone(8), 'How much?')
    const price = (amount: string) => ({
      customer: { id: customerId },
      matter: { kind: 'ORDER', externalId: '77' },
      kind: 'PRICE',
      terms: { amount: { amount, currency: 'BRL' } },
      actor: { externalId: 'bot-1', model: 'model-1', version: '3' },
    })
    expect(await callTool(client, 'check_commitment', price('100'))).toMatchObject({
      isError: false,
      text: 'OK',
      structured: { outcome: 'OK' },
    })
    const recorded = await callTool(client, 'record_commitment', {
      ...price('100'),
      idempotencyKey: `price ${era}`,
    })
    expect(recorded).toMatchObject({ isError: false, structured: { outcome: 'OK' } })
    const { id } = z
      .object({ commitment: z.object({ id: z.string() }) })
      .parse(recorded.structured).commitment
    const other = await callTool(client, 'record_commitment', {
      ...price('90'),
      idempotencyKey: `other price ${era}`,
    })
    expect(other).toMatchObject({
      isError: false,
      structured: {
        commitment: null,
        outcome: 'CONTRADICTS',
        contradictions: [{ open: { commitment: { id } } }],
      },
    })
    expect(other.text).toMatch(new RegExp(`^CONTRADICTS\ncontradicts ${id}: "`, 'u'))
    expect(
      await callTool(client, 'check_commitment', { ...price('-1'), dueAt: '2020-01-01T00:00:00Z' }),
    ).toMatchObject({
      isError: true,
      structured: {
        errors: [
          { code: 'INVALID_VALUE', field: ['terms', 'amount', 'amount'] },
          { code: 'INVALID_VALUE', field: ['dueAt'] },
        ],
      },
    })
  })

  it('gives the brief within its budget, and finds words of the history', async () => {
    const client = await connect(era)
    const { id, customerId } = await recordMessage(client, phone(9), `Preciso de um orçamento ${era}`)
    const brief = await callTool(client, 'get_brief', { customerId, maxTokens: 300, language: 'EN' })
    expect(brief.isError).toBe(false)
    expect(Number(brief.structured['tokens'])).toBeLessThanOrEqual(300)
    expect(brief.text).toContain(`«Preciso de um orçamento ${era}»`)
    expect(brief.text).toMatch(/\nbrief: brf_\S+\nfor changes_since: after=stream\.\S+$/u)
    expect(await callTool(client, 'get_brief', { customerId, maxTokens: 49 })).toMatchObject({
      isError: true,
      structured: { errors: [{ code: 'BAD_USER_INPUT', field: 'maxTokens', value: 49 }] },
    })
    const found = await callTool(client, 'search_history', { text: 'orcamentos', filter: { customerId } })
    expect(found.structured).toMatchObject({ edges: [{ node: { id } }] })
    expect(found.text).toContain(`${customerId} `)
    expect(await callTool(client, 'search_history', { text: '' })).toMatchObject({
      isError: true,
      structured: { errors: [{ code: 'BAD_USER_INPUT' }] },
    })
  })
})
