import type { ExecutionResult } from 'graphql'

/** One event of a stream, as all its members get it. Nothing may write into it. */
export type SharedEvent = {
  result: ExecutionResult<Record<string, unknown>>
  /** The position of the stream after this event; null when the event has none, e.g. because it failed. */
  cursor: string | null
  /** The length of its JSON. */
  bytes: number
}

/**
 * The newest events of one stream, each under its number: 0, 1, 2 … in the order in which they came. The oldest are
 * dropped when there are too many or too large ones. The newest is always kept.
 */
export type SharedRing = {
  add(event: SharedEvent, room: { events: number; bytes: number }): void
  /** The event with this number; undefined when it was dropped or has not come. */
  at(number: number): SharedEvent | undefined
  /** The number of the oldest event that is kept, and the number that the next one will have. */
  start(): number
  end(): number
  /**
   * The number of the event after the one with this cursor. Null when none with this cursor is kept, when several have
   * it, and when what follows came too long ago: it may have been changed, hidden or erased since, and one who did not
   * wait for it must get it as it is now.
   */
  numberAfter(cursor: string): number | null
}

/** How long an event is given to one who did not wait for it. */
const freshMs = 1_000

export function createSharedRing(): SharedRing {
  const events: (SharedEvent & { at: number })[] = []
  /** By cursor: how many kept events have it, and the number of the event; null when it was ambiguous. */
  const withCursor = new Map<string, { count: number; number: number | null }>()
  let start = 0
  let bytes = 0

  function note(cursor: string): void {
    const known = withCursor.get(cursor)
    const number = known ? null : start + events.length
    withCursor.set(cursor, { count: (known?.count ?? 0) + 1, number })
  }

  function forget(cursor: string): void {
    const known = withCursor.get(cursor)
    if (!known) return
    known.count -= 1
    if (known.count === 0) withCursor.delete(cursor)
  }

  function drop(): void {
    const dropped = events.shift()
    if (!dropped) return
    const { cursor } = dropped
    if (cursor !== null) forget(cursor)
    bytes -= dropped.bytes
    start += 1
  }

  return {
    add(event, room) {
      const { cursor } = event
      if (cursor !== null) note(cursor)
      events.push({ ...event, at: performance.now() })
      bytes += event.bytes
      while (events.length > 1 && (events.length > room.events || bytes > room.bytes)) drop()
    },
    at: (number) => events[number - start],
    start: () => start,
    end: () => start + events.length,
    numberAfter(cursor) {
      const number = withCursor.get(cursor)?.number ?? null
      if (number === null) return null
      const next = events[number + 1 - start]
      return next && performance.now() - next.at > freshMs ? null : number + 1
    },
  }
}
