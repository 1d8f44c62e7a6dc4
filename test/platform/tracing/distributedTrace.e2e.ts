import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freePort } from '../../../embeddedMongo/freePort.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { type EloProcess, startEloProcess } from '../../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../../support/testDatabase.ts'
import { type ReceivedSpan, startTraceReceiver, type TraceReceiver } from '../../support/traceReceiver.ts'

const ofRequest = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
const ofSocket = { traceId: '1bf7651916cd43dd8448eb211c80319d', spanId: 'c7ad6b7169203332' }
const notSampled = { traceId: '2cf7651916cd43dd8448eb211c80319e', spanId: 'd7ad6b7169203333' }
const query = 'query Names { customers { nodes { id } } }'

let database: TestDatabase
let receiver: TraceReceiver
let identity: EloProcess
let gateway: EloProcess
let codes: (number | null)[]
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `traces_${process.pid}`)
  receiver = await startTraceReceiver()
  const port = await freePort()
  const settings = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-token=a%20token',
    ELO_SERVICE_SECRET: 'the service secret of the traces test',
  }
  const start = (file: string, more: Record<string, string>) =>
    startEloProcess({ ...settings, ...more }, ['--import', 'tsx', file])
  ;[identity, gateway] = await Promise.all([
    start('subgraphs/identity/main.ts', { PORT: String(port), MONGODB_URI: database.uri }),
    start('gateway/main.ts', { IDENTITY_URL: `http://127.0.0.1:${port}/graphql` }),
  ])
  await ask(ofRequest, '01')
  await ask(notSampled, '00')
  const client = await connectSocket(gateway.url)
  client.send({
    id: '1',
    type: 'subscribe',
    payload: { query, extensions: { traceparent: traceparentOf(ofSocket, '01') } },
  })
  await client.next()
  codes = [await gateway.end('SIGTERM'), await identity.end('SIGTERM')]
}, 60_000)
afterAll(async () => {
  await receiver.stop()
  await database.drop()
})

function traceparentOf({ traceId, spanId }: typeof ofRequest, flags: string): string {
  return `00-${traceId}-${spanId}-${flags}`
}

async function ask(caller: typeof ofRequest, flags: string): Promise<void> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: traceparentOf(caller, flags) },
    body: JSON.stringify({ query }),
  })
  expect(await response.json()).toEqual({ data: { customers: { nodes: [] } } })
}

/** The spans from the root to a span, each as its service and its name. */
function pathTo(span: ReceivedSpan, trace: readonly ReceivedSpan[]): string[] {
  const parent = trace.find(({ spanId }) => spanId === span.parentSpanId)
  return [
    ...(parent ? pathTo(parent, trace) : [String(span.parentSpanId)]),
    `${String(span.service)}: ${span.name}`,
  ]
}

describe('a trace', () => {
  it('spans the gateway, the subgraph and the database, below the span of the caller', () => {
    const trace = receiver.trace(ofRequest.traceId)
    const command = trace.find(({ name }) => name === 'find profiles' || name === 'aggregate profiles')
    expect(command && pathTo(command, trace)).toEqual([
      ofRequest.spanId,
      'elo-gateway: POST /graphql',
      'elo-gateway: operation',
      'elo-gateway: fetch identity',
      'elo-identity: POST /graphql',
      `elo-identity: ${command?.name}`,
    ])
    expect(trace.find(({ name }) => name === 'operation')?.attributes).toEqual({
      'elo.transport': 'http',
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Names',
    })
    expect(trace.filter(({ name }) => name === 'POST /graphql').map(({ attributes }) => attributes)).toEqual(
      Array.from({ length: 2 }, () => ({
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
      })),
    )
    expect(command?.attributes).toEqual({
      'db.system.name': 'mongodb',
      'db.namespace': `traces_${process.pid}`,
      'db.operation.name': command?.name.split(' ')[0],
      'db.collection.name': 'profiles',
    })
  })

  it('is continued by an operation of a WebSocket', () => {
    const trace = receiver.trace(ofSocket.traceId)
    const command = trace.find(({ attributes }) => attributes['db.collection.name'] === 'profiles')
    expect(command && pathTo(command, trace).slice(0, -1)).toEqual([
      ofSocket.spanId,
      'elo-gateway: operation',
      'elo-gateway: fetch identity',
      'elo-identity: POST /graphql',
    ])
  })

  it('is not sent when its caller does not sample it', () => {
    expect(receiver.trace(notSampled.traceId)).toEqual([])
  })

  it('has its id in the log, beside that of the request', () => {
    for (const { traceId } of [ofRequest, ofSocket, notSampled])
      expect(gateway.log()).toMatch(new RegExp(`"requestId":"[\\da-f-]{36}".*"traceId":"${traceId}"`, 'u'))
  })

  it('is sent before its processes end, with the headers of the collector', () => {
    expect(codes).toEqual([0, 0])
    for (const headers of receiver.headers()) expect(headers['x-token']).toBe('a token')
  })
})
