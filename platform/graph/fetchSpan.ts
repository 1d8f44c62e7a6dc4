import type { ExecutionResult } from 'graphql'
import type { SpanOptions } from '../tracing/span.ts'

/** The span of a call to a subgraph, in this process or in another one. */
export function fetchSpan(subgraph: string, kind: 'internal' | 'client'): SpanOptions {
  return { name: `fetch ${subgraph}`, kind, attributes: { 'elo.subgraph': subgraph } }
}

/** The code of the first error of a result; null when it has none. */
export function failureOfResult({ errors }: Pick<ExecutionResult, 'errors'>): string | null {
  const [error] = errors ?? []
  if (error === undefined) return null
  const { code } = error.extensions
  return typeof code === 'string' ? code : 'ERROR'
}
