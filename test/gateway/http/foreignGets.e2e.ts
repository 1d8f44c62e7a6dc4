import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
beforeAll(async () => {
  gateway = await startFixtureGateway()
})
afterAll(() => gateway.stop())

function get(headers: Record<string, string> = {}): Promise<Response> {
  const query = encodeURIComponent('{ customer(id: "cus_1") { name } }')
  return fetch(`${gateway.url}/graphql?query=${query}`, { headers })
}

const answer = { data: { customer: { name: 'Ana' } } }
const senders: [string, Record<string, string>][] = [
  ['a program', {}],
  ['a page of the same origin', { 'sec-fetch-site': 'same-origin' }],
  ['a person who opens the address', { 'sec-fetch-site': 'none' }],
  [
    'a foreign page that passed a preflight',
    { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' },
  ],
]
const foreignSites = ['cross-site', 'same-site']

function refusedFrom(site: string) {
  const message = `Sec-Fetch-Site: expected same-origin or none, or the header apollo-require-preflight, which a foreign page cannot send, got "${site}"`
  return [403, { errors: [{ message, extensions: { code: 'FORBIDDEN' } }] }]
}

describe('a query by GET', () => {
  it.each(senders)('is answered when it comes from %s', async (_, headers) => {
    const response = await get(headers)
    expect([response.status, await response.json()]).toEqual([200, answer])
  })

  it.each(foreignSites)('is refused when a browser says that it is %s', async (site) => {
    const response = await get({ 'sec-fetch-site': site })
    expect([response.status, await response.json()]).toEqual(refusedFrom(site))
  })
})

describe.each([
  ['server-sent events', 'text/event-stream'],
  ['a multipart stream', 'multipart/mixed;subscriptionSpec=1.0, application/json'],
])('a GET of %s', (_, accept) => {
  it.each(senders)('is answered when it comes from %s', async (_sender, headers) => {
    const response = await get({ ...headers, accept })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain(JSON.stringify(answer))
  })

  it.each(foreignSites)('is refused when a browser says that it is %s', async (site) => {
    const response = await get({ 'sec-fetch-site': site, accept })
    expect([response.status, await response.json()]).toEqual(refusedFrom(site))
  })
})
