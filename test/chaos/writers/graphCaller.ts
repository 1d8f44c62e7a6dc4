import { setTimeout as delay } from 'node:timers/promises'
import type { z } from 'zod'
import { askGraph } from '../../support/askGraph.ts'

/** Calls the graph until it is answered: processes die in between, and every call may be sent again. */
export type GraphCaller = {
  key: string
  /** The data of a query or of a mutation with a key, checked by a schema. Rejects when nothing answers in two minutes. */
  read<Schema extends z.ZodType>(
    schema: Schema,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<z.infer<Schema>>
}

const patienceMs = 120_000
/** Longer than any pause of a process, so that a retry meets a call that is still in progress as seldom as possible. */
const callMs = 6_000

export function createGraphCaller({ key, urls }: { key: string; urls: () => string[] }): GraphCaller {
  let calls = 0
  return {
    key,
    async read(schema, query, variables) {
      const deadline = performance.now() + patienceMs
      for (let waitMs = 20; ; waitMs = Math.min(500, waitMs * 2)) {
        const answer = await askOnce(query, variables)
        if (answer.data !== null) {
          const parsed = schema.safeParse(answer.data)
          if (parsed.success) return parsed.data
          answer.reason = JSON.stringify(answer.data).slice(0, 300)
        }
        if (!answer.isRetryable) throw new Error(`refused: ${answer.reason}`)
        if (performance.now() > deadline) throw new Error(`no answer in ${patienceMs} ms: ${answer.reason}`)
        await delay(waitMs * (0.5 + Math.random()))
      }
    },
  }

  async function askOnce(
    query: string,
    variables: Record<string, unknown>,
  ): Promise<{ data: unknown; isRetryable: boolean; reason: string }> {
    const all = urls()
    const url = all[(calls += 1) % all.length] ?? ''
    try {
      const answer = await withTimeout(askGraph({ url, key }, query, variables))
      const [error] = answer.errors ?? []
      if (!error) return { data: answer.data ?? null, isRetryable: false, reason: 'no data' }
      const code = String(error.extensions?.['code'])
      const isRetryable = error.extensions?.['retryable'] === true || retryableCodes.includes(code)
      return { data: null, isRetryable, reason: `${code}: ${error.message}` }
    } catch (error) {
      // No connection, or a process that ended before the answer.
      return { data: null, isRetryable: true, reason: String(error) }
    }
  }
}

/** A mutation of which the outcome is unknown is sent again with its key. */
const retryableCodes = ['UNAVAILABLE', 'RATE_LIMITED']

async function withTimeout<T>(answer: Promise<T>): Promise<T> {
  const over = new AbortController()
  const late = delay(callMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`no answer in ${callMs} ms`)
  })
  late.catch(() => undefined)
  try {
    return await Promise.race([answer, late])
  } finally {
    over.abort()
  }
}
