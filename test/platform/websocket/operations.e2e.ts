import { type ExecutionResult, GraphQLError } from 'graphql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callerError } from '../../../platform/errors/errors.ts'
import type { SocketOutcome, SocketRequest } from '../../../platform/websocket/socketProtocol.ts'
import { connectSocket, type Message, type SocketClient } from '../../support/connectSocket.ts'
import { deferred } from '../../../platform/async/deferred.ts'
import { createResults } from '../async/resultsByHand.ts'
import { received } from './received.ts'
import { type Sockets, startSockets } from './startSockets.ts'

let server: Sockets
let client: SocketClient

beforeEach(async () => {
  server = await startSockets()
  client = await connectSocket(server.url)
})
afterEach(async () => {
  client.socket.terminate()
  await server.stop()
})

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
    server.operate = async (request) => {
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
    expect(await received(client, 2)).toEqual([next('1', {}), complete('1')])
    client.send({ id: '2', type: 'subscribe', payload: { query: '', operationName: null, variables: null } })
    expect(await received(client, 2)).toEqual([next('2', {}), complete('2')])
    expect(requests).toEqual([full, { query: '', operationName: undefined, variables: {}, extensions: {} }])
  })

  it('that is refused gets an error message and no complete, and frees its id', async () => {
    const errors = [
      callerError('GRAPHQL_VALIDATION_FAILED', 'Cannot query field "x"'),
      callerError('BAD_USER_INPUT', 'two'),
    ]
    server.operate = async () => ({ kind: 'refused', errors })
    client.subscribe('1', '{ x }')
    const refused = {
      id: '1',
      type: 'error',
      payload: [
        { message: 'Cannot query field "x"', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
        { message: 'two', extensions: { code: 'BAD_USER_INPUT' } },
      ],
    }
    expect(await received(client, 1)).toEqual([refused])
    client.subscribe('1', '{ x }')
    expect(await received(client, 1)).toEqual([refused])
  })

  it('whose result has errors is sent as next and complete', async () => {
    const errors = [new GraphQLError('gone', { path: ['a'], extensions: { code: 'UNAVAILABLE' } })]
    server.operate = async () => ({ kind: 'result', result: { data: { a: null }, errors } })
    client.subscribe('1', '{ a }')
    const payload = {
      data: { a: null },
      errors: [{ message: 'gone', path: ['a'], extensions: { code: 'UNAVAILABLE' } }],
    }
    expect(await received(client, 2)).toEqual([{ id: '1', type: 'next', payload }, complete('1')])
  })

  it('that fails by an internal error gets a masked error that is server.logged once', async () => {
    server.operate = async () => {
      throw new Error('the password is hunter2')
    }
    client.subscribe('1', '{ a }')
    const [message, ...more] = await received(client, 1)
    expect(message).toMatchObject({ id: '1', type: 'error', payload: [{ extensions: internal }] })
    expect(JSON.stringify(message)).toMatch(/"internal error; quote [\w-]+ when you ask about it"/u)
    expect(more).toEqual([])
    expect(server.logged.match(/hunter2/gu)?.length).toBeGreaterThan(0)
    expect(server.logged.trim().split('\n')).toHaveLength(1)
  })
})

describe('a stream', () => {
  it('gives its results and completes', async () => {
    const results = createResults()
    server.operate = async () => ({ kind: 'stream', results })
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
    server.operate = async () => ({ kind: 'stream', results })
    client.subscribe('1', 'subscription { a }')
    results.give({ data: { a: 1 } })
    await client.next()
    client.send(complete('1'))
    await results.closed
    results.give({ data: { a: 2 } })
    expect(await received(client, 0)).toEqual([])
  })

  it('is returned when the socket is closed, also when it begins after that', async () => {
    const [early, late] = [createResults(), createResults()]
    const begun = deferred<SocketOutcome>()
    server.operate = ({ query }) =>
      query === 'early' ? Promise.resolve({ kind: 'stream', results: early }) : begun.promise
    client.subscribe('1', 'early')
    early.give({ data: {} })
    await client.next()
    client.subscribe('2', 'late')
    client.socket.terminate()
    await early.closed
    begun.resolve({ kind: 'stream', results: late })
    await late.closed
    expect(server.logged).toBe('')
  })

  it('that fails gets an error message in place of complete', async () => {
    const results = createResults()
    server.operate = async () => ({ kind: 'stream', results })
    client.subscribe('1', 'subscription { a }')
    results.fail(new Error('the password is hunter2'))
    const message = await client.next()
    expect(message).toMatchObject({
      type: 'error',
      payload: [{ extensions: internal }],
    })
    expect(JSON.stringify(message)).not.toContain('hunter2')
    expect(await received(client, 0)).toEqual([])
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
    slow.operate = async () => ({ kind: 'stream', results })
    const paused = await connectSocket(slow.url)
    paused.subscribe('1', 'subscription { text }')
    paused.socket.pause()
    await results.closed
    expect(read).toBeLessThan(20)
    paused.socket.resume()
    expect(await paused.closed).toEqual({ code: 4290, reason: 'slow consumer; resume from your last cursor' })
    expect(slow.logged).toBe('')
    await slow.stop()
  })
})

describe('an id', () => {
  it('can be used again right after complete, in bursts', async () => {
    const streams: ReturnType<typeof createResults>[] = []
    server.operate = async ({ variables }) => {
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
      expect(await received(client, 0)).toEqual([])
    }
    expect(streams).toHaveLength(400)
    expect(server.logged).toBe('')
  })

  it('belongs only to the new operation while the earlier one has not begun', async () => {
    const begun = ['a', 'b', 'c'].map(() => deferred<SocketOutcome>())
    const results = createResults()
    let count = 0
    server.operate = async () => begun[count++]?.promise ?? { kind: 'stream', results }
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
    expect(await received(client, 0)).toEqual([])

    results.give({ data: { new: 2 } })
    expect(await client.next()).toEqual(next('1', { new: 2 }))
    client.send(complete('1'))
    await results.closed
  })

  it('belongs only to the new operation while the earlier one is ending', async () => {
    const torn = deferred()
    const old = createResults({ closing: torn.promise })
    const fresh = createResults()
    server.operate = async ({ query }) => ({ kind: 'stream', results: query === 'old' ? old : fresh })
    client.subscribe('1', 'old')
    old.give({ data: { old: 1 } })
    await client.next()
    client.send(complete('1'))
    client.subscribe('1', 'fresh')
    await old.closed
    fresh.give({ data: { fresh: 1 } })
    expect(await client.next()).toEqual(next('1', { fresh: 1 }))
    torn.resolve()
    expect(await received(client, 0)).toEqual([])
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
    server.operate = async ({ query }) =>
      query === 'old'
        ? { kind: 'stream', results: blocked() }
        : { kind: 'result', result: { data: { fresh: 1 } } }
    client.subscribe('1', 'old')
    expect(await client.next()).toEqual(next('1', { old: 1 }))
    client.send(complete('1'))
    client.subscribe('1', 'fresh')
    expect(await received(client, 2)).toEqual([next('1', { fresh: 1 }), complete('1')])
  })

  it.each(['1', '文'.repeat(60), '__proto__'])(
    '%s that is active closes the socket with 4409',
    async (id) => {
      server.operate = () => new Promise(() => {})
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
    own.operate = () => new Promise(() => {})
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
