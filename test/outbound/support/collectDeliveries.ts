import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { z } from 'zod'

/** A request as a receiver of webhooks gets it. */
export type Collected = { path: string; headers: Record<string, string>; body: string }

/** A receiver that answers 204 to everything. */
export type Collector = {
  /** The address of one webhook. */
  urlOf(path: string): string
  /** What came to an address, in the order of arrival. */
  of(path: string): Collected[]
  /** Resolves when so many requests came to an address. */
  waitFor(path: string, count: number): Promise<Collected[]>
  stop(): Promise<void>
}

/** Receive webhooks over HTTP. */
export async function collectDeliveries(): Promise<Collector> {
  const collected: Collected[] = []
  const waiting = new Set<() => void>()
  const of = (path: string) => collected.filter((each) => each.path === path)

  async function collect(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    await once(request, 'end')
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    collected.push({ path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() })
    for (const check of waiting) check()
  }

  const server = createServer((request, response) => {
    collect(request).then(
      () => response.writeHead(204).end(),
      () => request.socket.destroy(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())

  return {
    urlOf: (path) => `http://127.0.0.1:${port}${path}`,
    of,
    waitFor: (path, count) =>
      new Promise((resolve) => {
        function check(): void {
          if (of(path).length < count) return
          waiting.delete(check)
          resolve(of(path))
        }
        waiting.add(check)
        check()
      }),
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
