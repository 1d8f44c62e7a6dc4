import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
beforeAll(async () => {
  gateway = await startFixtureGateway()
})
afterAll(() => gateway.stop())

it('serves others before the questions for the schema that wait, and each of these', async () => {
  const order: string[] = []
  const ask = async (name: string, query: string) => {
    const { data, errors } = await gateway.graph({
      query,
      variables: {},
      principal: demoPrincipal,
      scope: createRequestScope(),
    })
    expect([name, errors ?? []]).toEqual([name, []])
    expect(data).toBeTruthy()
    order.push(name)
  }
  await ask('compiled', getIntrospectionQuery())
  await Promise.all([
    ...Array.from({ length: 5 }, () => ask('schema', getIntrospectionQuery())),
    ask('name', '{ __typename }'),
  ])
  expect(order).toEqual(['compiled', 'name', ...Array.from({ length: 5 }, () => 'schema')])
})
