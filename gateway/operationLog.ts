import type { Logger } from '../platform/process/logger.ts'
import type { GatewayContext } from './gatewayContext.ts'

/** The longest name of an operation in the log. */
const maxNameLength = 100

/** One line per operation, without its variables or its text. */
export function logOperation(
  logger: Logger,
  operation: {
    type: string | null
    name: string | null
    transport: GatewayContext['transport']
    /** By `performance.now()`. */
    startedAt: number
    /** The codes of its errors. */
    codes: string[]
    /** How many events a subscription had. */
    events?: number
  },
): void {
  const { startedAt, name, ...known } = operation
  const durationMs = Math.round((performance.now() - startedAt) * 100) / 100
  logger.info(
    { event: 'operation', ...known, name: name && name.slice(0, maxNameLength), durationMs },
    'operation',
  )
}

/** The distinct codes of errors. */
export function codesOf(
  errors: readonly { extensions?: { readonly [key: string]: unknown } | undefined }[] | undefined,
): string[] {
  return [...new Set((errors ?? []).map(({ extensions }) => String(extensions?.['code'])))]
}
