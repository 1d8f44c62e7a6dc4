import { setTimeout as wait } from 'node:timers/promises'

/** Waits so many milliseconds; resolves at once when the signal aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

export type BackOffOptions = {
  /** The longest that the first pause can be. */
  firstMs?: number
  /** The longest that any pause can be. */
  maxMs?: number
  /** A number from 0 up to 1, as `Math.random` gives it. */
  random?: () => number
}

/** The pauses between attempts at something that fails. */
export type BackOff = {
  /** The length of the next pause. Each call counts as one more failure. */
  nextMs(): number
  /** Wait for the next pause; resolves at once when the signal aborts. */
  pause(signal: AbortSignal): Promise<void>
  /** How many pauses there have been since the last reset. */
  failures(): number
  /** It works: the next pause is the first one again. */
  reset(): void
}

/**
 * The length of the pause after so many failures in a row, at least one. Its bound doubles with each failure up to
 * `maxMs`; the pause is a random length between half of the bound and the bound. So those who fail together do not
 * come back together, and no pause is shorter than the one before it until the bound is reached.
 */
export function backOffMs(
  failures: number,
  { firstMs = 50, maxMs = 2_000, random = Math.random }: BackOffOptions = {},
): number {
  const bound = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 40))
  return Math.round(bound * (0.5 + random() / 2))
}

/** Growing pauses, as `backOffMs` gives them, for one thing that is tried again and again. */
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
