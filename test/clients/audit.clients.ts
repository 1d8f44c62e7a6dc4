import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEloWithCustomer } from './recordedCustomer.ts'

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>
beforeAll(async () => {
  elo = await startEloWithCustomer('clients-audit')
})
afterAll(() => elo?.stop())

/**
 * What does not hold. All three are one decision: a document that is refused before any of it is executed is answered with
 * 400 as `application/json` too (PROTOCOL.md, Transports), so that a client that looks at the status alone learns of it. As
 * `application/graphql-response+json` the specification asks for the 400.
 */
const departures = [
  '572B SHOULD use 200 status code on document parsing failure when accepting application/json',
  'FDE2 SHOULD use 200 status code on document validation failure when accepting application/json',
  '7B9B SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
]

describe('the audit of GraphQL over HTTP', () => {
  it('finds every MUST and MAY kept, and every SHOULD but the named ones', async () => {
    const audits = serverAudits({ url: elo.url, fetchFn: fetch })
    const count = (word: string) => audits.filter(({ name }) => name.startsWith(word)).length
    expect([count('MUST'), count('SHOULD'), count('MAY')]).toEqual([13, 23, 25])

    const results = await Promise.all(audits.map((audit) => audit.fn()))
    expect(results.filter(({ status }) => status !== 'ok').map(({ id, name }) => `${id} ${name}`)).toEqual(
      departures,
    )
  })

  it('keeps a form out: a POST of application/x-www-form-urlencoded is refused', async () => {
    const response = await fetch(elo.url, {
      method: 'POST',
      body: new URLSearchParams({ query: '{ __typename }' }),
    })
    expect([response.status, await response.json()]).toMatchObject([
      415,
      { errors: [{ message: 'content-type: expected application/json' }] },
    ])
  })
})
