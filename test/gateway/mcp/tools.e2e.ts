import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callTool, connectMcp, type Era, eras } from '../../support/connectMcp.ts'
import { recordMessage } from '../../support/mcpCustomers.ts'
import { startWholeGraph, type WholeGraph } from '../../support/wholeGraph.ts'

const names = [
  'find_customer',
  'get_brief',
  'read_history',
  'search_history',
  'changes_since',
  'take_turn',
  'renew_turn',
  'release_turn',
  'may_reply',
  'record_message',
  'record_action',
  'record_commitment',
  'check_commitment',
  'add_note',
  'hand_off',
]

let graph: WholeGraph
beforeAll(async () => {
  graph = await startWholeGraph()
})
afterAll(() => graph.stop())

const connect = (era: Era) => connectMcp({ url: graph.url, era })

const refusalOf = (errors: object[], text: string) => ({ isError: true, text, structured: { errors } })

describe.each(eras)('in the era of %s', (era) => {
  const phone = (last: number) => `+551198765${era.slice(2)}0${last}`

  it('lists every tool with a title, a description and the form of its input', async () => {
    const { tools } = await (await connect(era)).listTools()
    expect(tools.map(({ name }) => name)).toEqual(names)
    for (const { title, description, inputSchema } of tools) {
      expect([title, description].every(Boolean)).toBe(true)
      expect(inputSchema).toMatchObject({ type: 'object' })
    }
    expect(tools.find(({ name }) => name === 'add_note')?.annotations).toEqual({
      readOnlyHint: false,
      destructiveHint: false,
      openWorldHint: false,
    })
  })

  it('records and reads a history by its tools', async () => {
    const client = await connect(era)
    const { id, customerId, conversationId } = await recordMessage(client, phone(0), 'Bom dia')
    const action = await callTool(client, 'record_action', {
      customer: { id: customerId },
      type: 'REFUND',
      amount: { amount: '12.50', currency: 'BRL' },
      actor: { externalId: 'bot-1', name: 'Bia' },
      conversationId,
      idempotencyKey: `action ${era}`,
    })
    const note = await callTool(client, 'add_note', {
      customer: { id: customerId },
      text: 'Wants an invoice',
      actor: { name: 'Bia' },
      idempotencyKey: `note ${era}`,
    })
    const handoff = await callTool(client, 'hand_off', {
      conversationId,
      to: { team: { externalId: '7', name: 'Finance' } },
      reason: 'invoice',
      actor: { name: 'Bia' },
      idempotencyKey: `handoff ${era}`,
    })
    expect([action, note, handoff].map(({ isError, text }) => [isError, text.split(' ')[0]])).toEqual([
      [false, 'Recorded'],
      [false, 'Recorded'],
      [false, 'Recorded'],
    ])

    const found = await callTool(client, 'find_customer', { identifier: { type: 'PHONE', value: phone(0) } })
    expect(found.structured).toMatchObject({ customers: [{ id: customerId, name: 'Ana' }], hasMore: false })
    expect(found.text).toBe(`${customerId} "Ana" PHONE "${phone(0)}"`)
    const byId = await callTool(client, 'find_customer', { id: customerId })
    expect(byId.structured).toEqual(found.structured)

    const history = await callTool(client, 'read_history', { customerId })
    expect(history.structured).toMatchObject({
      id: customerId,
      history: {
        nodes: [
          { id, kind: 'MESSAGE', text: 'Bom dia', actor: { kind: 'CUSTOMER' } },
          { kind: 'ACTION', type: 'REFUND', amount: { amount: '12.50', currency: 'BRL' } },
          { kind: 'NOTE', text: 'Wants an invoice', visibility: 'INTERNAL' },
          { kind: 'HANDOFF', reason: 'invoice', to: { team: { name: 'Finance' } } },
        ],
      },
    })
    expect(history.text.split('\n')).toHaveLength(6)
    expect(history.text).toContain(`MESSAGE WHATSAPP by=CUSTOMER "Bom dia" [${id} in ${conversationId}]`)
  })

  it('pages back with before, and continues after the page with changes_since', async () => {
    const client = await connect(era)
    const { customerId } = await recordMessage(client, phone(1), 'one')
    await recordMessage(client, phone(1), 'two')
    const pageSchema = z.object({
      history: z.object({
        nodes: z.array(z.object({ text: z.string() })),
        pageInfo: z.object({ startCursor: z.string() }),
        streamCursor: z.string(),
      }),
    })
    const newest = pageSchema.parse(
      (await callTool(client, 'read_history', { customerId, limit: 1 })).structured,
    ).history
    const older = pageSchema.parse(
      (await callTool(client, 'read_history', { customerId, limit: 1, before: newest.pageInfo.startCursor }))
        .structured,
    ).history
    expect([older, newest].map(({ nodes }) => nodes.map(({ text }) => text))).toEqual([['one'], ['two']])

    const { id } = await recordMessage(client, phone(1), 'three')
    const { structured, text } = await callTool(client, 'changes_since', {
      customerId,
      after: newest.streamCursor,
    })
    expect(structured).toMatchObject({
      events: [{ change: 'RECORDED', interaction: { id } }],
      hasMore: false,
    })
    expect(text).toMatch(/^1 changes\nRECORDED .*"three".*\nthe next time: after=stream\./u)
  })

  it('answers user errors of a mutation as an error with code, message and field', async () => {
    const client = await connect(era)
    const { customerId } = await recordMessage(client, phone(2), 'hi')
    const action = { customer: { id: customerId }, type: 'OTHER', actor: {}, idempotencyKey: `other ${era}` }
    const message = 'name: expected one for OTHER, got none'
    expect(await callTool(client, 'record_action', action)).toEqual(
      refusalOf([{ code: 'REQUIRED', message, field: ['name'] }], `REQUIRED: ${message} (field name)`),
    )
  })

  it('records once what is sent twice with one key, and refuses another content', async () => {
    const client = await connect(era)
    const first = await recordMessage(client, phone(3), 'once')
    expect(await recordMessage(client, phone(3), 'once')).toEqual(first)
    const { structured } = await callTool(client, 'add_note', {
      customer: { id: first.customerId },
      text: 'a',
      actor: {},
      idempotencyKey: `twice ${era}`,
    })
    const again = await callTool(client, 'add_note', {
      customer: { id: first.customerId },
      text: 'b',
      actor: {},
      idempotencyKey: `twice ${era}`,
    })
    expect(structured['userErrors']).toEqual([])
    expect(again).toMatchObject({
      isError: true,
      structured: { errors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }] },
    })
  })

  it('reads the resource of a history, and refuses that of nobody', async () => {
    const client = await connect(era)
    const { customerId } = await recordMessage(client, phone(4), 'resource')
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'elo://customers/{id}/history',
      'elo://customers/{id}/brief',
    ])
    const brief = await client.readResource({ uri: `elo://customers/${customerId}/brief` })
    expect(JSON.stringify(brief.contents)).toContain('«resource»')
    const uri = `elo://customers/${customerId}/history`
    const { contents } = await client.readResource({ uri })
    expect(contents).toMatchObject([{ uri, mimeType: 'text/plain' }])
    expect(contents[0] && 'text' in contents[0] && contents[0].text).toContain('"resource"')
    const nobody = `elo://customers/${customerId.replace(/.$/u, (last) => (last === '0' ? '1' : '0'))}/history`
    await expect(client.readResource({ uri: nobody })).rejects.toThrow(/not found/iu)
    await expect(client.readResource({ uri: 'elo://customers/x/history' })).rejects.toThrow(
      'BAD_USER_INPUT: id: expected cus_…',
    )
    await expect(client.readResource({ uri: 'file:///etc/passwd' })).rejects.toThrow(/not found/iu)
  })

  it('gives the present state of the customer with each prompt', async () => {
    const client = await connect(era)
    const { customerId } = await recordMessage(client, phone(5), 'prompt')
    const { prompts } = await client.listPrompts()
    expect(prompts.map(({ name }) => name)).toEqual(['resume_customer', 'hand_over'])
    for (const { name } of prompts) {
      const { messages } = await client.getPrompt({ name, arguments: { customerId } })
      expect(messages.map(({ role, content }) => [role, content.type])).toEqual([
        ['user', 'text'],
        ['user', 'resource'],
      ])
      expect(JSON.stringify(messages[1])).toContain('«prompt»')
    }
  })

  it.each([
    ['find_customer', {}, 'expected exactly one of id, identifier and name', []],
    ['find_customer', { id: 'cus_1', name: 'Ana' }, 'expected exactly one of id, identifier and name', []],
    ['read_history', {}, 'Invalid input: expected string, received undefined', ['customerId']],
    ['read_history', { customerId: 7 }, 'Invalid input: expected string, received number', ['customerId']],
    [
      'read_history',
      { customerId: 'cus_1', before: 'a', after: 'b' },
      'expected before or after, got both',
      ['before'],
    ],
  ])('refuses %s with %j', async (name, args, message, field) => {
    const { isError, structured } = await callTool(await connect(era), name, args)
    expect({ isError, structured }).toEqual({
      isError: true,
      structured: { errors: [{ code: 'BAD_USER_INPUT', message, field }] },
    })
  })

  it.each([
    ['changes_since', { after: 'damaged' }, 'INVALID_CURSOR'],
    ['changes_since', { limit: 101 }, 'BAD_USER_INPUT'],
    ['read_history', { limit: 0 }, 'BAD_USER_INPUT'],
    ['read_history', { after: 'damaged' }, 'INVALID_CURSOR'],
  ])('gives the error of the graph for %s with %j', async (name, args, code) => {
    const client = await connect(era)
    const { customerId } = await recordMessage(client, phone(6), 'bad input')
    const { isError, structured, text } = await callTool(client, name, { customerId, ...args })
    expect({ isError, structured }).toMatchObject({ isError: true, structured: { errors: [{ code }] } })
    expect(text).toMatch(new RegExp(`^${code}: `, 'u'))
    expect(text).not.toMatch(/ at .*:\d+:\d+/u)
  })

  it('refuses a tool that there is not', async () => {
    const client = await connect(era)
    for (const name of ['erase_customer', 'constructor', '__proto__'])
      await expect(client.callTool({ name, arguments: {} })).rejects.toThrow()
  })
})
