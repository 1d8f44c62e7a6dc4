import { allRows } from '../../../platform/subgraph/rows.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { callerError } from '../../../platform/errors/errors.ts'
import { connectSocket, type Message, type SocketClient } from '../../support/connectSocket.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
let client: SocketClient

beforeAll(async () => {
  gateway = await startFixtureGateway()
})
afterAll(() => gateway.stop())
beforeEach(async () => {
  client = await connectSocket(gateway.url)
  return () => client.socket.terminate()
})

describe('a query over a WebSocket', () => {
  it('is answered and completed', async () => {
    client.subscribe('q', '{ customer(id: "cus_1") { name mood } }')
    expect(await client.next()).toEqual({
      id: 'q',
      type: 'next',
      payload: { data: { customer: { name: 'Ana', mood: 'mood of cus_1' } } },
    })
    expect(await client.next()).toEqual({ id: 'q', type: 'complete' })
  })

  it('is a mutation as well', async () => {
    client.subscribe('m', 'mutation { renameCustomer(id: "cus_2", name: "Bia") { name } }')
    expect(await client.next()).toMatchObject({ payload: { data: { renameCustomer: { name: 'Bia' } } } })
  })

  it.each([
    ['{ nobody }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['query A { whoAmI } query B { whoAmI }', 'OPERATION_RESOLUTION_FAILURE'],
    ['query ($id: ID!) { customer(id: $id) { name } }', 'BAD_USER_INPUT'],
  ])('%s is refused by an error message with %s', async (query, code) => {
    client.subscribe('q', query)
    expect(await client.next()).toMatchObject({ id: 'q', type: 'error', payload: [{ extensions: { code } }] })
  })
})

describe('a socket', () => {
  it('of a page of another origin is refused', async () => {
    await expect(connectSocket(gateway.url, { headers: { origin: 'https://evil.example' } })).rejects.toThrow(
      '403',
    )
  })

  it('of a page of our own is taken', async () => {
    const own = await connectSocket(gateway.url, { headers: { origin: gateway.url } })
    own.subscribe('q', '{ whoAmI }')
    expect(await own.next()).toMatchObject({ id: 'q', type: 'next' })
    own.socket.terminate()
  })

  it('whose principal is refused is closed with 4401', async () => {
    const strict = await startFixtureGateway({
      principalOf: async (_request, { token }) => {
        if (token === 'good') return { kind: 'AGENT', id: 'agent-7', scopes: [], rows: allRows }
        throw callerError('UNAUTHENTICATED', 'token: expected a valid token')
      },
    })
    await expect(connectSocket(strict.url)).rejects.toThrow('"code":4401')
    const agent = await connectSocket(strict.url, { connectionParams: { token: 'good' } })
    agent.subscribe('q', '{ whoAmI }')
    expect(await agent.next()).toMatchObject({ payload: { data: { whoAmI: 'agent-7' } } })
    await strict.stop()
  })

  it('may have a hundred operations at once and no more', async () => {
    const messages: Message[] = []
    for (let n = 0; n <= 100; n += 1) client.subscribe(`s${n}`, 'subscription { pulse { change } }')
    for (let n = 0; n <= 100; n += 1) messages.push(await client.next())
    expect(messages.filter(({ type }) => type === 'error')).toEqual([
      {
        id: 's100',
        type: 'error',
        payload: [
          {
            message: 'expected at most 100 operations at once on one socket, got one more',
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      },
    ])
  })

  it('may use an id again though its completed operation has not ended, and not while it is active', async () => {
    const stuck = await startFixtureGateway()
    let release = () => {}
    stuck.fixtures.stuck.identity = new Promise((resolve) => {
      release = resolve
    })
    const socket = await connectSocket(stuck.url)
    socket.subscribe('again', '{ customer(id: "cus_1") { name } }')
    socket.send({ id: 'again', type: 'complete' })
    socket.subscribe('again', 'subscription { pulse { change } }')
    expect(await socket.next()).toEqual({
      id: 'again',
      type: 'next',
      payload: { data: { pulse: { change: 'POSITION' } } },
    })
    release()
    stuck.fixtures.log.record({ interaction: null })
    expect(await socket.next()).toEqual({
      id: 'again',
      type: 'next',
      payload: { data: { pulse: { change: 'RECORDED' } } },
    })
    socket.subscribe('again', 'subscription { pulse { change } }')
    expect(await socket.closed).toEqual({ code: 4409, reason: 'Subscriber for again already exists' })
    await stuck.stop()
    expect(stuck.fixtures.log.following).toBe(0)
  })

  it('may use an id again when its operation has ended', async () => {
    for (let time = 0; time < 3; time += 1) {
      client.subscribe('q', '{ whoAmI }')
      expect((await client.next()).type).toBe('next')
      expect((await client.next()).type).toBe('complete')
      client.subscribe('q', 'subscription { nonsense }')
      expect((await client.next()).type).toBe('error')
    }
  })

  it('with a message over 1 MB is closed with 1009', async () => {
    client.send({ id: 's', type: 'subscribe', payload: { query: `{ whoAmI } #${'x'.repeat(1024 * 1024)}` } })
    expect((await client.closed).code).toBe(1009)
  })
})
