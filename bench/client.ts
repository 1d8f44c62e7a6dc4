import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { Client } from 'undici'
import { loadSchema, type Measured } from './load.ts'

// A closed loop: every connection sends its next request when the last byte of the answer is there.
const { url, bodies, connections, seconds, isOnce } = loadSchema.parse((await once(process, 'message'))[0])
const latencies: number[] = []
// A young process is slow, and the faster the server, the more of its time would be this one's.
const settlingMs = isOnce ? 0 : 500
let posted = 0
const countFrom = performance.now() + settlingMs
const until = countFrom + seconds * 1000
await Promise.all(Array.from({ length: connections }, (_, index) => runConnection(index)))
const requestsPerSecond = (latencies.length / (performance.now() - countFrom)) * 1000
const measured: Measured = { requestsPerSecond, latencies }
process.send?.(measured, () => process.disconnect())

async function runConnection(index: number): Promise<void> {
  const client = new Client(new URL(url).origin, { pipelining: 1 })
  // Each connection begins elsewhere, so that no two ask for the same customer at the same time.
  let next = Math.floor((index * bodies.length) / connections)
  while (performance.now() < until) {
    const body = bodies[isOnce ? posted : next % bodies.length]
    if (body === undefined) break
    posted += 1
    next += 1
    const sentAt = performance.now()
    await ask(client, body)
    if (sentAt >= countFrom) latencies.push(performance.now() - sentAt)
  }
  await client.close()
}

async function ask(client: Client, body: string): Promise<void> {
  const { statusCode, body: answer } = await client.request({
    method: 'POST',
    path: new URL(url).pathname,
    headers: { 'content-type': 'application/json' },
    body,
  })
  const text = await answer.text()
  if (statusCode !== 200 || text.startsWith('{"errors"'))
    throw new Error(`${statusCode}: ${text.slice(0, 500)}`)
}
