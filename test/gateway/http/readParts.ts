/** One part of a multipart subscription; null at the end of the response. */
export type PartReader = {
  status: number
  contentType: string | null
  /** The JSON of the next part that is no heartbeat; null after the closing delimiter. Waits for it. */
  next(): Promise<unknown>
  /** All parts up to the end. */
  rest(): Promise<unknown[]>
  /** How many heartbeats were passed so far. */
  heartbeats: number
  close(): void
}

export const acceptMultipart = 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json'

const delimiter = '\r\n--graphql'

/**
 * A client of Apollo's multipart protocol, written from its text. As Apollo's clients do, it reads a part only when the
 * delimiter after it has arrived. Throws when the body is not of the protocol or ends without the closing delimiter.
 */
export async function readParts(url: string, init: RequestInit = {}): Promise<PartReader> {
  const leave = new AbortController()
  const headers = { accept: acceptMultipart, ...Object.fromEntries(new Headers(init.headers)) }
  const response = await fetch(url, { ...init, headers, signal: leave.signal })
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''

  /** The text up to the next delimiter, and what follows it. */
  async function nextPart(): Promise<string> {
    for (;;) {
      const end = text.indexOf(delimiter)
      if (end >= 0) {
        const part = text.slice(0, end)
        text = text.slice(end + delimiter.length)
        return part
      }
      const chunk = await body?.read()
      if (!chunk || chunk.done) throw new Error(`expected a delimiter, got the end after ${text}`)
      text += chunk.value
    }
  }

  async function isClosed(): Promise<boolean> {
    while (text.length < 2) {
      const chunk = await body?.read()
      if (!chunk || chunk.done) throw new Error('expected the closing delimiter, got the end')
      text += chunk.value
    }
    return text.startsWith('--')
  }

  let isOver = response.status !== 200
  if (!isOver && (await nextPart()) !== '') throw new Error('expected no preamble')

  const reader: PartReader = {
    status: response.status,
    contentType: response.headers.get('content-type'),
    heartbeats: 0,
    async next() {
      for (;;) {
        if (isOver || (await isClosed())) {
          isOver = true
          return null
        }
        const [head, json] = (await nextPart()).split('\r\n\r\n')
        if (head !== '\r\ncontent-type: application/json') throw new Error(`expected the type, got ${head}`)
        const part: unknown = JSON.parse(json ?? '')
        if (JSON.stringify(part) !== '{}') return part
        reader.heartbeats += 1
      }
    },
    async rest() {
      const parts: unknown[] = []
      for (let part = await reader.next(); part !== null; part = await reader.next()) parts.push(part)
      return parts
    },
    close: () => leave.abort(),
  }
  return reader
}
