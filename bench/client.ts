import { performance } from 'node:perf_hooks'
import { Client } from 'undici'
import { type Load, loadSchema, type Measured } from './load.ts'

process.once('disconnect', () => process.exit(0))
process.on('message', (what) => {
  void measure(loadSchema.parse(what)).then((measured) => process.send?.(measured))
})

/** A closed loop: every connection sends its next request when the last byte of the answer is there. */
async function measure(what: Required<Load>): Promise<Measured> {
  const { url, bodies, connections, seconds, isOnce } = what
  const { origin, pathname } = new URL(url)
  const latencies: number[] = []
  let posted = 0
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000

  async function runConnection(index: number): Promise<void> {
    const client = new Client(origin, { pipelining: 1 })
    // Each connection begins elsewhere, so that no two ask for the same customer at the same time.
    let next = Math.floor((index * bodies.length) / connections)
    while (performance.now() < until) {
      const body = bodies[isOnce ? posted : next % bodies.length]
      if (body === undefined) break
      posted += 1
      next += 1
      const sentAt = performance.now()
      await ask(client, pathname, body)
      latencies.push(performance.now() - sentAt)
    }
    await client.close()
  }

  await Promise.all(Array.from({ length: connections }, (_, index) => runConnection(index)))
  return { requestsPerSecond: (latencies.length / (performance.now() - startedAt)) * 1000, latencies }
}

async function ask(client: Client, path: string, body: string): Promise<void> {
  const { statusCode, body: answer } = await client.request({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body,
  })
  const text = await answer.text()
  if (statusCode !== 200 || text.startsWith('{"errors"'))
    throw new Error(`${statusCode}: ${text.slice(0, 500)}`)
}
