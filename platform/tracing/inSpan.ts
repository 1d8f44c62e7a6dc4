import { requestContext, runInRequest } from '../process/requestContext.ts'
import type { Span, SpanOptions, Tracing } from './span.ts'

/** The failure of a result; null for a success. */
type FailureOf<Result> = (result: Result) => string | null

/** Do a piece of work of this request, as a span of its own when the request has an open one. */
export function inSpan<Result>(
  options: SpanOptions,
  work: () => Promise<Result>,
  failureOf?: FailureOf<Result>,
): Promise<Result> {
  const { span } = requestContext()
  const child = span === null ? null : span.child(options)
  return child === null ? work() : runIn(child, work, failureOf)
}

/** Do work that no request waits for. With tracing it begins a trace. */
export function inTrace<Result>(
  tracing: Tracing | null,
  options: SpanOptions,
  work: () => Promise<Result>,
  failureOf?: FailureOf<Result>,
): Promise<Result> {
  return tracing === null ? work() : runIn(tracing.start(options), work, failureOf)
}

/** Do the work of a span, which ends with it. */
export async function runIn<Result>(
  span: Span,
  work: () => Promise<Result>,
  failureOf: FailureOf<Result> = () => null,
): Promise<Result> {
  try {
    const result = await runInRequest({ span }, work)
    span.end(failureOf(result))
    return result
  } catch (error) {
    span.end(error instanceof Error ? error.name : 'Error')
    throw error
  }
}
