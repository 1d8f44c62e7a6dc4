import { isObject } from '../../../platform/lang/isObject.ts'

/** One server-sent event; `retry` is the pause that the server asks for. */
export type SentEvent = { event?: string; id?: string; data?: unknown; retry?: number }

/** A client of server-sent events that shows every event to the test. */
export type EventReader = {
  status: number
  contentType: string | null
  /** The next event; null at the end of the response. Waits for it. Comments are left out. */
  next(): Promise<SentEvent | null>
  /** All events up to the end. */
  rest(): Promise<SentEvent[]>
  close(): void
}

export async function readEvents(url: string, init: RequestInit = {}): Promise<EventReader> {
  const leave = new AbortController()
  const headers = { accept: 'text/event-stream', ...Object.fromEntries(new Headers(init.headers)) }
  const response = await fetch(url, { ...init, headers, signal: leave.signal })
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''

  async function next(): Promise<SentEvent | null> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        if (!block.startsWith(':')) return eventOf(block)
        continue
      }
      const chunk = await body?.read()
      if (!chunk || chunk.done) return null
      text += chunk.value
    }
  }

  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    next,
    async rest() {
      const events: SentEvent[] = []
      for (let event = await next(); event; event = await next()) events.push(event)
      return events
    },
    close: () => leave.abort(),
  }
}

function eventOf(block: string): SentEvent {
  const fields = Object.fromEntries(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /u, '')]
    }),
  )
  const { data, retry, ...rest } = fields
  const parsed: unknown = data === undefined || data === '' ? data : JSON.parse(data)
  return {
    ...rest,
    ...(retry !== undefined && { retry: Number(retry) }),
    ...(data !== undefined && { data: isObject(parsed) ? { ...parsed } : parsed }),
  }
}
