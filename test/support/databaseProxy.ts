import { connect, createServer, type Socket } from 'node:net'
import { inject } from 'vitest'

/** A TCP proxy to the database whose connections can be cut. */
export async function startDatabaseProxy() {
  const target = new URL(inject('mongodbUri'))
  const sockets = new Set<Socket>()
  let isCut = false
  let pieces = 0
  let awaited = { pieces: Infinity, reached: () => {} }
  const server = createServer((client) => {
    if (isCut) {
      client.destroy()
      return
    }
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', () => {
      pieces += 1
      if (pieces === awaited.pieces) awaited.reached()
    })
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')

  function cut(): void {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }

  return {
    /** The address of a database through the proxy. The driver connects to no other member of the replica set. */
    uri(name: string): string {
      const uri = Object.assign(new URL(target), { port: String(address.port), pathname: `/${name}` })
      uri.searchParams.delete('replicaSet')
      uri.searchParams.set('directConnection', 'true')
      return uri.href
    },
    cut,
    mend(): void {
      isCut = false
    },
    /** Resolves when `count` more pieces of data have come for the database. */
    sent: (count: number) =>
      new Promise<void>((reached) => {
        awaited = { pieces: pieces + count, reached }
      }),
    async stop(): Promise<void> {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
