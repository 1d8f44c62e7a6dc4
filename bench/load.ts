import { fork } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'

/** What to ask, by how many connections, for how long. */
export const loadSchema = z.object({
  url: z.string(),
  /** The bodies to post, in turn. */
  bodies: z.array(z.string()).min(1),
  connections: z.number().int().min(1),
  seconds: z.number().positive(),
  /** Whether each is posted once, and then it is over. */
  isOnce: z.boolean().default(false),
})
export type Load = z.input<typeof loadSchema>

export const measuredSchema = z.object({
  requestsPerSecond: z.number(),
  /** Milliseconds from sending to the answer's last byte, of every request. */
  latencies: z.array(z.number()),
})
export type Measured = z.infer<typeof measuredSchema>

export type Client = {
  /** Put a load on a server. Throws when any answer is not a 200 without errors; the client has ended then. */
  load(what: Load): Promise<Measured>
  stop(): void
}

/**
 * Start a process that puts loads on servers. Use one for all that is compared: a young process needs ten times as
 * long for a request, and on a machine of few cores it is the server that goes without.
 */
export function startClient(): Client {
  const child = fork(new URL('./client.ts', import.meta.url), { execArgv: ['--import', 'tsx'] })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the client ended with ${String(code)}`)
  })
  // Who waits for nothing from it need not know.
  ended.catch(() => undefined)
  return {
    async load(what) {
      child.send(what)
      return Promise.race([once(child, 'message').then(([message]) => measuredSchema.parse(message)), ended])
    },
    stop: () => void child.kill(),
  }
}
