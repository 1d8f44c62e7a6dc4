/** How a source of events ended. */
export type QueueEnd<End> = { kind: 'end'; end: End }
export type QueueEvent<Event> = { kind: 'event'; event: Event }

/** Events that were pushed at us and wait to be read, one reader, at most `limit` of them. */
export type EventQueue<Event, End> = {
  /** False when there was no room: the event is not kept. Ignored after the end. */
  push(event: Event): boolean
  /** No more events; the first end counts. Those that wait are read first. */
  end(end: End): void
  take(): Promise<QueueEvent<Event> | QueueEnd<End>>
}

export function createEventQueue<Event, End>(limit: number): EventQueue<Event, End> {
  const waiting: Event[] = []
  let ended: QueueEnd<End> | null = null
  let deliver: ((item: QueueEvent<Event> | QueueEnd<End>) => void) | null = null

  return {
    push(event) {
      if (ended) return true
      if (deliver) {
        deliver({ kind: 'event', event })
        deliver = null
        return true
      }
      if (waiting.length >= limit) return false
      waiting.push(event)
      return true
    },
    end(end) {
      if (ended) return
      ended = { kind: 'end', end }
      deliver?.(ended)
      deliver = null
    },
    take() {
      const [event] = waiting.splice(0, 1)
      if (event !== undefined) return Promise.resolve({ kind: 'event', event })
      if (ended) return Promise.resolve(ended)
      return new Promise((resolve) => {
        deliver = resolve
      })
    },
  }
}
