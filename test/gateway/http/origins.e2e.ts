import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendJson } from '../../../platform/http/sendJson.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway

beforeAll(async () => {
  gateway = await startFixtureGateway({
    allowedOrigins: ['https://desk.example'],
    allowedHosts: ['elo.example'],
    routes: [
      {
        method: 'POST',
        path: '/webhooks/test',
        handle: async (_request, response) => sendJson(response, 202, { taken: true }),
      },
    ],
  })
})
afterAll(() => gateway.stop())

const evilHost = (host: string) =>
  `Host: expected localhost, an IP address or a host in ALLOWED_HOSTS, got "${host}"`
const refusal = (message: string) => ({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] })
const answered = { data: { customer: { name: 'Ana' } } }
const body = '{"query":"{ customer(id: \\"cus_1\\") { name } }"}'
const json = { 'content-type': 'application/json' }

/** Send a request with any headers, also `host`. Gives the status and the JSON of the answer. */
async function ask(
  headers: Record<string, string>,
  { method = 'POST', path = '/graphql' }: { method?: string; path?: string } = {},
) {
  const asked = request(new URL(path, gateway.url), { method, headers })
  asked.end(method === 'POST' ? body : undefined)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject)
  })
  return read(response)
}

async function read(response: IncomingMessage) {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(response, 'end')
  const text = Buffer.concat(chunks).toString()
  const isJson = response.headers['content-type']?.startsWith('application/json') ?? false
  const content: unknown = isJson ? JSON.parse(text) : text.slice(0, 15)
  return { status: response.statusCode, content }
}

/** Request an upgrade to WebSocket. Gives the status and the body of a refusal. */
async function upgrade(headers: Record<string, string>) {
  const asked = request(new URL('/graphql', gateway.url), {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      'sec-websocket-protocol': 'graphql-transport-ws',
      ...headers,
    },
  })
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject)
    asked.once('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response)
    })
    asked.end()
  })
  return answer.statusCode === 101 ? { status: 101, content: null } : read(answer)
}

const port = () => new URL(gateway.url).port

describe('a page whose own name resolves to our address', () => {
  const rebound = () => {
    const host = `evil.example:${port()}`
    return { host, origin: `http://${host}` }
  }

  it('gets nothing by POST, GET or WebSocket, and the error names the setting that allows a host', async () => {
    const { host, origin } = rebound()
    const refused = { status: 403, content: refusal(evilHost(host)) }
    const query = '/graphql?query=%7BwhoAmI%7D'
    expect(await ask({ ...json, host, origin })).toEqual(refused)
    expect(await ask({ ...json, host })).toEqual(refused)
    expect(await ask({ host, 'apollo-require-preflight': '1' }, { method: 'GET', path: query })).toEqual(
      refused,
    )
    expect(await ask({ host, accept: 'text/html' }, { method: 'GET' })).toEqual(refused)
    expect(await ask({ host, origin }, { method: 'OPTIONS' })).toEqual(refused)
    expect(await upgrade({ host, origin })).toEqual(refused)
  })

  it('gets nothing with the headers that a proxy sets', async () => {
    const { host, origin } = rebound()
    const refused = { status: 403, content: refusal(evilHost(host)) }
    for (const forwarded of ['localhost', 'elo.example', host]) {
      expect(await ask({ ...json, host, origin, 'x-forwarded-host': forwarded })).toEqual(refused)
    }
    const foreign = { host: 'localhost', origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }
    expect(await ask({ ...json, ...foreign })).toMatchObject({ status: 403 })
    expect(await upgrade(foreign)).toMatchObject({ status: 403 })
  })

  it('does not affect probes and webhooks, which have no origin', async () => {
    const { host } = rebound()
    for (const path of ['/healthz', '/readyz'])
      expect(await ask({ host }, { method: 'GET', path })).toMatchObject({ status: 200 })
    expect(await ask({ host }, { path: '/webhooks/test' })).toEqual({ status: 202, content: { taken: true } })
  })
})

describe('a page', () => {
  it.each(['elo.example', 'elo.example:8443', 'localhost:4000', '127.0.0.1', '[::1]:4000', 'gateway-1:4000'])(
    'of the host that is asked may ask: %s',
    async (host) => {
      const origin = `https://${host}`
      expect(await ask({ ...json, host, origin })).toEqual({ status: 200, content: answered })
      expect(await upgrade({ host, origin })).toEqual({ status: 101, content: null })
      expect(await ask({ host, accept: 'text/html' }, { method: 'GET' })).toMatchObject({ status: 200 })
    },
  )

  it('of a listed origin is answered', async () => {
    const headers = { host: 'elo.example', origin: 'https://desk.example' }
    expect(await ask({ ...json, ...headers })).toEqual({ status: 200, content: answered })
    expect(await upgrade(headers)).toEqual({ status: 101, content: null })
  })

  it.each(['https://evil.example', 'null', 'https://desk.example.evil', 'http://elo.example:81'])(
    'of another origin gets nothing: %s',
    async (origin) => {
      const message = `Origin: expected the host that is asked, "elo.example", or an origin in ALLOWED_ORIGINS, got "${origin}"`
      const refused = { status: 403, content: refusal(message) }
      expect(await ask({ ...json, host: 'elo.example', origin })).toEqual(refused)
      expect(await upgrade({ host: 'elo.example', origin })).toEqual(refused)
    },
  )
})

describe('a program', () => {
  it('sends no origin and is answered', async () => {
    expect(await ask({ ...json, host: 'elo.example' })).toEqual({ status: 200, content: answered })
  })
})
