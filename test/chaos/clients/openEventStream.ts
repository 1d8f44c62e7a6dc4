import { request as startRequest } from 'node:http'
import { type OpenStream, resultSchema, type StreamRequest } from './streamRequest.ts'

/** By server-sent events. It resumes by the header that browsers send, which takes the place of the variable. */
export function openEventStream({ port, subscription, after, onResult, onEnd }: StreamRequest): OpenStream {
  const { key, query, variables } = subscription
  const request = startRequest({
    ...{ port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent: false },
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
      ...(after !== null && { 'last-event-id': after }),
    },
  })
  request.on('error', onEnd)
  request.on('close', onEnd)
  request.on('response', (response) => {
    let unread = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      const parts = `${unread}${chunk}`.split('\n\n')
      unread = parts.pop() ?? ''
      for (const part of parts) readEvent(part)
    })
    response.on('close', onEnd)
    response.on('error', onEnd)
    // A refusal by its status, e.g. while the gateway stops; its client tries again.
    if (response.statusCode !== 200) response.destroy()
  })

  function readEvent(text: string): void {
    const lines = text.split('\n')
    const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart())
    if (lines.some((line) => line.trim() === 'event: next' || line.trim() === 'event:next'))
      onResult(resultSchema.parse(JSON.parse(data.join('\n'))))
  }

  request.end(JSON.stringify({ query, variables }))
  return { close: () => request.destroy() }
}
