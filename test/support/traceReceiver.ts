import { createServer } from 'node:http'
import { once } from 'node:events'
import protobuf from 'protobufjs'
import { z } from 'zod'

/** What the tests read of OTLP's `ExportTraceServiceRequest`; other members are skipped. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Request { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    repeated KeyValue attributes = 9; Status status = 15;
  }
  message Status { string message = 2; int32 code = 3; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
`)
const requestType = root.lookupType('Request')

const id = z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes).toString('hex'))
const attributes = z
  .array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) }))
  .default([])
  .transform((pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]])))
const spanSchema = z.object({
  traceId: id,
  spanId: id,
  parentSpanId: id.optional(),
  name: z.string(),
  kind: z.number(),
  attributes,
  status: z.object({ code: z.number().optional() }).optional(),
})
const requestSchema = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes }),
        scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
      }),
    )
    .default([]),
})

/** A span as it was received, with the name of its service. */
export type ReceivedSpan = z.infer<typeof spanSchema> & { service: unknown }

/** A collector of traces by OTLP over HTTP. */
export type TraceReceiver = {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string
  spans(): readonly ReceivedSpan[]
  /** The bodies as they were received, one after the other. */
  bytes(): Buffer
  /** The headers of the requests. */
  headers(): readonly NodeJS.Dict<string | string[]>[]
  /** Those of one trace so far. */
  trace(traceId: string): ReceivedSpan[]
  stop(): Promise<void>
}

export async function startTraceReceiver(): Promise<TraceReceiver> {
  const spans: ReceivedSpan[] = []
  const bodies: Buffer[] = []
  const headers: NodeJS.Dict<string | string[]>[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      bodies.push(body)
      headers.push(request.headers)
      spans.push(...spansIn(body))
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans: () => spans,
    bytes: () => Buffer.concat(bodies),
    headers: () => headers,
    trace: (traceId) => spans.filter((span) => span.traceId === traceId),
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function spansIn(body: Buffer): ReceivedSpan[] {
  const decoded: unknown = requestType.toObject(requestType.decode(body), { longs: Number })
  return requestSchema
    .parse(decoded)
    .resourceSpans.flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) =>
        spans.map((span) => ({ ...span, service: resource.attributes['service.name'] })),
      ),
    )
}
