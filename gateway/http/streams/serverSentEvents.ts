import type { EventFormat } from './eventFormat.ts'

const next = (json: string, cursor: string | null) =>
  `event: next\n${cursor === null || /[\0\r\n]/u.test(cursor) ? '' : `id: ${cursor}\n`}data: ${json}\n\n`

/**
 * Server-sent events, by the protocol of graphql-sse in its mode of distinct connections. The cursor is the id of an
 * event. A stream that is to be resumed ends without the event `complete`.
 */
export const serverSentEvents: EventFormat = {
  transport: 'sse',
  headers: {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
  },
  begin: (retryMs) => `retry: ${retryMs}\n\n`,
  keepAlive: ':\n\n',
  next,
  fail: (errors) => next(JSON.stringify({ errors }), null),
  complete: 'event: complete\ndata:\n\n',
  interrupted: '',
  stop: () => '',
}
