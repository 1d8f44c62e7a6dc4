import { setTimeout as delay } from 'node:timers/promises'
import { createKeyedMutex } from '../../platform/keyedMutex.ts'

/** How an attempt ended: finished, or to be tried again after so long. */
export type Attempt = { retryAfterMs: number } | null

export type WorkQueue = {
  /**
   * Attempt some work until it is finished: one after the other within a group, in order; groups side by side. What
   * has failed `heldAttempts` times lets the rest of its group go on.
   */
  add(id: string, group: string, attempt: (attempts: number) => Promise<Attempt>): void
  ids(): string[]
  size(): number
  /** Resolves when there is nothing left, also when nothing was there. */
  idle(): Promise<void>
  /** Start nothing more and wait, at most so long, for what is running. */
  stop(patienceMs: number): Promise<void>
}

/** A matter of some seconds, in which a room starts anew. */
const heldAttempts = 6

/** Work in memory, at most `concurrency` at a time. What waits to be tried again holds up its own group, for a while. */
export function createWorkQueue({ concurrency }: { concurrency: number }): WorkQueue {
  const mutex = createKeyedMutex()
  const stopping = new AbortController()
  const waiting: (() => void)[] = []
  const known = new Map<string, Promise<void>>()
  let running = 0

  async function inSlot<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // The slot passes to the next in line, so that nobody can take it in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }

  async function run(group: string, attempt: (attempts: number) => Promise<Attempt>): Promise<void> {
    let attempts = 0
    const next = () => inSlot(async () => (stopping.signal.aborted ? null : attempt((attempts += 1))))
    const pause = ({ retryAfterMs }: NonNullable<Attempt>) =>
      delay(retryAfterMs, undefined, { signal: stopping.signal }).catch(() => undefined)

    const isWanted = await mutex.run(group, async () => {
      while (attempts < heldAttempts) {
        const outcome = await next()
        if (!outcome) return false
        await pause(outcome)
      }
      return true
    })
    while (isWanted) {
      const outcome = await mutex.run(group, next)
      if (!outcome) return
      await pause(outcome)
    }
  }

  async function idle(): Promise<void> {
    while (known.size > 0) await Promise.all(known.values())
  }

  return {
    add(id, group, attempt) {
      if (known.has(id) || stopping.signal.aborted) return
      const work = run(group, attempt)
        .catch(() => undefined)
        .then(() => void known.delete(id))
      known.set(id, work)
    },
    ids: () => [...known.keys()],
    size: () => known.size,
    idle,
    async stop(patienceMs) {
      stopping.abort()
      const patience = new AbortController()
      await Promise.race([
        idle(),
        delay(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined),
      ])
      patience.abort()
    },
  }
}
