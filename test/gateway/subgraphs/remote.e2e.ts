import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { SubgraphSource } from '../../../gateway/subgraphs/subgraphSource.ts'
import { type SubgraphName, subgraphNames } from '../../../platform/subgraph/schemaFiles.ts'
import { startSubgraphServer } from '../../../platform/subgraph/subgraphServer.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { createFixtureSubgraphs, type FixtureSubgraphs } from '../fixtures/fixtureSubgraphs.ts'
import {
  createLogRecorder,
  type FixtureGateway,
  startFixtureGateway,
} from '../fixtures/startFixtureGateway.ts'

const secrets = ['the secret of the gateway and its subgraphs']
type SubgraphServer = { url: string; stop(): Promise<void> }

let toStop: { stop(): Promise<void> }[] = []
afterEach(async () => {
  // The gateway first, so that its subgraphs have no connections left.
  for (const running of toStop.reverse()) await running.stop()
  toStop = []
})

async function startTestSubgraphServer(
  subgraphs: FixtureSubgraphs,
  name: SubgraphName,
  port = 0,
): Promise<SubgraphServer> {
  const { logger } = createLogRecorder()
  const server = await startSubgraphServer({
    subgraph: subgraphs.subgraphs[name],
    host: '127.0.0.1',
    port,
    logger,
    secrets,
  })
  toStop.push(server)
  return server
}

/** A gateway with its subgraphs as servers. */
async function startDistributed(
  options: Omit<Parameters<typeof startFixtureGateway>[0] & object, 'fixtures' | 'sources'> = {},
): Promise<{
  gateway: FixtureGateway
  servers: Map<SubgraphName, SubgraphServer>
  subgraphs: FixtureSubgraphs
}> {
  const subgraphs = createFixtureSubgraphs()
  const servers = new Map<SubgraphName, SubgraphServer>()
  const sources: Partial<Record<SubgraphName, SubgraphSource>> = {}
  for (const name of subgraphNames) {
    const server = await startTestSubgraphServer(subgraphs, name)
    servers.set(name, server)
    sources[name] = { kind: 'remote', url: server.url, secrets }
  }
  const gateway = await startFixtureGateway({ ...options, fixtures: subgraphs, sources })
  toStop.push(gateway)
  return { gateway, servers, subgraphs }
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

describe('subgraphs as servers', () => {
  it('answer a query together, and each entity is fetched once', async () => {
    const { gateway, subgraphs } = await startDistributed()
    const { body } = await gateway.ask('{ whoAmI customers(count: 3) { name mood size } }')
    const customer = { name: 'Ana', mood: 'mood of cus_1', size: 10 }
    expect(body).toEqual({ data: { whoAmI: 'demo', customers: [customer, customer, customer] } })
    expect(subgraphs.references.feedback).toBe(1)
  })

  it('keep the code and path of their errors, and mask internal errors', async () => {
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
    ['is dead', async (server: SubgraphServer) => server.stop()],
    ['does not answer in time', async () => {}],
  ])('make only their own fields null when one %s', async (_, fell) => {
    const { gateway, servers, subgraphs } = await startDistributed({ limits: { subgraphTimeoutMs: 300 } })
    const feedback = servers.get('feedback')
    subgraphs.stuck.feedback = new Promise(() => {})
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

  it('make only their own fields null when a server answers that is no graph', async () => {
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

describe('a subscription to a subgraph that is a server', () => {
  it('gives the type of each event, also when it is resumed', async () => {
    const { gateway, servers, subgraphs } = await startDistributed()
    const client = await connectSocket(gateway.url)
    client.subscribe(
      's',
      `subscription { customerHistory(customerId: "cus_1") {
        __typename
        ... on InteractionRecorded { interaction { ... on Message { text } } customer { name } }
      } }`,
    )
    const typed = (event: object) => ({ payload: { data: { customerHistory: event } } })
    const recorded = (id: string) =>
      typed({
        __typename: 'InteractionRecorded',
        interaction: { text: `text of ${id}` },
        customer: { name: 'Ana' },
      })
    expect(await client.next()).toMatchObject(typed({ __typename: 'HistoryPosition' }))
    subgraphs.log.record({ interaction: { __typename: 'Message', id: 'int_1' } })
    expect(await client.next()).toMatchObject(recorded('int_1'))
    const server = servers.get('history')
    await server?.stop()
    subgraphs.log.record({ interaction: { __typename: 'Message', id: 'int_2' } })
    await startTestSubgraphServer(subgraphs, 'history', Number(new URL(server?.url ?? '').port))
    expect(await client.next()).toMatchObject(recorded('int_2'))
    client.socket.terminate()
  })

  it('is completed by the other subgraphs, and its end closes the upstream', async () => {
    const { gateway, subgraphs } = await startDistributed()
    const first = await connectSocket(gateway.url)
    const second = await connectSocket(gateway.url)
    for (const client of [first, second]) {
      client.subscribe('s', history)
      expect(await client.next()).toMatchObject(event('POSITION'))
    }
    subgraphs.log.record({ interaction: { __typename: 'Message', id: 'int_1' } })
    for (const client of [first, second]) {
      expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_1'))
    }
    first.socket.terminate()
    await subgraphs.log.until(() => subgraphs.log.following === 1)
    subgraphs.log.record({ interaction: { __typename: 'Message', id: 'int_2' } })
    expect(await second.next()).toMatchObject(event('RECORDED', 'text of int_2'))
    second.send({ id: 's', type: 'complete' })
    await subgraphs.log.until(() => subgraphs.log.following === 0)
    second.socket.terminate()
  })

  it('does not show the cursor that the gateway adds', async () => {
    const { gateway, subgraphs } = await startDistributed()
    const client = await connectSocket(gateway.url)
    client.subscribe('s', history)
    await client.next()
    subgraphs.log.record({ interaction: { __typename: 'Message', id: 'int_1' } })
    expect(JSON.stringify(await client.next())).not.toMatch(/cursor/iu)
    client.socket.terminate()
  })

  it('works when the caller uses the names that the gateway adds', async () => {
    const { gateway, servers, subgraphs } = await startDistributed()
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
    const subgraph = servers.get('history')
    await subgraph?.stop()
    subgraphs.log.record({ interaction: { __typename: 'Message', id: 'int_1' } })
    await startTestSubgraphServer(subgraphs, 'history', Number(new URL(subgraph?.url ?? '').port))
    expect(await client.next()).toMatchObject(named('RECORDED'))
    client.socket.terminate()
  })

  it('continues after a restart of the subgraph, without a gap or a repetition', async () => {
    const { gateway, servers, subgraphs } = await startDistributed()
    const { log } = subgraphs
    const client = await connectSocket(gateway.url)
    client.subscribe('s', history)
    await client.next()
    log.record({ interaction: { __typename: 'Message', id: 'int_1' } })
    expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_1'))

    const subgraph = servers.get('history')
    await subgraph?.stop()
    log.record({ interaction: { __typename: 'Message', id: 'int_2' } })
    log.record({ interaction: { __typename: 'Message', id: 'int_3' } })
    await startTestSubgraphServer(subgraphs, 'history', Number(new URL(subgraph?.url ?? '').port))

    expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_2'))
    expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_3'))
    log.record({ interaction: { __typename: 'Message', id: 'int_4' } })
    expect(await client.next()).toMatchObject(event('RECORDED', 'text of int_4'))
    client.socket.terminate()
  })

  it('loses nothing when its client is slower than the subgraph', async () => {
    const { gateway, subgraphs } = await startDistributed({ limits: { maxQueuedEvents: 2 } })
    const client = await connectSocket(gateway.url)
    const wanted = Array.from({ length: 60 }, (_, n) => `text of int_${n}`)
    for (const text of wanted)
      subgraphs.log.record({ interaction: { __typename: 'Message', id: text.slice(8) } })
    client.subscribe('s', history, { after: '0' })
    await client.next()
    for (const text of wanted) expect(await client.next()).toMatchObject(event('RECORDED', text))
    expect(subgraphs.log.followed).toBeGreaterThan(1)
    client.socket.terminate()
  })

  it('ends with UNAVAILABLE when the subgraph stays unreachable', async () => {
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

  it('that cannot be resumed ends with UNAVAILABLE when the subgraph stops', async () => {
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

  it('is refused with the error of the subgraph', async () => {
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
