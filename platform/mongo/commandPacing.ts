/** Decides when the next of many commands is sent, so that what is asked for meanwhile can go by one. */
export type CommandPacing = {
  /** Call `start` at once while few commands are under way, else when one of them no longer counts. */
  schedule(start: () => void): void
  /** Count a command until it ends. */
  follow<Result>(command: Promise<Result>): Promise<Result>
}

// A command on a connection that has just been lost may take seconds to fail, or never end. Nothing waits for it.
const countedForMs = 50

/** Let so many commands be under way before the next one waits. One that takes longer than 50 ms does not count. */
export function createCommandPacing(commandsAtOnce: number): CommandPacing {
  const underWay = new Set<Promise<void>>()

  return {
    schedule(start) {
      // Not by setImmediate: it runs between the loss of a connection and its `close` event, and the driver waits for
      // ever for what it writes to a connection then.
      if (underWay.size < commandsAtOnce) process.nextTick(start)
      else void Promise.race(underWay).then(start)
    },
    async follow(command) {
      const { promise, resolve } = countdown()
      underWay.add(promise)
      void promise.then(() => underWay.delete(promise))
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
