import type { Interaction } from '../../../interactions/interaction.ts'

/** What a subscriber has heard and not yet taken: bounded, and he can wait for more. */
export type PendingInteractions = {
  /** Hear one. Beyond the bound all of them are forgotten, and that is told. */
  add: (interaction: Interaction) => void
  take(): Interaction | undefined
  forget(): void
  /** Let whoever waits look again. */
  wake(): void
  /** Resolves at the next `add` or `wake`. One waits at a time. */
  more(): Promise<void>
}

const heardAtMost = 256

export function createPendingInteractions(onOverflow: () => void): PendingInteractions {
  let heard: Interaction[] = []
  let taken = 0
  let wakeUp: (() => void) | null = null

  function forget(): void {
    heard = []
    taken = 0
  }

  function wake(): void {
    wakeUp?.()
    wakeUp = null
  }

  return {
    add(interaction) {
      heard.push(interaction)
      if (heard.length - taken > heardAtMost) {
        forget()
        onOverflow()
      }
      wake()
    },
    take() {
      const interaction = heard[taken]
      taken += 1
      if (taken >= heard.length) forget()
      return interaction
    },
    forget,
    wake,
    more: () =>
      new Promise((resolve) => {
        wakeUp = resolve
      }),
  }
}
