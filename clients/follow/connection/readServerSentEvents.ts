/** An event of `text/event-stream`; `retryMs` is the last `retry` that came. */
export type ServerSentEvent = { event: string; data: string; retryMs: number | null }

/** The events of a body of `text/event-stream`, and null for each comment, which is a sign of life. */
export async function* readServerSentEvents(
  chunks: AsyncIterable<string>,
): AsyncGenerator<ServerSentEvent | null, void, void> {
  let unread = ''
  let event = ''
  let data: string[] = []
  let retryMs: number | null = null
  for await (const chunk of chunks) {
    const lines = `${unread}${chunk}`.split(/\r\n|\n|\r(?!$)/u)
    unread = lines.pop() ?? ''
    for (const line of lines) {
      const { field = '', value = '' } = /^(?<field>[^:]*):? ?(?<value>.*)$/su.exec(line)?.groups ?? {}
      if (line.startsWith(':')) yield null
      else if (field === 'event') event = value
      else if (field === 'data') data.push(value)
      else if (field === 'retry' && /^\d+$/u.test(value)) retryMs = Number(value)
      if (line === '' && (event !== '' || data.length > 0)) {
        yield { event, data: data.join('\n'), retryMs }
        event = ''
        data = []
      } else if (field === 'retry') yield { event: '', data: '', retryMs }
    }
  }
}
