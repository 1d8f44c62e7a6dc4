import { setTimeout as wait } from 'node:timers/promises'

/** Waits so many milliseconds; resolves at once when the signal aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

export type BackOffOptions = {
  /** The bound of the first pause. */
  firstMs?: number
  /** The bound of every pause. */
  maxMs?: number
  /** A number from 0 up to 1, as `Math.random` gives it. */
  random?: () => number
}

/** The growing pauses between retries. */
export type BackOff = {
  /** The length of the next pause. Each call counts one more failure. */
  nextMs(): number
  /** Wait for the length of the next pause; resolves at once when the signal aborts. */
  pause(signal: AbortSignal): Promise<void>
  /** The number of pauses since the last reset. */
  failures(): number
  /** Call it after a success: the next pause is short again. */
  reset(): void
}

/**
 * The length of the pause after this number of failures in a row, at least one. Its bound doubles with each failure up
 * to `maxMs`; the length is random between half of the bound and the bound. So processes that fail together do not
 * retry together, and until the bound is reached no pause is shorter than the one before.
 */
export function backOffMs(
  failures: number,
  { firstMs = 50, maxMs = 2_000, random = Math.random }: BackOffOptions = {},
): number {
  const bound = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 40))
  return Math.round(bound * (0.5 + random() / 2))
}

/** Growing pauses, by `backOffMs`. */
export function createBackOff(
  options: BackOffOptions & {
    /** How to wait; a timer that does not keep the process alive unless given. */
    pause?: Pause
  } = {},
): BackOff {
  const { pause = pauseByTimer } = options
  let failures = 0

  function nextMs(): number {
    failures += 1
    return backOffMs(failures, options)
  }

  return {
    nextMs,
    pause: (signal) => pause(nextMs(), signal),
    failures: () => failures,
    reset() {
      failures = 0
    },
  }
}

async function pauseByTimer(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
