import { requestContext } from '../process/requestContext.ts'

/** The header with the trace and the span of whoever calls, by W3C Trace Context. */
export const traceparentHeader = 'traceparent'

const none: Readonly<Record<string, string>> = {}

/** The header for a call that is a part of this work; none when the work is in no trace. */
export function traceHeaders(): Readonly<Record<string, string>> {
  const { span } = requestContext()
  const traceparent = span === null ? null : span.traceparent()
  return traceparent === null ? none : { [traceparentHeader]: traceparent }
}
