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
  /** The number of the event with this cursor; null when none is kept, or several have it. */
  numberOf(cursor: string): number | null
}

export function createSharedRing(): SharedRing {
  const events: SharedEvent[] = []
  const numbers = new Map<string, number | null>()
  let start = 0
  let bytes = 0

  function drop(): void {
    const dropped = events.shift()
    if (!dropped) return
    const { cursor } = dropped
    const isKept = cursor === null || events.some((event) => event.cursor === cursor)
    if (!isKept) numbers.delete(cursor)
    bytes -= dropped.bytes
    start += 1
  }

  return {
    add(event, room) {
      const { cursor } = event
      if (cursor !== null) numbers.set(cursor, numbers.has(cursor) ? null : start + events.length)
      events.push(event)
      bytes += event.bytes
      while (events.length > 1 && (events.length > room.events || bytes > room.bytes)) drop()
    },
    at: (number) => events[number - start],
    start: () => start,
    end: () => start + events.length,
    numberOf: (cursor) => numbers.get(cursor) ?? null,
  }
}
