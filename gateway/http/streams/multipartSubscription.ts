import { callerError } from '../../../platform/errors/errors.ts'
import type { EventFormat } from './eventFormat.ts'

const delimiter = '\r\n--graphql'
/** After the delimiter of the last part. */
const end = '--\r\n'

// The delimiter follows its part at once, because a client reads a part when it has the delimiter after it.
const part = (json: string) => `\r\ncontent-type: application/json\r\n\r\n${json}${delimiter}`
const failure = (errors: readonly unknown[]) => part(JSON.stringify({ payload: null, errors }))

/**
 * Apollo's protocol of subscriptions over multipart HTTP, version 1.0. Each part is `{"payload": result}`, a heartbeat
 * `{}`, or, last, `{"payload": null, "errors": […]}`. A client reads the end of the body as the end of the subscription,
 * so a stream that is to be resumed ends with an error that has `retryable: true`.
 */
export const multipartSubscription: EventFormat = {
  transport: 'multipart',
  headers: {
    'content-type': 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
    'cache-control': 'no-store, no-transform',
  },
  begin: () => `${delimiter}${part('{}')}`,
  keepAlive: part('{}'),
  next: (json) => part(`{"payload":${json}}`),
  fail: failure,
  complete: end,
  interrupted: end,
  stop(retryAfterMs, cursor) {
    const message = `the gateway is stopping; connect again in ${retryAfterMs} ms and resume from your last cursor`
    const position = cursor === null ? {} : { cursor }
    return (
      failure([callerError('UNAVAILABLE', message, { retryable: true, retryAfterMs, ...position })]) + end
    )
  },
}

const specified = /;\s*subscriptionspec\s*=\s*(?:"1\.0"|1\.0)\s*(?:;|$)/iu
const refused = /;\s*q\s*=\s*0(?:\.0*)?\s*(?:;|$)/iu

/** Whether an `Accept` header names this protocol, in this version. It is never meant by a wildcard. */
export function acceptsMultipartSubscription(accept: string): boolean {
  return accept
    .split(',')
    .some(
      (range) => /^\s*multipart\/mixed\s*;/iu.test(range) && specified.test(range) && !refused.test(range),
    )
}
