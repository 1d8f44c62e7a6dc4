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

describe('a query by GET', () => {
  it.each<[string, Record<string, string>]>([
    ['a program', {}],
    ['a page of the same origin', { 'sec-fetch-site': 'same-origin' }],
    ['a person who opens the address', { 'sec-fetch-site': 'none' }],
    [
      'a foreign page that passed a preflight',
      { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' },
    ],
  ])('is answered when it comes from %s', async (_, headers) => {
    const response = await get(headers)
    expect([response.status, await response.json()]).toEqual([200, { data: { customer: { name: 'Ana' } } }])
  })

  it.each(['cross-site', 'same-site'])('is refused when a browser says that it is %s', async (site) => {
    const response = await get({ 'sec-fetch-site': site })
    expect([response.status, await response.json()]).toEqual([
      403,
      {
        errors: [
          {
            message: `Sec-Fetch-Site: expected same-origin or none, or the header apollo-require-preflight, which a foreign page cannot send, got "${site}"`,
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      },
    ])
  })
})
