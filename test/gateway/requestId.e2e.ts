import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSubgraphServer } from '../../platform/subgraph/subgraphServer.ts'
import { connectSocket } from '../support/connectSocket.ts'
import { until } from '../support/until.ts'
import { createFixtureSubgraphs } from './fixtures/fixtureSubgraphs.ts'
import {
  createLogRecorder,
  type FixtureGateway,
  startFixtureGateway,
} from './fixtures/startFixtureGateway.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

let gateway: FixtureGateway
let subgraph: { url: string; stop(): Promise<void> }
const upstream = createLogRecorder()

beforeAll(async () => {
  const fixtures = createFixtureSubgraphs()
  const { identity } = fixtures.subgraphs
  subgraph = await startSubgraphServer({
    ...{ subgraph: identity, host: '127.0.0.1', port: 0, logger: upstream.logger },
  })
  gateway = await startFixtureGateway({
    fixtures,
    sources: { identity: { kind: 'remote', url: subgraph.url } },
  })
})
afterAll(async () => {
  await gateway.stop()
  await subgraph.stop()
})

const ask = (headers: Record<string, string>, query = '{ customer(id: "cus_1") { name } }') =>
  fetch(new URL('/graphql', gateway.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
const idOf = async (headers: Record<string, string>) => (await ask(headers)).headers.get('x-request-id')

describe('the id of a request', () => {
  it('is that of x-request-id when it is a UUID, hexadecimal digits or a ULID', async () => {
    const given = [
      '4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
      '4bf92f3577b34da6a3ce929d0e0e4736',
      '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    ]
    for (const id of given) expect(await idOf({ 'x-request-id': id })).toBe(id)
  })

  it('is a new one when there is none, or one that could be personal data or is no id', async () => {
    const given = ['', 'ana@example.com', '+5511987654321', '12345678901', 'a'.repeat(65), '{"a":1}']
    const made = await Promise.all([idOf({}), ...given.map((id) => idOf({ 'x-request-id': id }))])
    for (const id of made) expect(id).toMatch(uuid)
    expect(new Set(made).size).toBe(made.length)
  })

  it('is in every answer of the server, those that are no operation too', async () => {
    for (const path of ['/healthz', '/nowhere', '/metrics'])
      expect((await fetch(new URL(path, gateway.url))).headers.get('x-request-id')).toMatch(uuid)
  })

  it('is in the lines of the gateway and of a subgraph, where the errorId of an error leads to it', async () => {
    const id = '4bf92f35-77b3-4da6-a3ce-000000000001'
    const response = await ask({ 'x-request-id': id }, 'query Broken { broken }')
    const body = JSON.stringify(await response.json())

    const [line] = upstream.logged.filter(({ requestId }) => requestId === id)
    expect(line).toMatchObject({ event: 'internal_error', requestId: id })
    expect(body).toContain(String(line?.['errorId']))
    const own = gateway.logged.filter(({ requestId }) => requestId === id)
    expect(own.map(({ event }) => event)).toEqual(['operation'])
  })

  it('is one for each operation of a WebSocket', async () => {
    const client = await connectSocket(gateway.url)
    gateway.logged.length = 0
    for (const name of ['one', 'two']) {
      client.subscribe(name, `query ${name} { customer(id: "cus_1") { name } }`)
      await client.next()
    }
    await until('both are logged', () => gateway.logged.length >= 2)
    client.socket.terminate()
    const ids = gateway.logged.map(({ requestId }) => requestId)
    for (const id of ids) expect(id).toMatch(uuid)
    expect(new Set(ids).size).toBe(2)
  })
})
