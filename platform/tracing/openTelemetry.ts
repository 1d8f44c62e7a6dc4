import {
  type Context,
  isSpanContextValid,
  type Span as OtelSpan,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
  ROOT_CONTEXT,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { within } from '../async/within.ts'
import type { Logger } from '../process/log/logger.ts'
import type { Span, SpanOptions, Tracing } from './span.ts'
import type { SamplerName, TracesTarget } from './tracingSettings.ts'

// The only file that imports OpenTelemetry. `startTracing` loads it, and only when traces are switched on.

const stopMs = 1_500
/** Longer names, such as those of operations, are cut. */
const longestValue = 100

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const satisfies Record<SpanOptions['kind'], SpanKind>

/**
 * Traces that are sent in batches to a collector. Spans wait in memory, at most 2,048 of them; more are dropped. Nothing
 * is registered globally, so that no library adds spans with contents of its own.
 */
export function createTracing(target: TracesTarget, processName: string, logger: Logger): Tracing {
  const exporter = new OTLPTraceExporter({ url: target.url, headers: target.headers })
  const provider = new TracerProvider({
    resource: detectResources({ detectors: [envDetector] }).merge(
      resourceFromAttributes({ 'service.name': target.serviceName, 'elo.process': processName }),
    ),
    sampler: samplerOf(target.sampler, target.ratio),
    spanLimits: { attributeValueLengthLimit: longestValue, attributeCountLimit: 16 },
    spanProcessors: [new BatchSpanProcessor({ exporter: warningOnce(exporter, logger) })],
  })
  const tracer = provider.getTracer('elo')
  return {
    start(options, traceparent) {
      const caller = spanContextOf(traceparent)
      const parent = caller === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, caller)
      return startSpan(tracer, options, parent)
    },
    async stop() {
      await within(provider.shutdown(), stopMs, `not sent within ${stopMs} ms`).catch((error: unknown) => {
        logger.warn({ event: 'traces_not_sent', err: error }, 'the last traces could not be sent')
      })
    },
  }
}

function startSpan(tracer: Tracer, { name, kind, attributes = {} }: SpanOptions, parent: Context): Span {
  const span: OtelSpan = tracer.startSpan(name, { kind: kinds[kind], attributes }, parent)
  const { traceId, spanId, traceFlags } = span.spanContext()
  let isOpen = true
  return {
    traceId,
    traceparent: () => (isOpen ? `00-${traceId}-${spanId}-${traceFlags === 0 ? '00' : '01'}` : null),
    child: (options) => (isOpen ? startSpan(tracer, options, trace.setSpan(ROOT_CONTEXT, span)) : null),
    set(added) {
      if (isOpen) span.setAttributes(added)
    },
    end(failure = null) {
      if (!isOpen) return
      isOpen = false
      if (failure !== null) span.setAttribute('error.type', failure).setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

/** The caller's span by W3C Trace Context, whose later versions may have more members; null when it is none. */
function spanContextOf(traceparent: unknown): SpanContext | null {
  if (typeof traceparent !== 'string') return null
  const [, version, traceId = '', spanId = '', flags = '', more] =
    /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/u.exec(traceparent) ?? []
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return null
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED
  const context = { traceId, spanId, traceFlags, isRemote: true }
  return isSpanContextValid(context) ? context : null
}

function samplerOf(name: SamplerName, ratio: number): Sampler {
  const ofRoots = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  }
  switch (name) {
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: ofRoots.always_on() })
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: ofRoots.always_off() })
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: ofRoots.traceidratio() })
    case 'always_on':
    case 'always_off':
    case 'traceidratio':
      return ofRoots[name]()
  }
}

/** The same exporter, which logs one warning when spans cannot be sent, and one line when they can be sent again. */
function warningOnce(exporter: OTLPTraceExporter, logger: Logger): SpanExporter {
  let isFailing = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        // 0 is success.
        const fails = Number(result.code) !== 0
        if (fails && !isFailing)
          logger.warn(
            { event: 'traces_not_sent', err: result.error },
            'traces cannot be sent to OTEL_EXPORTER_OTLP_ENDPOINT; those of this time are lost',
          )
        if (!fails && isFailing) logger.info({ event: 'traces_sent_again' }, 'traces are sent again')
        isFailing = fails
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush(),
  }
}
