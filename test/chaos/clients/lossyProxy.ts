import { connect, createServer, type Socket } from 'node:net'

/** A TCP proxy for one client, whose connections stall, break, or die without notice. */
export type LossyProxy = {
  port: number
  /** Pass nothing on, in either direction, until `flow`. What was sent waits. */
  stall(): void
  flow(): void
  /** Break all connections; both sides learn it. */
  drop(): void
  /** Pass nothing on any more over the connections of this moment, and tell neither side. */
  forget(): void
  stop(): Promise<void>
}

type Pair = { client: Socket; upstream: Socket }

/** `target` gives the port to connect to, for each connection anew. */
export async function startLossyProxy(target: () => number): Promise<LossyProxy> {
  const pairs = new Set<Pair>()
  const forgotten = new Set<Pair>()
  let isStalled = false

  const server = createServer((client) => {
    const pair = { client, upstream: connect(target(), '127.0.0.1') }
    pairs.add(pair)
    for (const [from, to] of [
      [client, pair.upstream],
      [pair.upstream, client],
    ] as const) {
      from.on('data', (chunk: Buffer) => {
        if (forgotten.has(pair)) return
        if (!to.write(chunk)) from.pause()
      })
      to.on('drain', () => {
        if (!isStalled) from.resume()
      })
      from.on('error', () => from.destroy())
      from.on('close', () => {
        if (forgotten.has(pair)) return
        pairs.delete(pair)
        to.destroy()
      })
      if (isStalled) from.pause()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('expected the proxy to have a port')

  function destroy(pair: Pair): void {
    pairs.delete(pair)
    pair.client.destroy()
    pair.upstream.destroy()
  }

  return {
    port: address.port,
    stall() {
      isStalled = true
      for (const { client, upstream } of pairs) {
        client.pause()
        upstream.pause()
      }
    },
    flow() {
      isStalled = false
      for (const { client, upstream } of pairs) {
        client.resume()
        upstream.resume()
      }
    },
    drop: () => [...pairs].forEach(destroy),
    forget() {
      for (const pair of pairs) {
        forgotten.add(pair)
        pair.client.resume()
        pair.upstream.resume()
      }
    },
    async stop() {
      ;[...pairs, ...forgotten].forEach(destroy)
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
