import { setTimeout } from 'node:timers/promises'

/** Growing pauses between attempts, from 50 ms doubling to 2 s. A pause ends at once when the signal aborts. */
export function createBackOff(signal: AbortSignal): { pause(): Promise<void>; reset(): void } {
  let pauseMs = 50
  return {
    async pause() {
      const now = pauseMs
      pauseMs = Math.min(pauseMs * 2, 2_000)
      await setTimeout(now, undefined, { signal, ref: false }).catch(() => undefined)
    },
    reset() {
      pauseMs = 50
    },
  }
}
