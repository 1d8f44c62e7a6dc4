import { createHash } from 'node:crypto'
import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendJson } from '../../../platform/http/sendJson.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway

beforeAll(async () => {
  gateway = await startFixtureGateway({
    allowedOrigins: ['https://desk.example'],
    routes: [
      {
        method: 'POST',
        path: '/webhooks/test',
        handle: async (_request, response) => sendJson(response, 202, { taken: true }),
      },
      {
        method: 'POST',
        path: '/broken',
        handle: () => Promise.reject(new Error('broken')),
      },
    ],
  })
})
afterAll(() => gateway.stop())

const ofEveryAnswer = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** The status and those headers of an answer that protect it, or that say which program gave it. */
function headersOf({ status, headers }: { status: number; headers: Record<string, unknown> }) {
  const shown = [...Object.keys(ofEveryAnswer), 'server', 'x-powered-by', 'via']
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => shown.includes(name))),
  }
}

async function ask(path: string, init: RequestInit = {}) {
  const { status, headers } = await fetch(`${gateway.url}${path}`, { redirect: 'manual', ...init })
  return headersOf({ status, headers: Object.fromEntries(headers) })
}

describe('every answer', () => {
  const json = { 'content-type': 'application/json' }
  const post = (body: string, headers: Record<string, string> = json) => ({ method: 'POST', body, headers })

  it.each<[string, number, string, RequestInit]>([
    ['data', 200, '/graphql', post('{"query":"{ whoAmI }"}')],
    [
      'data to another page',
      200,
      '/graphql',
      post('{"query":"{ whoAmI }"}', { ...json, origin: 'https://desk.example' }),
    ],
    ['a GET', 200, '/graphql?query=%7BwhoAmI%7D', { headers: { 'apollo-require-preflight': '1' } }],
    ['a refused operation', 200, '/graphql', post('{"query":"{ no"}')],
    ['a refused body', 400, '/graphql', post('{')],
    ['a refused type', 415, '/graphql', post('{}', { 'content-type': 'text/plain' })],
    ['a refused page', 403, '/graphql', post('{}', { ...json, origin: 'https://evil.example' })],
    ['a preflight', 204, '/graphql', { method: 'OPTIONS', headers: { origin: 'https://desk.example' } }],
    ['a redirect', 307, '/', {}],
    ['a probe', 200, '/healthz', {}],
    ['a webhook', 202, '/webhooks/test', { method: 'POST' }],
    ['an internal error', 500, '/broken', { method: 'POST' }],
    ['nothing', 404, '/nothing', {}],
    ['another method', 405, '/webhooks/test', { method: 'PUT' }],
  ])('has the headers that protect it: %s', async (_name, status, path, init) => {
    expect(await ask(path, init)).toEqual({ status, headers: ofEveryAnswer })
  })

  it('has them when a WebSocket is refused', async () => {
    const asked = request(new URL('/graphql', gateway.url), {
      headers: { connection: 'Upgrade', upgrade: 'websocket', origin: 'https://evil.example' },
    })
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      asked.once('response', resolve).once('error', reject).end()
    })
    response.resume()
    expect(headersOf({ status: response.statusCode ?? 0, headers: response.headers })).toEqual({
      status: 403,
      headers: ofEveryAnswer,
    })
  })
})

describe('the explorer page', () => {
  it('may run its own script only, and call its own server only', async () => {
    const headers = { accept: 'text/html' }
    const html = await (await fetch(`${gateway.url}/graphql`, { headers })).text()
    // One script, because the policy names one.
    expect(html.match(/<\/script/gu)).toHaveLength(1)
    const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.indexOf('</script>'))
    const hash = createHash('sha256').update(script).digest('base64')
    expect(await ask('/graphql', { headers })).toEqual({
      status: 200,
      headers: {
        ...ofEveryAnswer,
        'cache-control': 'no-cache',
        'content-security-policy': `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      },
    })
  })
})
