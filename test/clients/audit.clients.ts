import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEloWithCustomer } from './recordedCustomer.ts'

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>
beforeAll(async () => {
  elo = await startEloWithCustomer('clients-audit')
})
afterAll(() => elo?.stop())

describe('the audit of GraphQL over HTTP', () => {
  it('finds every MUST, SHOULD and MAY kept', async () => {
    const audits = serverAudits({ url: elo.url, fetchFn: fetch })
    const count = (word: string) => audits.filter(({ name }) => name.startsWith(word)).length
    expect([count('MUST'), count('SHOULD'), count('MAY')]).toEqual([13, 23, 25])

    const results = await Promise.all(audits.map((audit) => audit.fn()))
    expect(results.filter(({ status }) => status !== 'ok').map(({ id, name }) => `${id} ${name}`)).toEqual([])
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
