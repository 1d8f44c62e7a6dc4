import { once } from 'node:events'
import { type ExecutionResult, GraphQLError } from 'graphql'
import { createClient } from 'graphql-ws'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { callerError } from '../../../platform/errors/errors.ts'
import { createGraphqlSockets } from '../../../platform/websocket/graphqlSockets.ts'
import { startHttpServer } from '../../../platform/http/httpServer.ts'
import { createLogger } from '../../../platform/process/logger.ts'
import { socketLimits, type SocketLimits } from '../../../platform/websocket/socketLimits.ts'
import type { SocketOutcome, SocketRequest } from '../../../platform/websocket/socketProtocol.ts'
import { connectSocket, type Message, type SocketClient } from '../../support/connectSocket.ts'
import { createResults, deferred } from '../lang/resultsByHand.ts'

let server: { url: string; stop(): Promise<void> }
let client: SocketClient
/** The graph behind the sockets. */
let operate: (request: SocketRequest) => Promise<SocketOutcome>
let logged: string

async function startSockets(limits: Partial<SocketLimits> = {}): Promise<typeof server> {
  const logger = createLogger(
    { level: 'warn', name: 'test' },
    { write: (line: string) => void (logged += line) },
  )
  const sockets = createGraphqlSockets({
    connect: async (_request, { refuse }) => {
      if (refuse === 'FORBIDDEN') throw callerError('FORBIDDEN', 'token: expected one for this graph')
      if (refuse) throw callerError('UNAUTHENTICATED', 'token: expected a valid token')
    },
    operate: (request) => operate(request),
    limits: { ...socketLimits, ...limits },
    logger,
  })
  const http = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [],
    upgrade: { '/graphql': sockets.upgrade },
    logger,
  })
  return {
    url: http.url,
    stop: async () => void (await Promise.all([sockets.stop(), http.stop(0)])),
  }
}

beforeEach(async () => {
  logged = ''
  operate = async ({ query }) => ({ kind: 'result', result: { data: { query } } })
  server = await startSockets()
  client = await connectSocket(server.url)
})
afterEach(async () => {
  client.socket.terminate()
  await server.stop()
})

/** This number of messages, and any further ones that the server has sent when it answers a ping. */
async function received(count: number): Promise<unknown[]> {
  const messages: unknown[] = []
  while (messages.length < count) messages.push(await client.next())
  client.send({ type: 'ping', payload: { fence: true } })
  for (;;) {
    const message = await client.next()
    if (message.type === 'pong') {
      expect(message.payload).toEqual({ fence: true })
      return messages
    }
    messages.push(message)
  }
}

/** A socket that has sent nothing yet. */
async function openRaw(url: string, protocol: string | undefined = 'graphql-transport-ws') {
  const socket = new WebSocket(new URL('/graphql', url.replace('http', 'ws')), protocol)
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  socket.on('error', () => {})
  await once(socket, 'open')
  return { socket, closed }
}

const next = (id: string, data: object) => ({ id, type: 'next', payload: { data } })
/** The variable that `subscription { n }` returns. */
function numberOf({ type, payload }: Message): number {
  expect(type).toBe('next')
  return z.object({ data: z.object({ n: z.number() }) }).parse(payload).data.n
}
const internal = { code: 'INTERNAL_SERVER_ERROR' }
const complete = (id: string) => ({ id, type: 'complete' })

describe('an operation', () => {
  it('reaches the graph unchanged', async () => {
    const requests: SocketRequest[] = []
    operate = async (request) => {
      requests.push(request)
      return { kind: 'result', result: { data: {} } }
    }
    const full = {
      query: '{ not parsed',
      operationName: 'Name',
      variables: { a: 1 },
      extensions: { b: [2] },
    }
    client.send({ id: '1', type: 'subscribe', payload: full })
    expect(await received(2)).toEqual([next('1', {}), complete('1')])
    client.send({ id: '2', type: 'subscribe', payload: { query: '', operationName: null, variables: null } })
    expect(await received(2)).toEqual([next('2', {}), complete('2')])
    expect(requests).toEqual([full, { query: '', operationName: undefined, variables: {}, extensions: {} }])
  })

  it('that is refused gets an error message and no complete, and frees its id', async () => {
    const errors = [
      callerError('GRAPHQL_VALIDATION_FAILED', 'Cannot query field "x"'),
      callerError('BAD_USER_INPUT', 'two'),
    ]
    operate = async () => ({ kind: 'refused', errors })
    client.subscribe('1', '{ x }')
    const refused = {
      id: '1',
      type: 'error',
      payload: [
        { message: 'Cannot query field "x"', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
        { message: 'two', extensions: { code: 'BAD_USER_INPUT' } },
      ],
    }
    expect(await received(1)).toEqual([refused])
    client.subscribe('1', '{ x }')
    expect(await received(1)).toEqual([refused])
  })

  it('whose result has errors is sent as next and complete', async () => {
    const errors = [new GraphQLError('gone', { path: ['a'], extensions: { code: 'UNAVAILABLE' } })]
    operate = async () => ({ kind: 'result', result: { data: { a: null }, errors } })
    client.subscribe('1', '{ a }')
    const payload = {
      data: { a: null },
      errors: [{ message: 'gone', path: ['a'], extensions: { code: 'UNAVAILABLE' } }],
    }
    expect(await received(2)).toEqual([{ id: '1', type: 'next', payload }, complete('1')])
  })

  it('that fails by an internal error gets a masked error that is logged once', async () => {
    operate = async () => {
      throw new Error('the password is hunter2')
    }
    client.subscribe('1', '{ a }')
    const [message, ...more] = await received(1)
    expect(message).toMatchObject({ id: '1', type: 'error', payload: [{ extensions: internal }] })
    expect(JSON.stringify(message)).toMatch(/"internal error; quote [\w-]+ when you ask about it"/u)
    expect(more).toEqual([])
    expect(logged.match(/hunter2/gu)?.length).toBeGreaterThan(0)
    expect(logged.trim().split('\n')).toHaveLength(1)
  })
})

describe('a stream', () => {
  it('gives its results and completes', async () => {
    const results = createResults()
    operate = async () => ({ kind: 'stream', results })
    client.subscribe('1', 'subscription { a }')
    for (const a of [1, 2]) {
      results.give({ data: { a } })
      expect(await client.next()).toEqual(next('1', { a }))
    }
    results.finish()
    expect(await client.next()).toEqual(complete('1'))
  })

  it('is returned when the client completes it, and sends nothing more', async () => {
    const results = createResults()
    operate = async () => ({ kind: 'stream', results })
    client.subscribe('1', 'subscription { a }')
    results.give({ data: { a: 1 } })
    await client.next()
    client.send(complete('1'))
    await results.closed
    results.give({ data: { a: 2 } })
    expect(await received(0)).toEqual([])
  })

  it('is returned when the socket is closed, also when it begins after that', async () => {
    const [early, late] = [createResults(), createResults()]
    const begun = deferred<SocketOutcome>()
    operate = ({ query }) =>
      query === 'early' ? Promise.resolve({ kind: 'stream', results: early }) : begun.promise
    client.subscribe('1', 'early')
    early.give({ data: {} })
    await client.next()
    client.subscribe('2', 'late')
    client.socket.terminate()
    await early.closed
    begun.resolve({ kind: 'stream', results: late })
    await late.closed
    expect(logged).toBe('')
  })

  it('that fails gets an error message in place of complete', async () => {
    const results = createResults()
    operate = async () => ({ kind: 'stream', results })
    client.subscribe('1', 'subscription { a }')
    results.fail(new Error('the password is hunter2'))
    const message = await client.next()
    expect(message).toMatchObject({
      type: 'error',
      payload: [{ extensions: internal }],
    })
    expect(JSON.stringify(message)).not.toContain('hunter2')
    expect(await received(0)).toEqual([])
  })

  it('is read only as fast as the client reads', async () => {
    const slow = await startSockets({ maxSendMs: 200 })
    const results = createResults()
    const text = 'x'.repeat(1024 * 1024)
    let read = 0
    for (let n = 0; n < 100; n += 1) {
      results.give({
        get data() {
          read += 1
          return { text }
        },
      })
    }
    operate = async () => ({ kind: 'stream', results })
    const paused = await connectSocket(slow.url)
    paused.subscribe('1', 'subscription { text }')
    paused.socket.pause()
    await results.closed
    expect(read).toBeLessThan(20)
    paused.socket.resume()
    expect(await paused.closed).toEqual({ code: 4290, reason: 'slow consumer; resume from your last cursor' })
    expect(logged).toBe('')
    await slow.stop()
  })
})

describe('an id', () => {
  it('can be used again right after complete, in bursts', async () => {
    const streams: ReturnType<typeof createResults>[] = []
    operate = async ({ variables }) => {
      const results = createResults()
      streams.push(results)
      results.give({ data: variables })
      return { kind: 'stream', results }
    }
    for (let round = 0; round < 10; round += 1) {
      for (let n = 1; n <= 40; n += 1) {
        client.subscribe('1', 'subscription { n }', { n })
        if (n < 40) client.send(complete('1'))
      }
      // Results that an operation gave before its complete arrived may come, in order; none after the last.
      const seen: unknown[] = []
      while (seen.at(-1) !== 40) seen.push(numberOf(await client.next()))
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => Number(a) - Number(b)))
      client.send(complete('1'))
      await Promise.all(streams.map(({ closed }) => closed))
      expect(await received(0)).toEqual([])
    }
    expect(streams).toHaveLength(400)
    expect(logged).toBe('')
  })

  it('belongs only to the new operation while the earlier one has not begun', async () => {
    const begun = ['a', 'b', 'c'].map(() => deferred<SocketOutcome>())
    const results = createResults()
    let count = 0
    operate = async () => begun[count++]?.promise ?? { kind: 'stream', results }
    for (const _ of begun) {
      client.subscribe('1', '{ old }')
      client.send(complete('1'))
    }
    client.subscribe('1', 'subscription { new }')
    results.give({ data: { new: 1 } })
    expect(await client.next()).toEqual(next('1', { new: 1 }))

    const stale = createResults()
    stale.give({ data: { old: true } })
    begun[0]?.resolve({ kind: 'result', result: { data: { old: true } } })
    begun[1]?.resolve({ kind: 'refused', errors: [callerError('BAD_USER_INPUT', 'old')] })
    begun[2]?.resolve({ kind: 'stream', results: stale })
    await stale.closed
    expect(await received(0)).toEqual([])

    results.give({ data: { new: 2 } })
    expect(await client.next()).toEqual(next('1', { new: 2 }))
    client.send(complete('1'))
    await results.closed
  })

  it('belongs only to the new operation while the earlier one is ending', async () => {
    const torn = deferred()
    const old = createResults({ closing: torn.promise })
    const fresh = createResults()
    operate = async ({ query }) => ({ kind: 'stream', results: query === 'old' ? old : fresh })
    client.subscribe('1', 'old')
    old.give({ data: { old: 1 } })
    await client.next()
    client.send(complete('1'))
    client.subscribe('1', 'fresh')
    await old.closed
    fresh.give({ data: { fresh: 1 } })
    expect(await client.next()).toEqual(next('1', { fresh: 1 }))
    torn.resolve()
    expect(await received(0)).toEqual([])
    fresh.give({ data: { fresh: 2 } })
    expect(await client.next()).toEqual(next('1', { fresh: 2 }))
    client.subscribe('1', 'fresh')
    expect(await client.closed).toEqual({ code: 4409, reason: 'Subscriber for 1 already exists' })
    await fresh.closed
  })

  it('belongs only to the new operation when the earlier one never ends', async () => {
    async function* blocked(): AsyncGenerator<ExecutionResult> {
      yield { data: { old: 1 } }
      await new Promise(() => {})
    }
    operate = async ({ query }) =>
      query === 'old'
        ? { kind: 'stream', results: blocked() }
        : { kind: 'result', result: { data: { fresh: 1 } } }
    client.subscribe('1', 'old')
    expect(await client.next()).toEqual(next('1', { old: 1 }))
    client.send(complete('1'))
    client.subscribe('1', 'fresh')
    expect(await received(2)).toEqual([next('1', { fresh: 1 }), complete('1')])
  })

  it.each(['1', '文'.repeat(60), '__proto__'])(
    '%s that is active closes the socket with 4409',
    async (id) => {
      operate = () => new Promise(() => {})
      client.subscribe(id, '{ a }')
      client.subscribe(id, '{ a }')
      const { code, reason } = await client.closed
      expect(code).toBe(4409)
      expect(reason).toContain(`Subscriber for ${id.slice(0, 20)}`)
    },
  )

  it('that is completed before its operation has ended still counts towards twice the limit', async () => {
    const own = await startSockets({ maxOperations: 3 })
    const socket = await connectSocket(own.url)
    operate = () => new Promise(() => {})
    for (let n = 0; n < 6; n += 1) {
      socket.subscribe('1', '{ a }')
      socket.send(complete('1'))
    }
    socket.subscribe('1', '{ a }')
    const message = 'expected at most 3 operations at once on one socket, got one more'
    expect(await socket.next()).toEqual({
      id: '1',
      type: 'error',
      payload: [{ message, extensions: { code: 'BAD_REQUEST' } }],
    })
    await own.stop()
  })
})

describe('a message that is not one of a client', () => {
  it.each([
    ['a connection_ack', { type: 'connection_ack' }],
    ['a next', { id: '1', type: 'next', payload: { data: {} } }],
    ['an error', { id: '1', type: 'error', payload: [{ message: 'no' }] }],
    ['an unknown type', { type: 'start' }],
    ['a type that every object has', { type: 'constructor' }],
    ['no type', {}],
    ['a type that is no text', { type: 7 }],
    ['an array', []],
    ['null', null],
    ['a number', 4],
    ['a text', 'subscribe'],
    ['a subscribe without an id', { type: 'subscribe', payload: { query: '{ a }' } }],
    ['a subscribe with an empty id', { id: '', type: 'subscribe', payload: { query: '{ a }' } }],
    ['a subscribe with a number as id', { id: 1, type: 'subscribe', payload: { query: '{ a }' } }],
    ['a subscribe without a payload', { id: '1', type: 'subscribe' }],
    ['a subscribe without a query', { id: '1', type: 'subscribe', payload: {} }],
    ['a query that is no text', { id: '1', type: 'subscribe', payload: { query: {} } }],
    ['variables that are a list', { id: '1', type: 'subscribe', payload: { query: '{ a }', variables: [] } }],
    ['a name that is no text', { id: '1', type: 'subscribe', payload: { query: '{ a }', operationName: 1 } }],
    [
      'extensions that are a text',
      { id: '1', type: 'subscribe', payload: { query: '{ a }', extensions: '' } },
    ],
    ['a complete without an id', { type: 'complete' }],
    ['a ping with a list', { type: 'ping', payload: [] }],
  ])('%s closes the socket with 4400 and is no internal error', async (_, message) => {
    client.socket.send(JSON.stringify(message))
    const { code, reason } = await client.closed
    expect(code).toBe(4400)
    expect(reason).toMatch(/^(Invalid message received: .|expected a message of a client, got ")/u)
    expect(logged).toBe('')
  })

  it.each(['', '{', '{"type":"ping"', 'undefined', '[[[[[[[[[['])(
    'the text %j closes the socket with 4400',
    async (text) => {
      client.socket.send(text)
      expect((await client.closed).code).toBe(4400)
      expect(logged).toBe('')
    },
  )

  it('closes the socket with a reason that names what was expected', async () => {
    client.send({ id: '1', type: 'next', payload: { data: {} } })
    expect(await client.closed).toEqual({
      code: 4400,
      reason: 'expected a message of a client, got "next"',
    })
  })

  it.each([true, false])(
    'bytes that are not UTF-8 close the socket with 1007, binary: %s',
    async (binary) => {
      const text = Buffer.from('{"id":"1","type":"subscribe","payload":{"query":"{ \xff }"}}', 'latin1')
      client.socket.send(text, { binary })
      expect((await client.closed).code).toBe(1007)
      expect(logged).toBe('')
    },
  )

  it('ends the operations of the socket', async () => {
    const results = createResults()
    operate = async () => ({ kind: 'stream', results })
    client.subscribe('1', 'subscription { a }')
    results.give({ data: {} })
    await client.next()
    client.send({ type: 'connection_ack' })
    await expect(results.closed).resolves.toBeUndefined()
  })

  it('is ignored when it completes an unknown id', async () => {
    client.send(complete('nothing'))
    expect(await received(0)).toEqual([])
  })
})

describe('a connection', () => {
  it('that subscribes before connection_init is closed with 4401', async () => {
    const { socket, closed } = await openRaw(server.url)
    socket.send('{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}')
    expect(await closed).toEqual({ code: 4401, reason: 'Unauthorized' })
  })

  it('that sends connection_init twice is closed with 4429', async () => {
    client.send({ type: 'connection_init' })
    expect(await client.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' })
  })

  it('that sends no connection_init in time is closed with 4408', async () => {
    const hasty = await startSockets({ initMs: 20 })
    const { closed } = await openRaw(hasty.url)
    expect(await closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' })
    await hasty.stop()
  })

  it('that is refused is closed with 4401, or 4403 when it is forbidden', async () => {
    const refused = async (refuse: string) => {
      const { socket, closed } = await openRaw(server.url)
      socket.send(JSON.stringify({ type: 'connection_init', payload: { refuse } }))
      return closed
    }
    expect(await refused('FORBIDDEN')).toEqual({ code: 4403, reason: 'token: expected one for this graph' })
    expect(await refused('yes')).toEqual({ code: 4401, reason: 'token: expected a valid token' })
    expect(logged).toBe('')
  })

  it('of another subprotocol is closed with 4406', async () => {
    const socket = new WebSocket(new URL('/graphql', server.url.replace('http', 'ws')))
    const code = await new Promise((resolve) => socket.once('close', resolve))
    expect(code).toBe(4406)
  })
})

describe('the client of graphql-ws', () => {
  it('uses one id repeatedly on one socket, and receives errors as errors', async () => {
    let closes = 0
    const graphql = createClient({
      url: new URL('/graphql', server.url.replace('http', 'ws')).href,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      generateID: () => 'same',
      on: { closed: () => (closes += 1) },
    })
    operate = async ({ query, variables }) => {
      if (query === 'wrong') return { kind: 'refused', errors: [callerError('BAD_USER_INPUT', 'wrong')] }
      const results = createResults()
      results.give({ data: variables })
      return { kind: 'stream', results }
    }
    for (let n = 0; n < 40; n += 1) {
      const results = graphql.iterate({ query: 'subscription { n }', variables: { n } })
      expect(await results.next()).toEqual({ done: false, value: { data: { n } } })
      await results.return?.()
    }
    const refused = graphql.iterate({ query: 'wrong' }).next()
    await expect(refused).rejects.toMatchObject([
      { message: 'wrong', extensions: { code: 'BAD_USER_INPUT' } },
    ])
    expect(closes).toBe(0)
    await graphql.dispose()
  })
})
