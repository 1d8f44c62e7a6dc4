import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { Tracing } from '../../platform/tracing/span.ts'
import { startTracing } from '../../platform/tracing/startTracing.ts'
import { tracingSettings } from '../../platform/tracing/tracingSettings.ts'
import { type ReceivedSpan, startTraceReceiver } from './traceReceiver.ts'

const settingsSchema = z.object(tracingSettings)

/** Traces as a process with these settings has them. What they log is added to `lines`. */
export async function openTraces(settings: Record<string, string>, lines: string[] = []): Promise<Tracing> {
  const logger = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
  const tracing = await startTracing(settingsSchema.parse(settings), 'identity', logger)
  if (!tracing) throw new Error('expected traces')
  return tracing
}

/** Traces that a receiver of this test gets. `spans` ends them, and gives all that were sent. */
export async function startTraces(
  settings: Record<string, string> = {},
): Promise<{ tracing: Tracing; spans: () => Promise<readonly ReceivedSpan[]> }> {
  const receiver = await startTraceReceiver()
  onTestFinished(() => receiver.stop())
  const tracing = await openTraces({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...settings })
  return { tracing, spans: () => tracing.stop().then(() => receiver.spans()) }
}
