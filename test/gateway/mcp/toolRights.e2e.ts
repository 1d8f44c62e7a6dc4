import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { callTool, connectMcp } from '../../support/connectMcp.ts'
import { agentOf } from '../../support/limitedCallers.ts'
import { recordMessage } from '../../support/mcpCustomers.ts'
import { startWholeGraph, type WholeGraph } from '../../support/wholeGraph.ts'

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

const connectAs = (principal: Principal) =>
  connectMcp({ url: graph.url, era: '2026', headers: graph.headersOf(principal) })

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
