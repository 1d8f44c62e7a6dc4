import { requestContext } from '../platform/process/requestContext.ts'
import { failureOfResult } from '../platform/graph/fetchSpan.ts'
import { runIn } from '../platform/tracing/inSpan.ts'
import type { Span, SpanOptions, Tracing } from '../platform/tracing/span.ts'
import { traceparentHeader } from '../platform/tracing/traceparent.ts'
import type { Graph, GraphCaller, GraphOutcome, GraphRequest } from './graph.ts'

/**
 * The same graph with a span for each operation, below that of its HTTP request. An operation of a WebSocket begins a
 * trace, or continues that of `extensions.traceparent`.
 *
 * The span of a subscription is its start: it ends when the stream is open, and so does that of its HTTP request. Events
 * have no spans, because a stream may have any number of them.
 */
export function createTracedGraph(graph: Graph, tracing: Tracing): Graph {
  function begin({ extensions }: GraphRequest, { transport }: GraphCaller, request: Span | null): Span {
    const options: SpanOptions = {
      name: 'operation',
      kind: request === null ? 'server' : 'internal',
      attributes: { 'elo.transport': transport },
    }
    return request?.child(options) ?? tracing.start(options, extensions[traceparentHeader])
  }

  return async (asked, caller) => {
    const request = requestContext().span
    const span = begin(asked, caller, request)
    const outcome = await runIn(span, () => graph(asked, caller), failureOfOutcome)
    if (outcome.kind === 'stream') request?.end()
    return outcome
  }
}

function failureOfOutcome(outcome: GraphOutcome): string | null {
  switch (outcome.kind) {
    case 'refused':
      return failureOfResult(outcome)
    case 'result':
      return failureOfResult(outcome.result)
    case 'stream':
      return null
  }
}
