import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatewayConfigSchema, gatewayOptionsOf } from '../../../gateway/config.ts'
import { readConfig } from '../../../platform/process/settings/readConfig.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway

beforeAll(async () => {
  gateway = await startFixtureGateway({ introspection: false })
})
afterAll(() => gateway.stop())

const switchedOff = (field: string) => ({
  message: `introspection is switched off here, got ${field}`,
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
})

describe('without introspection', () => {
  it.each([
    ['__schema', '{ __schema { queryType { name } } }'],
    ['__type', '{ type: __type(name: "Customer") { name } }'],
    [
      '__schema',
      'query A($on: Boolean = false) { whoAmI ...F } fragment F on Query { __schema @include(if: $on) { types { name } } }',
    ],
  ])('%s is refused', async (field, query) => {
    const { status, body } = await gateway.ask(query)
    expect(status).toBe(200)
    expect(body.errors).toMatchObject([switchedOff(field)])
    expect(body.data).toBeUndefined()
  })

  it('it is refused over a WebSocket', async () => {
    const client = await connectSocket(gateway.url)
    client.subscribe('1', '{ __schema { queryType { name } } }')
    expect(await client.next()).toMatchObject({ type: 'error', payload: [switchedOff('__schema')] })
    client.socket.terminate()
  })

  it('__typename is answered', async () => {
    const { body } = await gateway.ask('{ __typename customer(id: "cus_1") { __typename } }')
    expect(body).toEqual({ data: { __typename: 'Query', customer: { __typename: 'Customer' } } })
  })

  it('errors suggest no names of the schema', async () => {
    const { body } = await gateway.ask('{ custome(id: "cus_1") { name } }')
    expect(body.errors).toMatchObject([{ message: 'Cannot query field "custome" on type "Query".' }])
  })

  it('a browser gets a sentence instead of the explorer page', async () => {
    const response = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } })
    expect(response.status).toBe(404)
    expect(await response.text()).toBe(
      'The explorer page is switched off here. Programs call the graph at this address.\n',
    )
  })
})

describe('ELO_INTROSPECTION', () => {
  const introspectionOf = (environment: Record<string, string>) =>
    gatewayOptionsOf(readConfig(gatewayConfigSchema, { ELO_KEYS_DIR: '/tmp', ...environment })).introspection

  it('is off in production only, unless it is set', () => {
    expect(introspectionOf({})).toBe(true)
    expect(introspectionOf({ NODE_ENV: 'development' })).toBe(true)
    expect(introspectionOf({ NODE_ENV: 'production' })).toBe(false)
    expect(introspectionOf({ NODE_ENV: 'production', ELO_INTROSPECTION: 'on' })).toBe(true)
    expect(introspectionOf({ ELO_INTROSPECTION: 'off' })).toBe(false)
    expect(() => introspectionOf({ ELO_INTROSPECTION: 'no' })).toThrow(
      'ELO_INTROSPECTION: expected on or off',
    )
  })
})
