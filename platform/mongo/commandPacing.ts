/** Decides when the next of many commands is sent, so that loads that come meanwhile can share it. */
export type CommandPacing = {
  /** Call `start` at once while fewer than the limit are in progress, else when one of them no longer counts. */
  schedule(start: () => void): void
  /** Count a command until it ends. */
  follow<Result>(command: Promise<Result>): Promise<Result>
}

// A command on a connection that was just lost may take seconds to fail, or never end. Others must not wait for it.
const countedForMs = 50

/** Allow this number of commands at once. A command that takes longer than 50 ms no longer counts. */
export function createCommandPacing(commandsAtOnce: number): CommandPacing {
  const inProgress = new Set<Promise<void>>()

  return {
    schedule(start) {
      // Not setImmediate: it runs between the loss of a connection and its `close` event, and the driver never settles
      // a command that it writes to a connection then.
      if (inProgress.size < commandsAtOnce) process.nextTick(start)
      else void Promise.race(inProgress).then(start)
    },
    async follow(command) {
      const { promise, resolve } = countdown()
      inProgress.add(promise)
      void promise.then(() => inProgress.delete(promise))
      try {
        return await command
      } finally {
        resolve()
      }
    },
  }
}

/** A promise that resolves after 50 ms, or earlier by `resolve`. */
function countdown(): { promise: Promise<void>; resolve: () => void } {
  let end: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    end = resolve
  })
  const timer = setTimeout(end, countedForMs)
  return {
    promise,
    resolve() {
      clearTimeout(timer)
      end()
    },
  }
}
