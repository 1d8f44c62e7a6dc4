import { z } from 'zod'

/** The samplers of the standard that Elo has. */
const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const
export type SamplerName = (typeof samplers)[number]

const endpoint = z.url({
  protocol: /^https?$/u,
  error: 'expected the http(s) url of a collector, e.g. http://127.0.0.1:4318',
})

/** `key=value`, separated by commas; values are percent-encoded. Values are secrets, so no message has one. */
const headers = z
  .string()
  .default('')
  .transform((text, context) => {
    const pairs = text
      .split(',')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '')
    const read = pairs.flatMap((pair) => {
      const [, name, value] = /^([\w-]+)\s*=\s*(\S(?:.*\S)?)$/u.exec(pair) ?? []
      return name !== undefined && value !== undefined && isEncoded(value)
        ? [[name, decodeURIComponent(value)] as const]
        : []
    })
    if (read.length < pairs.length)
      context.addIssue({
        code: 'custom',
        message:
          'expected headers such as authorization=Bearer%20TOKEN, separated by commas, got something else',
      })
    return Object.fromEntries(read)
  })

/** Whether it is of printable ASCII characters, before and after it is decoded. */
function isEncoded(value: string): boolean {
  return /^(?:[ -$&-~]|%[2-7][\dA-Fa-f])+$/u.test(value) && !/%7F/iu.test(value)
}

/** The settings of traces, by the names and with the defaults of OpenTelemetry. Spread it into a process's own schema. */
export const tracingSettings = {
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none'], 'expected otlp or none').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headers,
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .literal('http/protobuf', 'expected http/protobuf, the only protocol that Elo has')
    .default('http/protobuf'),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_TRACES_SAMPLER: z
    .enum(samplers, `expected one of ${samplers.join(', ')}`)
    .default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .refine((text) => /^(?:0|1|[01]?\.\d+)$/u.test(text) && Number(text) <= 1, {
      error: ({ input }) => `expected a part of all traces, 0 to 1, got ${JSON.stringify(input)}`,
    })
    .transform(Number)
    .default(1),
}
export type TracingSettings = z.infer<z.ZodObject<typeof tracingSettings>>

/** Where traces are sent, and which. */
export type TracesTarget = {
  url: string
  headers: Readonly<Record<string, string>>
  serviceName: string
  sampler: SamplerName
  /** Of samplers by ratio, 0 to 1. */
  ratio: number
}

const defaultEndpoint = 'http://127.0.0.1:4318'

/** Where a process sends its traces; null, the default, when it has none: no exporter and no endpoint is set. */
export function tracesTargetOf(settings: TracingSettings, processName: string): TracesTarget | null {
  const { OTEL_TRACES_EXPORTER: exporter, OTEL_EXPORTER_OTLP_ENDPOINT: given } = settings
  if (exporter === 'none' || (exporter === undefined && given === undefined)) return null
  const base = given ?? defaultEndpoint
  return {
    url: `${base.replace(/\/+$/u, '')}/v1/traces`,
    headers: settings.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: settings.OTEL_SERVICE_NAME ?? (processName === 'elo' ? 'elo' : `elo-${processName}`),
    sampler: settings.OTEL_TRACES_SAMPLER,
    ratio: settings.OTEL_TRACES_SAMPLER_ARG,
  }
}
