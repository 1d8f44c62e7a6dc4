import { createBackOff, type Pause } from '../platform/async/backOff.ts'
import type { Logger } from '../platform/process/log/logger.ts'
import { loggableError } from './loggableError.ts'

/** A call was not made, because the circuit is open. */
export class CircuitOpenError extends Error {
  override name = 'CircuitOpenError'
}

/** Keeps calls away from something that is unavailable. */
export type CircuitBreaker = {
  /** Make a call. Rejects with CircuitOpenError, without making it, while the circuit is open. */
  run<Result>(call: () => Promise<Result>): Promise<Result>
  /** Whether a call would not be made now. */
  isBlocking(): boolean
  /** Resolves when the circuit has closed, or when this waiter may make the next probe; after `stop` at once. */
  available(): Promise<void>
  stop(): void
}

const failuresToOpen = 3
const callsToEstablish = 20
const maxPauseMs = 5_000

/**
 * A circuit breaker. It opens when three calls in a row have failed with an outage. While it is open, no call is made
 * except one probe after each pause, and the pauses grow. A probe without an outage closes the circuit, and all waiters
 * continue in the order in which they began to wait. The pauses are reset only after twenty more calls without an
 * outage, so that a target that answers a probe and fails under load is probed less and less often. Opening and closing
 * are logged, calls are not.
 */
export function createCircuitBreaker({
  name,
  isOutage,
  logger,
  pause,
}: {
  /** The target of the calls, for the log. */
  name: string
  /** Whether a call that rejected with this error did not reach its target. */
  isOutage: (error: unknown) => boolean
  logger: Logger
  pause?: Pause | undefined
}): CircuitBreaker {
  const backOff = createBackOff({ maxMs: maxPauseMs, ...(pause && { pause }) })
  let opening = new AbortController()
  let isStopped = false
  const waiters = new Set<() => void>()
  let state: 'closed' | 'open' | 'probing' = 'closed'
  let mayProbe = false
  let failures = 0
  let successes = 0
  let openedAt = 0
  let skipped = 0

  function resume(count: number): void {
    for (const waiter of [...waiters].slice(0, count)) {
      waiters.delete(waiter)
      waiter()
    }
  }

  function open(error: unknown): void {
    state = 'open'
    mayProbe = false
    openedAt = performance.now()
    skipped = 0
    opening = new AbortController()
    logger.warn(
      { event: 'circuit_opened', target: name, ...loggableError(error) },
      `${name} is unavailable; it is probed from now on`,
    )
    void offerProbes(opening.signal)
  }

  /** After each pause one waiter may make a call. If it makes none, the next waiter may after the next pause. */
  async function offerProbes(signal: AbortSignal): Promise<void> {
    for (;;) {
      await backOff.pause(signal)
      if (signal.aborted) return
      if (state !== 'open') continue
      mayProbe = true
      resume(1)
    }
  }

  function close(): void {
    state = 'closed'
    failures = 0
    successes = 0
    opening.abort()
    const openMs = Math.round(performance.now() - openedAt)
    logger.info(
      { event: 'circuit_closed', target: name, openMs, skipped, waiting: waiters.size },
      `${name} is available again`,
    )
    resume(waiters.size)
  }

  function answered(): void {
    failures = 0
    successes += 1
    if (successes === callsToEstablish) backOff.reset()
  }

  function failed(error: unknown): void {
    failures += 1
    successes = 0
    if (failures >= failuresToOpen) open(error)
  }

  async function probe<Result>(call: () => Promise<Result>): Promise<Result> {
    state = 'probing'
    mayProbe = false
    let isAvailable = true
    try {
      return await call()
    } catch (error) {
      isAvailable = !isOutage(error)
      throw error
    } finally {
      if (isAvailable) close()
      else state = 'open'
    }
  }

  async function callClosed<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      const result = await call()
      // A call that began before the circuit opened does not show how the target is now.
      if (state === 'closed') answered()
      return result
    } catch (error) {
      if (state === 'closed') {
        if (isOutage(error)) failed(error)
        else answered()
      }
      throw error
    }
  }

  function isBlocking(): boolean {
    return state !== 'closed' && !mayProbe
  }

  return {
    async run(call) {
      if (isBlocking()) {
        skipped += 1
        throw new CircuitOpenError(`${name} is unavailable`)
      }
      return state === 'closed' ? callClosed(call) : probe(call)
    },
    isBlocking,
    available() {
      if (state === 'closed' || isStopped) return Promise.resolve()
      return new Promise((resolve) => waiters.add(resolve))
    },
    stop() {
      isStopped = true
      opening.abort()
      resume(waiters.size)
    },
  }
}
