import { setTimeout as delay } from 'node:timers/promises'
import { createKeyedMutex } from '../platform/async/keyedMutex.ts'
import { within } from '../platform/async/within.ts'

/**
 * The outcome of an attempt: finished (null); failed, to be retried after this time; or blocked, to be retried when
 * `available` resolves. Work that is blocked stops the rest of its group only if it `holdsGroup`.
 */
export type Attempt = null | { retryAfterMs: number } | Blocked
type Blocked = { available(): Promise<void>; holdsGroup: boolean }

export type WorkQueue = {
  /**
   * Attempt some work until it is finished. Work of one group runs in order, one after the other; groups run
   * concurrently. Work that has failed `heldAttempts` times no longer stops the rest of its group.
   */
  add(id: string, group: string, attempt: () => Promise<Attempt>): void
  has(id: string): boolean
  size(): number
  /** Resolves when the queue is empty. */
  idle(): Promise<void>
  /** Start no more attempts, and wait at most this long for those that run. */
  stop(patienceMs: number): Promise<void>
}

/** With the back-off, some seconds: enough for a subgraph to restart. */
const heldAttempts = 6
const afterRejectionMs = 5_000

/** A queue in memory with at most `concurrency` attempts at a time. Work that waits delays its own group only. */
export function createWorkQueue({
  concurrency,
  onRejection,
}: {
  concurrency: number
  /** An attempt rejected. It is retried. */
  onRejection: (error: unknown) => void
}): WorkQueue {
  const mutex = createKeyedMutex()
  const stopping = new AbortController()
  const waiting: (() => void)[] = []
  const queued = new Map<string, Promise<void>>()
  let running = 0

  async function inSlot<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // Pass the slot directly to the next waiter, so that no other work can take it in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }

  async function pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  async function attemptOnce(attempt: () => Promise<Attempt>): Promise<Attempt> {
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

    /** Attempt it as long as it holds its group. */
    async function runHolding(): Promise<Attempt> {
      for (;;) {
        const outcome = await inSlot(() => attemptOnce(attempt))
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
      const outcome = await mutex.run(group, runHolding)
      if (!outcome) return
      if ('available' in outcome) await outcome.available()
      else await pause(outcome.retryAfterMs)
    }
  }

  async function idle(): Promise<void> {
    while (queued.size > 0) await Promise.all(queued.values())
  }

  return {
    add(id, group, attempt) {
      if (queued.has(id) || stopping.signal.aborted) return
      queued.set(
        id,
        run(group, attempt).finally(() => queued.delete(id)),
      )
    },
    has: (id) => queued.has(id),
    size: () => queued.size,
    idle,
    async stop(patienceMs) {
      stopping.abort()
      await within(idle(), patienceMs, 'work did not end in time').catch(() => undefined)
    },
  }
}
