import { performance } from 'node:perf_hooks'
import { z } from 'zod'

export const loopSchema = z.object({
  connections: z.number().int().min(1),
  seconds: z.number().positive(),
  /** End after this many requests, when the time is not over before. */
  atMost: z.number().int().optional(),
})
export type Loop = z.infer<typeof loopSchema>

export const measuredSchema = z.object({
  seconds: z.number(),
  /** Milliseconds from sending to the answer's last byte, one per request. */
  latencies: z.array(z.number()),
  /** CPU time, of user and system, of the processes that did what is measured. */
  cpuMs: z.number(),
})
export type Measured = z.infer<typeof measuredSchema>

/** One connection: `send` ends when the last byte of the answer is there, and throws when it is not as expected. */
export type Sender = { send(number: number): Promise<void>; close(): Promise<void> }

/**
 * Send the requests 0, 1, 2 … over some connections; each sends its next when its last is answered. When this returns,
 * all that were sent were answered; `cpuMs` is that of this process.
 */
export async function runClosedLoop(
  { connections, seconds, atMost = Number.POSITIVE_INFINITY }: Loop,
  open: () => Sender,
): Promise<Measured> {
  const latencies: number[] = []
  let sent = 0
  const usedBefore = process.cpuUsage()
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000

  async function runConnection(): Promise<void> {
    const sender = open()
    while (sent < atMost && performance.now() < until) {
      const number = sent
      sent += 1
      const sentAt = performance.now()
      await sender.send(number)
      latencies.push(performance.now() - sentAt)
    }
    await sender.close()
  }

  await Promise.all(Array.from({ length: connections }, runConnection))
  const used = process.cpuUsage(usedBefore)
  return {
    seconds: (performance.now() - startedAt) / 1000,
    latencies,
    cpuMs: (used.user + used.system) / 1000,
  }
}
