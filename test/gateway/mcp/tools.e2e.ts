import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { callTool, connectMcp, type Era, eras } from '../../support/connectMcp.ts'
import { agentOf } from '../../support/limitedCallers.ts'
import { startWholeGraph, type WholeGraph } from '../../support/wholeGraph.ts'

const names = [
  'find_customer',
  'read_history',
  'changes_since',
  'record_message',
  'record_action',
  'add_note',
  'hand_off',
]

/** A principal with these scopes only. */
const withScopes = (...scopes: Principal['scopes']): Principal => ({
  ...demoPrincipal,
  kind: 'AGENT',
  id: `with ${scopes.join()}`,
  scopes,
})

let graph: WholeGraph
beforeAll(async () => {
  graph = await startWholeGraph()
})
afterAll(() => graph.stop())

const connectAs = (principal: Principal, era: Era = '2026') =>
  connectMcp({ url: graph.url, era, headers: graph.headersOf(principal) })

const recordedSchema = z.object({
  id: z.string(),
  customer: z.object({ id: z.string() }),
  conversation: z.object({ id: z.string() }).nullable(),
})

/** A message of a new customer, by the tool. */
async function recordMessage(
  client: Client,
  phone: string,
  text: string,
  more: Record<string, unknown> = {},
) {
  const { structured } = await callTool(client, 'record_message', {
    customer: { identifiers: [{ type: 'PHONE', value: phone }], name: 'Ana' },
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER' },
    text,
    idempotencyKey: `message ${phone} ${text}`,
    ...more,
  })
  const { id, customer, conversation } = recordedSchema.parse(structured['message'])
  return { id, customerId: customer.id, conversationId: conversation?.id ?? '' }
}

const refusalOf = (errors: object[], text: string) => ({ isError: true, text, structured: { errors } })

describe.each(eras)('in the era of %s', (era) => {
  const phone = (last: number) => `+551198765${era.slice(2)}0${last}`

  it('lists every tool with a title, a description and the form of its input', async () => {
    const { tools } = await (await connectAs(demoPrincipal, era)).listTools()
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
    const client = await connectAs(demoPrincipal, era)
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
    const client = await connectAs(demoPrincipal, era)
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
    const client = await connectAs(demoPrincipal, era)
    const { customerId } = await recordMessage(client, phone(2), 'hi')
    const action = { customer: { id: customerId }, type: 'OTHER', actor: {}, idempotencyKey: `other ${era}` }
    const message = 'name: expected one for OTHER, got none'
    expect(await callTool(client, 'record_action', action)).toEqual(
      refusalOf([{ code: 'REQUIRED', message, field: ['name'] }], `REQUIRED: ${message} (field name)`),
    )
  })

  it('records once what is sent twice with one key, and refuses another content', async () => {
    const client = await connectAs(demoPrincipal, era)
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
    const client = await connectAs(demoPrincipal, era)
    const { customerId } = await recordMessage(client, phone(4), 'resource')
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['elo://customers/{id}/history'])
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
    const client = await connectAs(demoPrincipal, era)
    const { customerId } = await recordMessage(client, phone(5), 'prompt')
    const { prompts } = await client.listPrompts()
    expect(prompts.map(({ name }) => name)).toEqual(['resume_customer', 'hand_over'])
    for (const { name } of prompts) {
      const { messages } = await client.getPrompt({ name, arguments: { customerId } })
      expect(messages.map(({ role, content }) => [role, content.type])).toEqual([
        ['user', 'text'],
        ['user', 'resource'],
      ])
      expect(JSON.stringify(messages[1])).toContain('\\"prompt\\"')
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
    const { isError, structured } = await callTool(await connectAs(demoPrincipal, era), name, args)
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
    const client = await connectAs(demoPrincipal, era)
    const { customerId } = await recordMessage(client, phone(6), 'bad input')
    const { isError, structured, text } = await callTool(client, name, { customerId, ...args })
    expect({ isError, structured }).toMatchObject({ isError: true, structured: { errors: [{ code }] } })
    expect(text).toMatch(new RegExp(`^${code}: `, 'u'))
    expect(text).not.toMatch(/ at .*:\d+:\d+/u)
  })

  it('refuses a tool that there is not', async () => {
    const client = await connectAs(demoPrincipal, era)
    for (const name of ['erase_customer', 'constructor', '__proto__'])
      await expect(client.callTool({ name, arguments: {} })).rejects.toThrow()
  })
})

describe('a caller without rights', () => {
  it('gets what it may not read as an error with the code of the graph', async () => {
    const { customerId } = await recordMessage(await connectAs(demoPrincipal), '+5511976543210', 'secret')
    const client = await connectAs(withScopes())
    for (const name of ['read_history', 'changes_since'])
      expect(await callTool(client, name, { customerId })).toMatchObject({
        isError: true,
        structured: { errors: [{ code: 'UNAUTHORIZED_FIELD_OR_TYPE' }] },
      })
    await expect(client.readResource({ uri: `elo://customers/${customerId}/history` })).rejects.toThrow(
      'UNAUTHORIZED_FIELD_OR_TYPE',
    )
  })

  it('records nothing', async () => {
    const client = await connectAs(withScopes('customers:read'))
    const { isError, structured } = await callTool(client, 'record_message', {
      customer: { identifiers: [{ type: 'PHONE', value: '+5511976543211' }] },
      channel: 'SMS',
      actor: { kind: 'CUSTOMER' },
      text: 'never',
      idempotencyKey: 'never',
    })
    expect({ isError, structured }).toMatchObject({
      isError: true,
      structured: { errors: [{ code: 'UNAUTHORIZED_FIELD_OR_TYPE', path: ['recordMessage'] }] },
    })
    expect(
      await callTool(client, 'find_customer', { identifier: { type: 'PHONE', value: '+5511976543211' } }),
    ).toMatchObject({ isError: false, text: 'No customer found.', structured: { customers: [] } })
  })

  it('gets names and telephones masked without pii:read', async () => {
    const { customerId } = await recordMessage(
      await connectAs(demoPrincipal),
      '+5511976543212',
      'Call me: 11 97654-3212',
    )
    const client = await connectAs(withScopes('customers:read'))
    const { text, structured } = await callTool(client, 'read_history', { customerId })
    expect(text + JSON.stringify(structured)).not.toMatch(/97654-?3212/u)
    const found = await callTool(client, 'find_customer', { id: customerId })
    expect(JSON.stringify(found)).not.toContain('976543212')
  })

  it('of one department gets neither the texts nor the positions of another one', async () => {
    const all = await connectAs(demoPrincipal)
    const { customerId } = await recordMessage(all, '+5511976543213', 'for sales', { department: 'Sales' })
    await recordMessage(all, '+5511976543213', 'for finance', { department: 'Finance' })
    const client = await connectAs(agentOf('Sales'))
    const history = await callTool(client, 'read_history', { customerId })
    const changes = await callTool(client, 'changes_since', { customerId })
    for (const { text } of [history, changes]) {
      expect(text).toContain('for sales')
      expect(text).not.toContain('finance')
    }
  })

  it('records a note that it may not read', async () => {
    const all = await connectAs(demoPrincipal)
    const { customerId } = await recordMessage(all, '+5511976543214', 'hello')
    const client = await connectAs(withScopes('customers:read', 'customers:write', 'notes:write', 'pii:read'))
    const { isError, structured } = await callTool(client, 'add_note', {
      customer: { id: customerId },
      text: 'unreadable for its author',
      actor: {},
      idempotencyKey: 'unreadable',
    })
    const { note, ...rest } = structured
    expect({ isError, ...rest }).toEqual({ isError: false, resolution: null, userErrors: [] })
    expect(JSON.stringify(note)).toMatch(/^\{"id":"int_[\w-]+"\}$/u)
    expect((await callTool(client, 'read_history', { customerId })).text).not.toContain('unreadable')
    expect((await callTool(all, 'read_history', { customerId })).text).toContain('unreadable')
  })

  it('gets what it may have, with the missing parts named beside it', async () => {
    const client = await connectAs(withScopes('customers:write'))
    const { isError, structured, text } = await callTool(client, 'record_message', {
      customer: { identifiers: [{ type: 'PHONE', value: '+5511976543215' }] },
      channel: 'SMS',
      actor: { kind: 'CUSTOMER' },
      text: 'written only',
      idempotencyKey: 'written only',
    })
    expect({ isError, structured }).toMatchObject({
      isError: false,
      structured: { message: null, userErrors: [], errors: [{ code: 'UNAUTHORIZED_FIELD_OR_TYPE' }, {}] },
    })
    expect(text).toMatch(/^Recorded\nnot shown:\nUNAUTHORIZED_FIELD_OR_TYPE: /u)
    expect(
      (
        await callTool(await connectAs(demoPrincipal), 'find_customer', {
          identifier: { type: 'PHONE', value: '+5511976543215' },
        })
      ).structured['customers'],
    ).toHaveLength(1)
  })
})
