import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createListedOperations } from '../../gateway/safelist/listedOperations.ts'
import { samplesOf, scrape } from '../support/scrape.ts'
import { until } from '../support/until.ts'
import { type FixtureGateway, startFixtureGateway } from './fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
beforeAll(async () => {
  const listed = 'query ShowCustomer { customer(id: "cus_1") { name mood } }'
  gateway = await startFixtureGateway({
    safelist: { mode: 'off', operations: createListedOperations(new Map([['1', listed]])) },
  })
})
afterAll(() => gateway.stop())

const samples = async (name: string) => samplesOf(await scrape(gateway.url), name)

describe('the metrics of a gateway', () => {
  it('count operations by type, transport and outcome, and by name only where it is listed', async () => {
    await gateway.ask('query ShowCustomer { customer(id: "cus_1") { name mood } }')
    await gateway.ask('query ShowCustomer { customer(id: "cus_1") { name mood } }')
    for (let n = 0; n < 20; n += 1)
      await gateway.ask(`query Name${n} { customer(id: "cus_1") { name badId } }`)
    await gateway.ask('query {')
    await gateway.ask('mutation { renameCustomer(id: "cus_3", name: "Caio") { name } }')

    expect(await samples('elo_operations_total')).toMatchObject({
      'name=ShowCustomer,outcome=OK,transport=http,type=query': 2,
      'name=other,outcome=GRAPHQL_VALIDATION_FAILED,transport=http,type=none': 20,
      'name=other,outcome=GRAPHQL_PARSE_FAILED,transport=http,type=none': 1,
    })
    const counted = Object.entries(await samples('elo_operations_total'))
    expect(counted.length).toBeLessThanOrEqual(4)
    expect(await samples('elo_operation_duration_seconds_count')).toMatchObject({
      'transport=http,type=query': 2,
      'transport=http,type=none': 21,
      'transport=http,type=mutation': 1,
    })
  })

  it('count the calls to each subgraph', async () => {
    const calls = await samples('elo_subgraph_calls_total')
    expect(Object.keys(calls).every((labels) => /^outcome=(?:ok|error),subgraph=[a-z]+$/u.test(labels))).toBe(
      true,
    )
    expect(calls['outcome=ok,subgraph=identity']).toBeGreaterThan(0)
    expect(await samples('elo_operations_in_progress')).toEqual({ '': 0 })
  })

  it('show a subscription while it is open', async () => {
    const controller = new AbortController()
    const response = await fetch(new URL('/graphql', gateway.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { customerHistory(customerId: "cus_1") { change } }' }),
      signal: controller.signal,
    })
    expect(response.status).toBe(200)
    await until('it is open', async () => (await samples('elo_subscriptions_open'))['transport=sse'] === 1)
    controller.abort()
    await until('it is closed', async () => (await samples('elo_subscriptions_open'))['transport=sse'] === 0)
  })

  it('have no value of a request', async () => {
    await gateway.ask('query Secret($id: ID!) { customer(id: $id) { name } }', { id: '+5511987654321' })
    const response = await fetch(new URL('/metrics', gateway.url))
    expect(await response.text()).not.toMatch(/5511987654321|Secret|Name7|cus_1/u)
  })
})
