import { afterEach, describe, expect, it } from 'vitest'
import type {
  Cancellation,
  SocketOutcome,
  SocketRequest,
} from '../../../platform/websocket/socketProtocol.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { until } from '../../support/until.ts'
import { startSockets, type Sockets } from './startSockets.ts'

let server: Sockets
let client: SocketClient

afterEach(async () => {
  client.socket.terminate()
  await server.stop()
})

const nothing: SocketOutcome = { kind: 'result', result: { data: {} } }

describe('operations of one socket', () => {
  it('are executed a few at once, in their order; the others wait, and leave their place when they are completed', async () => {
    server = await startSockets({ maxAtOnce: 2 })
    const begun: string[] = []
    const ends = new Map<string, (outcome: SocketOutcome) => void>()
    server.operate = ({ query }: SocketRequest) => {
      begun.push(query)
      return new Promise((resolve) => ends.set(query, resolve))
    }
    client = await connectSocket(server.url)
    for (const id of ['a', 'b', 'c', 'd', 'e']) client.subscribe(id, id)
    client.send({ id: 'c', type: 'complete' })
    client.send({ type: 'ping' })
    await client.next()
    expect(begun).toEqual(['a', 'b'])
    ends.get('b')?.(nothing)
    expect([await client.next(), await client.next()]).toEqual([
      { id: 'b', type: 'next', payload: { data: {} } },
      { id: 'b', type: 'complete' },
    ])
    await until('the next one has begun', () => begun.length > 2)
    expect(begun).toEqual(['a', 'b', 'd'])
  })

  it('do not begin while the client does not read the results of earlier ones', async () => {
    server = await startSockets({ maxAtOnce: 3, maxBufferedBytes: 64 * 1024 * 1024 })
    let begun = 0
    const large = 'x'.repeat(8 * 1024 * 1024)
    server.operate = async () => {
      begun += 1
      return { kind: 'result', result: { data: { large } } }
    }
    client = await connectSocket(server.url)
    client.socket.pause()
    for (let n = 0; n < 50; n += 1) client.subscribe(String(n), '{ large }')
    await until('three have begun', () => begun === 3)
    const other = await connectSocket(server.url)
    other.subscribe('1', '{ large }')
    await other.next()
    other.socket.terminate()
    expect(begun).toBe(4)
    client.socket.resume()
    for (let n = 0; n < 100; n += 1) await client.next()
    expect(begun).toBe(51)
  })

  it('do not wait for open subscriptions', async () => {
    server = await startSockets({ maxAtOnce: 1 })
    const endless: AsyncIterableIterator<never> = {
      next: () => new Promise(() => undefined),
      [Symbol.asyncIterator]: () => endless,
    }
    server.operate = async ({ query }) =>
      query === 'follow' ? { kind: 'stream', results: endless } : nothing
    client = await connectSocket(server.url)
    client.subscribe('1', 'follow')
    client.subscribe('2', 'follow')
    client.subscribe('3', 'ask')
    expect(await client.next()).toEqual({ id: '3', type: 'next', payload: { data: {} } })
  })
})

describe('the cancellation of an operation', () => {
  it.each(['completes it', 'disconnects'])('is known when the client %s', async (how) => {
    server = await startSockets()
    const given: Cancellation[] = []
    server.operate = (_request, cancellation) => {
      if (cancellation) given.push(cancellation)
      return new Promise(() => undefined)
    }
    client = await connectSocket(server.url)
    client.subscribe('1', '{ a }')
    client.subscribe('2', '{ b }')
    await until('both have begun', () => given.length === 2)
    const [first, second] = given
    expect([first?.isCancelled(), first?.signal.aborted]).toEqual([false, false])
    if (how === 'disconnects') client.socket.terminate()
    else for (const id of ['1', '2']) client.send({ id, type: 'complete' })
    await until('it is cancelled', () => second?.isCancelled() ?? false)
    expect([first?.isCancelled(), first?.signal.aborted, second?.signal.aborted]).toEqual([true, true, true])
  })
})

describe('sockets', () => {
  it('beyond their number are refused with 503', async () => {
    server = await startSockets({ maxSockets: 1 })
    client = await connectSocket(server.url)
    await expect(connectSocket(server.url)).rejects.toThrow('Unexpected server response: 503')
  })
})
