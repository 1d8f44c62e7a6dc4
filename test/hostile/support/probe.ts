import { performance } from 'node:perf_hooks'
import { Pool } from 'undici'
import { z } from 'zod'

/*
 * A process of its own, so that the cost of sending an attack does not count. It sends one simple request per interval,
 * whether or not earlier ones are answered; its arguments are the address, the customer, the interval and the token, which may be empty. For each message
 * from its parent it waits until its requests have ended, and then sends their durations, sorted, and the number of failed
 * ones since the last message.
 */

const giveUpMs = 120_000
const mostAtOnce = 1_000

const [url, customerId, everyMs, token] = z
  .tuple([z.string(), z.string(), z.coerce.number(), z.string()])
  .parse(process.argv.slice(2))
const pool = new Pool(url, { connections: 32, headersTimeout: giveUpMs, bodyTimeout: giveUpMs })
const body = JSON.stringify({
  query: 'query Other($id: ID!) { customer(id: $id) { id name } }',
  variables: { id: customerId },
})

let durations: number[] = []
let failed = 0
const outstanding = new Set<Promise<void>>()

async function ask(): Promise<void> {
  const startedAt = performance.now()
  try {
    const response = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body,
    })
    const text = await response.body.text()
    if (!text.startsWith('{"data":{"customer":{"id":')) failed += 1
  } catch {
    failed += 1
  }
  durations.push(performance.now() - startedAt)
}

function begin(): void {
  if (outstanding.size >= mostAtOnce) return
  const asked = ask().finally(() => outstanding.delete(asked))
  outstanding.add(asked)
}

for (let n = 0; n < 300; n += 1) await ask()
durations = []
failed = 0
setInterval(begin, everyMs)
process.send?.('ready')
process.on('message', () => {
  void Promise.all(outstanding).then(() => {
    process.send?.({ durationsMs: durations.sort((a, b) => a - b), failed })
    durations = []
    failed = 0
  })
})
process.on('disconnect', () => process.exit())
