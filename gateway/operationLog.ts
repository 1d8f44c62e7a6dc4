import type { Logger } from '../platform/process/log/logger.ts'
import type { Span } from '../platform/tracing/span.ts'
import type { GatewayContext } from './gatewayContext.ts'

/** The longest name of an operation in the log and in traces. */
const maxNameLength = 100

/** Log one line for an operation, without its variables and its text. */
export function logOperation(
  logger: Logger,
  operation: {
    type: string | null
    name: string | null
    transport: GatewayContext['transport']
    /** A value of `performance.now()`. */
    startedAt: number
    codes: string[]
    /** The number of events of a subscription. */
    events?: number
    /** The id of the request that began it. */
    requestId: string | null
    /** The trace that it began in, if there is one. */
    traceId?: string
  },
): void {
  const { startedAt, name, ...rest } = operation
  const durationMs = Math.round((performance.now() - startedAt) * 100) / 100
  logger.info(
    { event: 'operation', ...rest, name: name && name.slice(0, maxNameLength), durationMs },
    'operation',
  )
}

/** Say in the span of an operation what it is. Does nothing without one. */
export function describeOperation(
  span: Span | null,
  { type, name }: { type: string; name: string | null },
): void {
  span?.set({
    'graphql.operation.type': type,
    ...(name !== null && { 'graphql.operation.name': name.slice(0, maxNameLength) }),
  })
}

/** The codes of errors, each once. */
export function codesOf(
  errors: readonly { extensions?: { readonly [key: string]: unknown } | undefined }[] | undefined,
): string[] {
  return [...new Set((errors ?? []).map(({ extensions }) => String(extensions?.['code'])))]
}
