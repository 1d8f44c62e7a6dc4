import type { Logger } from '../process/log/logger.ts'
import { StartError } from '../process/startError.ts'
import type { Tracing } from './span.ts'
import { tracesTargetOf, type TracingSettings } from './tracingSettings.ts'

/**
 * The traces of this process; null when its settings ask for none, and then nothing of OpenTelemetry is loaded. Throws a
 * StartError when they ask for traces and OpenTelemetry is not installed.
 */
export async function startTracing(
  settings: TracingSettings,
  processName: string,
  logger: Logger,
): Promise<Tracing | null> {
  const target = tracesTargetOf(settings, processName)
  if (target === null) return null
  const { createTracing } = await import('./openTelemetry.ts').catch((cause: unknown) => {
    if (!isMissing(cause)) throw cause
    throw new StartError(
      'OTEL_TRACES_EXPORTER: traces need the optional packages of Elo. Install without --omit=optional, or set OTEL_TRACES_EXPORTER=none.',
      { cause },
    )
  })
  return createTracing(target, processName, logger)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
}
