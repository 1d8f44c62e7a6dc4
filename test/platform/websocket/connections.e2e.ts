import { once } from 'node:events'
import { createClient } from 'graphql-ws'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { callerError } from '../../../platform/errors/errors.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
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

const complete = (id: string) => ({ id, type: 'complete' })

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
    expect(server.logged).toBe('')
  })

  it.each(['', '{', '{"type":"ping"', 'undefined', '[[[[[[[[[['])(
    'the text %j closes the socket with 4400',
    async (text) => {
      client.socket.send(text)
      expect((await client.closed).code).toBe(4400)
      expect(server.logged).toBe('')
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
      expect(server.logged).toBe('')
    },
  )

  it('ends the operations of the socket', async () => {
    const results = createResults()
    server.operate = async () => ({ kind: 'stream', results })
    client.subscribe('1', 'subscription { a }')
    results.give({ data: {} })
    await client.next()
    client.send({ type: 'connection_ack' })
    await expect(results.closed).resolves.toBeUndefined()
  })

  it('is ignored when it completes an unknown id', async () => {
    client.send(complete('nothing'))
    expect(await received(client, 0)).toEqual([])
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
    expect(server.logged).toBe('')
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
    server.operate = async ({ query, variables }) => {
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
