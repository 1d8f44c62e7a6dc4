/** A stream that can hold back what is written into it. */
export type Corkable = { cork(): void; uncork(): void }

type Corked = { stream: Corkable; onUncorked: () => void }

let corked: Corked[] = []

/**
 * Hold back what is written into a stream until this turn of the event loop ends, so that it leaves in one write. Then
 * call `onUncorked`. All streams share one callback of the turn: a callback for each costs much when an event goes to
 * thousands of sockets.
 */
export function corkForTurn(stream: Corkable, onUncorked: () => void): void {
  stream.cork()
  corked.push({ stream, onUncorked })
  if (corked.length === 1) process.nextTick(uncorkAll)
}

function uncorkAll(): void {
  const all = corked
  corked = []
  for (const { stream, onUncorked } of all) {
    stream.uncork()
    onUncorked()
  }
}
