import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { SubgraphSource } from '../../gateway/subgraphSource.ts'
import { type SubgraphName, subgraphNames } from '../../platform/schemaFiles.ts'
import { startSubgraphServer } from '../../platform/subgraphServer.ts'
import { connectSocket } from '../support/connectSocket.ts'
import { createFixtureRooms, type FixtureRooms } from './fixtures/fixtureRooms.ts'
import {
  createLogRecorder,
  type FixtureGateway,
  startFixtureGateway,
} from './fixtures/startFixtureGateway.ts'

type RoomServer = { url: string; stop(): Promise<void> }

let toStop: { stop(): Promise<void> }[] = []
afterEach(async () => {
  // The gateway first: its rooms then have nobody left to wait for.
  for (const running of toStop.reverse()) await running.stop()
  toStop = []
})

async function startRoomServer(rooms: FixtureRooms, name: SubgraphName, port = 0): Promise<RoomServer> {
  const { logger } = createLogRecorder()
  const server = await startSubgraphServer({
    subgraph: rooms.subgraphs[name],
    host: '127.0.0.1',
    port,
    logger,
  })
  toStop.push(server)
  return server
}

/** A gateway whose rooms all are servers of their own. */
async function startDistributed(
  options: Omit<Parameters<typeof startFixtureGateway>[0] & object, 'rooms' | 'sources'> = {},
): Promise<{ gateway: FixtureGateway; servers: Map<SubgraphName, RoomServer>; rooms: FixtureRooms }> {
  const rooms = createFixtureRooms()
  const servers = new Map<SubgraphName, RoomServer>()
  const sources: Partial<Record<SubgraphName, SubgraphSource>> = {}
  for (const name of subgraphNames) {
    const server = await startRoomServer(rooms, name)
    servers.set(name, server)
    sources[name] = { kind: 'remote', url: server.url }
  }
  const gateway = await startFixtureGateway({ ...options, rooms, sources })
  toStop.push(gateway)
  return { gateway, servers, rooms }
}

const history = /* GraphQL */ `
  subscription ($after: String) {
    customerHistory(customerId: "cus_1", after: $after) {
      change
      interaction {
        ... on Message {
          text
        }
      }
      customer {
        name
      }
    }
  }
`
const event = (change: string, text?: string) => ({
  payload: {
    data: {
      customerHistory: { change, interaction: text ? { text } : null, customer: { name: 'Ana' } },
    },
  },
})

describe('rooms as servers', () => {
  it('answer a query together, each entity asked once', async () => {
    const { gateway, rooms } = await startDistributed()
    const { body } = await gateway.ask('{ whoAmI customers(count: 3) { name mood size } }')
    const customer = { name: 'Ana', mood: 'mood of cus_1', size: 10 }
    expect(body).toEqual({ data: { whoAmI: 'demo', customers: [customer, customer, customer] } })
    expect(rooms.references.feedback).toBe(1)
  })

  it('keep the code and path of their errors, and mask what is theirs', async () => {
    const { gateway } = await startDistributed()
    const { body } = await gateway.ask('{ wrong: badId broken }')
    expect(body.data).toEqual({ wrong: null, broken: null })
    expect(body.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['wrong'], 'BAD_USER_INPUT'],
      [['broken'], 'INTERNAL_SERVER_ERROR'],
    ])
    expect(JSON.stringify(body)).not.toContain('hunter2')
  })

  it.each([
    ['is dead', async (server: RoomServer) => server.stop()],
    ['does not answer in time', async () => {}],
  ])('dim only their own fields when one %s', async (_, fell) => {
    const { gateway, servers, rooms } = await startDistributed({ limits: { subgraphTimeoutMs: 300 } })
    const feedback = servers.get('feedback')
    rooms.stuck.feedback = new Promise(() => {})
    if (feedback) await fell(feedback)
    const { body } = await gateway.ask('{ customer(id: "cus_1") { name mood size } }')
    expect(body).toEqual({
      data: { customer: { name: 'Ana', mood: null, size: 10 } },
      errors: [
        {
          message: 'the subgraph "feedback" does not answer; try again',
          path: ['customer'],
          extensions: { code: 'UNAVAILABLE', retryable: true, serviceName: 'feedback' },
        },
      ],
    })
  })

  it('dim only their own fields when what answers is no graph', async () => {
    const other: Server = createServer((_request, response) => response.end('{"message":"bad gateway"}'))
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : 0
    const gateway = await startFixtureGateway({
      sources: { feedback: { kind: 'remote', url: `http://127.0.0.1:${port}/graphql` } },
    })
    const { body } = await gateway.ask('{ customer(id: "cus_1") { name mood } }')
    expect(body.data).toEqual({ customer: { name: 'Ana', mood: null } })
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UNAVAILABLE'])
    await gateway.stop()
    other.close()
  })
})

describe('a subscription to a room that is a server', () => {
  it('is completed by the other rooms, and the last to leave closes the upstream', async () => {
    const { gateway, rooms } = await startDistributed()
    const first = await connectSocket(gateway.url)
    const second = await connectSocket(gateway.url)
    for (const client of [first, second]) {
      client.subscribe('s', history)
      expect(await client.next()).toMatchObject(event('POSITION'))
    }
    rooms.log.record({ interaction: { __typename: 'Message', id: 'int_1' } })
    for (const client of [first, second]) {
      expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_1'))
    }
    first.socket.terminate()
    await rooms.log.until(() => rooms.log.following === 1)
    rooms.log.record({ interaction: { __typename: 'Message', id: 'int_2' } })
    expect(await second.next()).toMatchObject(event('RECORDED', 'text of int_2'))
    second.send({ id: 's', type: 'complete' })
    await rooms.log.until(() => rooms.log.following === 0)
    second.socket.terminate()
  })

  it('shows nothing of the cursor the gateway asks for', async () => {
    const { gateway, rooms } = await startDistributed()
    const client = await connectSocket(gateway.url)
    client.subscribe('s', history)
    await client.next()
    rooms.log.record({ interaction: { __typename: 'Message', id: 'int_1' } })
    expect(JSON.stringify(await client.next())).not.toMatch(/cursor/iu)
    client.socket.terminate()
  })

  it('keeps what the caller gave the names that the gateway would take itself', async () => {
    const { gateway, servers, rooms } = await startDistributed()
    const client = await connectSocket(gateway.url)
    const query = `subscription ($_eloAfter: String) {
      customerHistory(customerId: "cus_1", after: $_eloAfter) {
        _eloCursor: change
        customer { _eloCursor1: name }
      }
    }`
    const named = (change: string) => ({
      payload: { data: { customerHistory: { _eloCursor: change, customer: { _eloCursor1: 'Ana' } } } },
    })
    client.subscribe('s', query, { _eloAfter: '0' })
    expect(await client.next()).toMatchObject(named('POSITION'))
    const room = servers.get('history')
    await room?.stop()
    rooms.log.record({ interaction: { __typename: 'Message', id: 'int_1' } })
    await startRoomServer(rooms, 'history', Number(new URL(room?.url ?? '').port))
    expect(await client.next()).toMatchObject(named('RECORDED'))
    client.socket.terminate()
  })

  it('goes on after the room was restarted, without a gap or a repeat', async () => {
    const { gateway, servers, rooms } = await startDistributed()
    const { log } = rooms
    const client = await connectSocket(gateway.url)
    client.subscribe('s', history)
    await client.next()
    log.record({ interaction: { __typename: 'Message', id: 'int_1' } })
    expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_1'))

    const room = servers.get('history')
    await room?.stop()
    log.record({ interaction: { __typename: 'Message', id: 'int_2' } })
    log.record({ interaction: { __typename: 'Message', id: 'int_3' } })
    await startRoomServer(rooms, 'history', Number(new URL(room?.url ?? '').port))

    expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_2'))
    expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_3'))
    log.record({ interaction: { __typename: 'Message', id: 'int_4' } })
    expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_4'))
    client.socket.terminate()
  })

  it('loses nothing when its reader is slower than the room', async () => {
    const { gateway, rooms } = await startDistributed({ limits: { maxQueuedEvents: 2 } })
    const client = await connectSocket(gateway.url)
    const wanted = Array.from({ length: 60 }, (_, n) => `text of int_${n}`)
    for (const text of wanted) rooms.log.record({ interaction: { __typename: 'Message', id: text.slice(8) } })
    client.subscribe('s', history, { after: '0' })
    await client.next()
    for (const text of wanted) expect(await client.next()).toMatchObject(event('RECORDED', text))
    expect(rooms.log.followed).toBeGreaterThan(1)
    client.socket.terminate()
  })

  it('ends with UNAVAILABLE when the room stays away', async () => {
    const { gateway, servers } = await startDistributed({ limits: { maxResumes: 3 } })
    const client = await connectSocket(gateway.url)
    client.subscribe('s', history)
    await client.next()
    await servers.get('history')?.stop()
    expect(await client.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }],
    })
    client.socket.terminate()
  })

  it('that cannot be resumed ends with UNAVAILABLE when the room is gone', async () => {
    const { gateway, servers } = await startDistributed()
    const client = await connectSocket(gateway.url)
    client.subscribe('s', 'subscription { pulse { change } }')
    await client.next()
    await servers.get('history')?.stop()
    expect(await client.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }],
    })
    client.socket.terminate()
  })

  it('is refused as the room refuses it', async () => {
    const { gateway } = await startDistributed()
    const client = await connectSocket(gateway.url)
    client.subscribe('s', 'subscription { customerHistory(customerId: "cus_9") { change } }')
    expect(await client.next()).toMatchObject({
      type: 'error',
      payload: [{ message: 'customerId: no customer has the id cus_9', extensions: { code: 'NOT_FOUND' } }],
    })
    client.socket.terminate()
  })
})
