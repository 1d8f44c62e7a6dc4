import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { connectSocket } from '../support/connectSocket.ts'
import { expectCalmLog, expectRefusal } from './support/expectRefusal.ts'
import { post, transports } from './support/send.ts'
import { useTarget } from './support/target.ts'
import { withstand } from './support/withstand.ts'

const target = useTarget({ name: 'hostile-already-refused' })
const doubling = Array.from({ length: 40 }, (_, n) => `fragment F${n + 1} on Customer { ...F${n} ...F${n} }`)
const bomb = `{ customers { nodes { ...F40 } } } fragment F0 on Customer { id } ${doubling.join(' ')}`
const types = (depth: number): string => (depth === 0 ? 'name' : `name ofType { ${types(depth - 1)} }`)
const overlapping = Array.from({ length: 3_000 }, () => 'customers { nodes { id name } }').join(' ')

describe('an attack that earlier versions refused', () => {
  it.each([
    ['fragments that double forty times', bomb],
    [
      'fragments in a circle',
      '{ customers { nodes { ...A } } } fragment A on Customer { ...B } fragment B on Customer { ...A }',
    ],
    [
      'more than 10,000 fields',
      `{ customers { nodes { ${Array.from({ length: 10_001 }, (_, n) => `a${n}: id`).join(' ')} } } }`,
    ],
    ['many syntax errors', '{'.repeat(1_000)],
  ])('%s is refused over all transports', async (_, query) => {
    for (const ask of [transports.POST, transports.WebSocket]) {
      expectRefusal(await withstand(target(), (signal) => ask(target().url, { query }, signal)))
    }
    expectCalmLog(target())
  })

  it('with the same field 3,000 times is answered or refused', async () => {
    const query = `{ ${overlapping} }`
    const { status } = await withstand(target(), (signal) => post(target().url, { query }, signal))
    expect(status).toBeLessThan(500)
  })

  it('with nested introspection is answered or refused', async () => {
    const query = `{ __schema { types { fields { type { ${types(30)} } args { type { ${types(30)} } } } } } }`
    const { status } = await withstand(target(), (signal) => post(target().url, { query }, signal))
    expect(status).toBeLessThan(500)
  })

  it('with a body over the limit is a 413', async () => {
    const { status } = await withstand(target(), (signal) =>
      post(target().url, { query: `{ customers { nodes { id } } } #${'x'.repeat(6_000_000)}` }, signal),
    )
    expect(status).toBe(413)
  })

  it('with a message over 1 MB closes the socket with 1009', async () => {
    const { status } = await withstand(target(), (signal) =>
      transports.WebSocket(target().url, { query: `#${'x'.repeat(1_100_000)}` }, signal),
    )
    expect(status).toBe(1009)
  })

  it('with thousands of messages of a server closes its sockets with 4400', async () => {
    const codes = await withstand(target(), async () => {
      const clients = await Promise.all(Array.from({ length: 50 }, () => connectSocket(target().url)))
      for (const { socket } of clients) {
        for (let n = 0; n < 100; n += 1) socket.send('{"type":"connection_ack"}')
      }
      return Promise.all(clients.map(({ closed }) => closed.then(({ code }) => code)))
    })
    expect(new Set(codes)).toEqual(new Set([4400]))
    expectCalmLog(target())
  })

  it('with one id used in bursts keeps its socket', async () => {
    const client = await connectSocket(target().url)
    const { customerId } = target()
    const subscription = 'subscription ($id: ID!) { customerHistory(customerId: $id) { change } }'
    await withstand(target(), async () => {
      for (let n = 0; n < 2_000; n += 1) {
        client.subscribe('same', subscription, { id: customerId })
        client.send({ id: 'same', type: 'complete' })
      }
      client.send({ type: 'ping' })
      for (;;) if ((await client.next()).type === 'pong') return
    })
    client.subscribe('after', subscription, { id: customerId })
    for (;;) if ((await client.next()).id === 'after') break
    client.socket.terminate()
    expectCalmLog(target())
  })

  it('with bytes that are no HTTP is answered and disconnected', async () => {
    await withstand(target(), async () => {
      const { hostname, port } = new URL(target().url)
      const sockets = Array.from({ length: 100 }, () => connect(Number(port), hostname))
      await Promise.all(
        sockets.map(async (socket) => {
          socket.on('error', () => undefined)
          socket.end(Buffer.alloc(64 * 1024, 0xff))
          socket.resume()
          await once(socket, 'close')
        }),
      )
    })
    expectCalmLog(target())
  })
})
