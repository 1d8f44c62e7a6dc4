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

/** Put a load on a server from a process of its own. Throws when any answer is not a 200 without errors. */
export async function load(what: Load): Promise<Measured> {
  const child = fork(new URL('./client.ts', import.meta.url), { execArgv: ['--import', 'tsx'] })
  child.send(what)
  return Promise.race([
    once(child, 'message').then(([message]) => measuredSchema.parse(message)),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the client ended with ${String(code)}`)
    }),
  ])
}
