/** Wakes one loop that waits for something to do. */
export type Signal = {
  /** Wake the loop, or let its next wait end at once. */
  raise: () => void
  /** Resolves when it was raised since the last wait, or after `ms` at the latest. */
  wait: (ms: number) => Promise<void>
}

export function createSignal(): Signal {
  let isRaised = false
  let wake: (() => void) | null = null
  return {
    raise() {
      isRaised = true
      wake?.()
    },
    async wait(ms) {
      if (!isRaised) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(ms, 2_147_483_647)).unref()
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      isRaised = false
      wake = null
    },
  }
}
