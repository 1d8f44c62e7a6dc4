import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPrincipal } from '../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'
import { sendJson } from '../../platform/http/sendJson.ts'
import { type FixtureGateway, startFixtureGateway } from './fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
let isReady = true

beforeAll(async () => {
  gateway = await startFixtureGateway({
    isReady: async () => isReady,
    allowedOrigins: ['https://desk.example'],
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

describe('the explorer page', () => {
  it('is served to browsers and contains all of its scripts', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    })
    const html = await response.text()
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(html).not.toMatch(/<script[^>]+src=/iu)
    expect(html).not.toMatch(/<link[^>]+href="https?:/iu)
    const [options] = /\{"title":"Elo".*\}/u.exec(html) ?? []
    expect(options).toContain('"endpoint":"/graphql","subscriptionsProtocol":"WS"')
    expect(options).toContain('interactionFeed')
  })

  it('is not sent again to a browser that has cached it', async () => {
    const headers = { accept: 'text/html' }
    const first = await fetch(`${gateway.url}/graphql`, { headers })
    await first.arrayBuffer()
    const etag = first.headers.get('etag') ?? ''
    const again = await fetch(`${gateway.url}/graphql`, { headers: { ...headers, 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  it('is where the root redirects', async () => {
    const response = await fetch(gateway.url, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([307, '/graphql'])
  })
})

describe('the port', () => {
  it('answers the probes of liveness and readiness', async () => {
    const status = async (path: string) => (await fetch(`${gateway.url}${path}`)).status
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200])
    isReady = false
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503])
    isReady = true
  })

  it('serves the given routes', async () => {
    const response = await fetch(`${gateway.url}/webhooks/test`, { method: 'POST', body: 'x' })
    expect([response.status, await response.json()]).toEqual([202, { taken: true }])
    const wrong = await fetch(`${gateway.url}/webhooks/test`)
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('answers every other path with a 404 in JSON', async () => {
    const response = await fetch(`${gateway.url}/nowhere`)
    expect([response.status, await response.json()]).toEqual([404, { error: 'nothing answers at /nowhere' }])
  })

  it('answers pages of listed origins, and no others', async () => {
    const preflight = async (origin: string) => {
      const headers = { origin, 'access-control-request-method': 'POST' }
      const response = await fetch(`${gateway.url}/graphql`, { method: 'OPTIONS', headers })
      return response.headers.get('access-control-allow-origin')
    }
    expect(await preflight('https://desk.example')).toBe('https://desk.example')
    expect(await preflight('https://evil.example')).toBe(null)
  })
})

describe('graph', () => {
  it('calls the gateway in process, with the given principal and scope', async () => {
    const scope = createRequestScope()
    const principal = { ...demoPrincipal, id: 'intake' }
    const result = await gateway.graph({
      query: 'query ($id: ID!) { whoAmI customer(id: $id) { name } }',
      variables: { id: 'cus_1' },
      principal,
      scope,
    })
    expect(result).toEqual({ data: { whoAmI: 'intake', customer: { name: 'Ana' } } })
    expect(gateway.fixtures.scopes.identity.at(-1)).toBe(scope)
  })
})
