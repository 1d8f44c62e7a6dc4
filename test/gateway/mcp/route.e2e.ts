import { type IncomingMessage, request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createListedOperations } from '../../../gateway/safelist/listedOperations.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { gatewayLimits } from '../../../gateway/limits/limits.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { callTool, connectMcp } from '../../support/connectMcp.ts'
import { startWholeGraph, type WholeGraph } from '../../support/wholeGraph.ts'

const maxBodyBytes = 20_000
const agent: Principal = { ...demoPrincipal, kind: 'AGENT', id: 'agent' }

let graph: WholeGraph
beforeAll(async () => {
  graph = await startWholeGraph({
    safelist: { mode: 'only', operations: createListedOperations(new Map()) },
    introspection: false,
    allowedOrigins: ['https://desk.example'],
    limits: {
      ...gatewayLimits,
      maxBodyBytes,
      traffic: { ...gatewayLimits.traffic, costPerMinute: 500 },
    },
    now: () => 0,
    async principalOf({ headers: { authorization } }) {
      if (authorization === 'Bearer demo') return demoPrincipal
      if (authorization === 'Bearer agent') return agent
      throw callerError(
        'UNAUTHENTICATED',
        'authorization: expected "Bearer" and a token or API key, got nothing',
      )
    },
  })
})
afterAll(() => graph.stop())

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }
const accept = 'application/json, text/event-stream'
const asDemo = { authorization: 'Bearer demo' }

async function post(body: string, headers: Record<string, string> = asDemo, method = 'POST') {
  const sent = httpRequest(`${graph.url}/mcp`, {
    method,
    headers: { 'content-type': 'application/json', accept, ...headers },
  })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject)
  })
  sent.end(body)
  const response = await answered
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

describe('POST /mcp', () => {
  it.each([
    ['no sign-in', {}],
    ['another sign-in', { authorization: 'Bearer nobody' }],
  ])('refuses %s with 401 and a challenge', async (_what, headers) => {
    const { status, headers: answered, body } = await post(JSON.stringify(list), headers)
    expect([status, answered['www-authenticate']]).toEqual([401, 'Bearer'])
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })

  it('refuses a foreign host and a foreign page with 403, and lets a listed page call', async () => {
    expect((await post(JSON.stringify(list), { ...asDemo, host: 'evil.example' })).status).toBe(403)
    expect((await post(JSON.stringify(list), { ...asDemo, origin: 'https://evil.example' })).status).toBe(403)
    const listed = await post(JSON.stringify(list), { ...asDemo, origin: 'https://desk.example' })
    expect([listed.status, listed.headers['access-control-allow-origin']]).toEqual([
      200,
      'https://desk.example',
    ])
    const preflight = await post('', { origin: 'https://desk.example' }, 'OPTIONS')
    expect(preflight.status).toBe(204)
  })

  it.each(['GET', 'DELETE', 'PUT'])(
    'refuses a %s with 405, because there are no sessions',
    async (method) => {
      const { status, headers } = await post('', asDemo, method)
      expect([status, headers.allow]).toEqual([405, 'POST'])
    },
  )

  it.each([
    ['malformed JSON', '{', 400, -32700],
    ['nothing', '', 400, -32700],
    [
      'more than it may have',
      JSON.stringify({ ...list, params: { pad: 'x'.repeat(maxBodyBytes) } }),
      413,
      -32700,
    ],
    ['too many messages at once', JSON.stringify(Array.from({ length: 21 }, () => list)), 400, -32700],
  ])('refuses a body of %s', async (_what, body, status, code) => {
    const answer = await post(body)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body)).toMatchObject({ jsonrpc: '2.0', id: null, error: { code } })
  })

  it('refuses what is no message, and a body of another type', async () => {
    expect((await post('{"hello":1}')).status).toBe(400)
    expect((await post('[]')).status).toBe(400)
    expect((await post(JSON.stringify(list), { ...asDemo, 'content-type': 'text/plain' })).status).toBe(415)
  })

  it('answers clients of both eras under one address, and keeps no session', async () => {
    const initialize = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
    }
    const { status, headers, body } = await post(JSON.stringify(initialize))
    expect([status, headers['mcp-session-id']]).toEqual([200, undefined])
    expect(body).toContain('"protocolVersion":"2025-06-18"')
    // Without the handshake before it: another gateway may have answered that.
    expect((await post(JSON.stringify(list))).body).toContain('"name":"read_history"')
  })

  it.each([{ resourceSubscriptions: 'all' }, { resourceSubscriptions: [1] }, null])(
    'opens no stream for a malformed request to listen: %j',
    async (notifications) => {
      const message = {
        jsonrpc: '2.0',
        id: 1,
        method: 'subscriptions/listen',
        params: {
          _meta: {
            [PROTOCOL_VERSION_META_KEY]: '2026-07-28',
            [CLIENT_INFO_META_KEY]: { name: 'test', version: '1' },
            [CLIENT_CAPABILITIES_META_KEY]: {},
          },
          notifications,
        },
      }
      const { headers, body } = await post(JSON.stringify(message), {
        ...asDemo,
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'subscriptions/listen',
      })
      expect(headers['content-type']).toContain('application/json')
      expect(JSON.parse(body)).toHaveProperty('error')
    },
  )

  it('carries out its documents where only listed operations are carried out', async () => {
    const client = await connectMcp({ url: graph.url, era: '2026', headers: asDemo })
    expect(await callTool(client, 'find_customer', { name: 'Ana' })).toMatchObject({ isError: false })
  })

  it('takes the cost of tools from the budget of the caller', async () => {
    const client = await connectMcp({
      url: graph.url,
      era: '2026',
      headers: { authorization: 'Bearer agent' },
    })
    const codes: unknown[] = []
    for (let calls = 0; calls < 60 && codes.length === 0; calls += 1) {
      const { isError, structured } = await callTool(client, 'find_customer', { name: 'Ana' })
      if (isError) codes.push(structured['errors'])
    }
    expect(codes).toMatchObject([[{ code: 'RATE_LIMITED', retryable: true }]])
  })
})
