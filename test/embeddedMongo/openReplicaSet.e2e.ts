import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { openReplicaSet } from '../../embeddedMongo/openReplicaSet.ts'
import { startForTest } from './support/startForTest.ts'

it('continues when the server closes its connections meanwhile', async () => {
  const { uri } = await startForTest()
  const { port, password, searchParams } = new URL(uri)
  let cut = 0
  const proxy = createServer((client) => {
    const server = connect(Number(port), '127.0.0.1')
    const end = () => {
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) socket.on('error', end).on('close', end)
    client.on('data', (chunk) => {
      if (!chunk.includes('replSetReconfig') || cut > 0) return server.write(chunk)
      cut += 1
      end()
      return false
    })
    server.pipe(client)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')

  // At the port of the proxy it is a member that has moved.
  const { version } = await openReplicaSet(address.port, searchParams.get('replicaSet') ?? '', password)
  expect(version).toMatch(/^\d+\.\d+/u)
  expect(cut).toBe(1)
  proxy.close()
})
