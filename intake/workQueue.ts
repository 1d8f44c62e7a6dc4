import { setTimeout as delay } from 'node:timers/promises'
import { createKeyedMutex } from '../platform/lang/keyedMutex.ts'
import { within } from '../platform/lang/within.ts'

/**
 * How an attempt ended: finished; or failed, to be tried again after so long; or blocked, to be tried again when this
 * resolves. What is blocked may let the rest of its group go on.
 */
export type Attempt = null | { retryAfterMs: number } | Blocked
type Blocked = { available(): Promise<void>; holdsGroup: boolean }

export type WorkQueue = {
  /**
   * Attempt some work until it is finished: one after the other within a group, in order; groups side by side. What
   * has failed `heldAttempts` times lets the rest of its group go on.
   */
  add(id: string, group: string, attempt: () => Promise<Attempt>): void
  has(id: string): boolean
  size(): number
  /** Resolves when there is nothing left, also when nothing was there. */
  idle(): Promise<void>
  /** Start nothing more and wait, at most so long, for what is running. */
  stop(patienceMs: number): Promise<void>
}

/** A matter of some seconds, in which a subgraph starts again. */
const heldAttempts = 6
const afterRejectionMs = 5_000

/** Work in memory, at most `concurrency` attempts at a time. What waits holds up its own group alone. */
export function createWorkQueue({
  concurrency,
  onRejection,
}: {
  concurrency: number
  /** An attempt rejected. It is tried again. */
  onRejection: (error: unknown) => void
}): WorkQueue {
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

  async function pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  async function once(attempt: () => Promise<Attempt>): Promise<Attempt> {
    if (stopping.signal.aborted) return null
    try {
      return await attempt()
    } catch (error) {
      onRejection(error)
      return { retryAfterMs: afterRejectionMs }
    }
  }

  async function run(group: string, attempt: () => Promise<Attempt>): Promise<void> {
    let failures = 0

    /** Attempt it as long as it may hold its group. */
    async function turn(): Promise<Attempt> {
      for (;;) {
        const outcome = await inSlot(() => once(attempt))
        if (!outcome) return null
        if ('available' in outcome) {
          if (!outcome.holdsGroup) return outcome
          await outcome.available()
        } else {
          failures += 1
          if (failures >= heldAttempts) return outcome
          await pause(outcome.retryAfterMs)
        }
      }
    }

    for (;;) {
      const outcome = await mutex.run(group, turn)
      if (!outcome) return
      if ('available' in outcome) await outcome.available()
      else await pause(outcome.retryAfterMs)
    }
  }

  async function idle(): Promise<void> {
    while (known.size > 0) await Promise.all(known.values())
  }

  return {
    add(id, group, attempt) {
      if (known.has(id) || stopping.signal.aborted) return
      known.set(
        id,
        run(group, attempt).finally(() => known.delete(id)),
      )
    },
    has: (id) => known.has(id),
    size: () => known.size,
    idle,
    async stop(patienceMs) {
      stopping.abort()
      await within(idle(), patienceMs, 'work did not end in time').catch(() => undefined)
    },
  }
}
