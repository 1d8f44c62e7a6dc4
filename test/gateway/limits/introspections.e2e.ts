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

async function askForSchema(): Promise<void> {
  const { data, errors } = await gateway.graph({
    query: getIntrospectionQuery(),
    variables: {},
    principal: demoPrincipal,
    scope: createRequestScope(),
  })
  expect(errors ?? []).toEqual([])
  expect(data).toHaveProperty('__schema.types')
}

it('questions for the schema that come together are answered one in a turn of the event loop', async () => {
  await askForSchema()
  let turn = 0
  let isOver = false
  const countTurns = () => {
    turn += 1
    if (!isOver) setImmediate(countTurns)
  }
  setImmediate(countTurns)
  const turns = await Promise.all(Array.from({ length: 5 }, () => askForSchema().then(() => turn)))
  isOver = true
  // Between two of them the requests of others are read and answered.
  expect(new Set(turns).size).toBe(5)
})
