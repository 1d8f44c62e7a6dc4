import { createServer } from 'node:http'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { freePort } from '../../../embeddedMongo/freePort.ts'
import { createRemoteCall } from '../../../platform/graph/remoteCall.ts'
import { requestContext } from '../../../platform/process/requestContext.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { inSpan, inTrace } from '../../../platform/tracing/inSpan.ts'
import type { Tracing } from '../../../platform/tracing/span.ts'
import { openTraces, startTraces } from '../../support/startTraces.ts'

const work = { name: 'work', kind: 'internal' } as const

async function received(settings: Record<string, string>, trace: (tracing: Tracing) => unknown) {
  const { tracing, spans } = await startTraces(settings)
  await trace(tracing)
  return spans()
}

describe('a span', () => {
  it('begins a new trace when the traceparent of the caller is malformed', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    const malformed = [
      ...['', 'x', 7, null, undefined, ['a'], `00-${traceId}-b7ad6b7169203331`],
      `00-${traceId}-b7ad6b7169203331-01-more`,
      `ff-${traceId}-b7ad6b7169203331-01`,
      `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
      `00-${traceId}-${'0'.repeat(16)}-01`,
      `00-${traceId.toUpperCase()}-b7ad6b7169203331-01`,
      `00-${traceId}-b7ad6b7169203331-0x`,
      `00-${traceId}-b7ad6b7169203331-01`.repeat(1_000),
    ]
    const spans = await received({}, (tracing) => {
      for (const traceparent of malformed) tracing.start(work, traceparent).end()
      tracing.start(work, `cc-${traceId}-b7ad6b7169203331-01-what comes later`).end()
    })
    expect(spans.map((span) => span.traceId === traceId)).toEqual([...malformed.map(() => false), true])
    expect(spans.slice(0, -1).every(({ parentSpanId }) => parentSpanId === undefined)).toBe(true)
  })

  it('has no children and no traceparent after its end', async () => {
    const spans = await received({}, (tracing) => {
      const span = tracing.start(work)
      span.end()
      span.end('late')
      span.set({ late: true })
      expect(span.child(work)).toBeNull()
      expect(span.traceparent()).toBeNull()
    })
    expect(spans).toMatchObject([{ name: 'work', attributes: {}, service: 'elo-identity' }])
  })

  it('has the name of an error, and nothing of its message', async () => {
    const spans = await received({ OTEL_SERVICE_NAME: 'desk' }, async (tracing) => {
      const failing = inTrace(tracing, work, () =>
        inSpan({ ...work, name: 'part' }, async () => {
          throw new TypeError('a secret')
        }),
      )
      await expect(failing).rejects.toThrow('a secret')
      expect(requestContext().span).toBeNull()
    })
    const failed = { attributes: { 'error.type': 'TypeError' }, status: { code: 2 }, service: 'desk' }
    expect(spans).toMatchObject([
      { name: 'part', ...failed },
      { name: 'work', ...failed },
    ])
  })

  it('is sampled as OTEL_TRACES_SAMPLER says', async () => {
    const sampled = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const counts: Record<string, number> = {}
    for (const sampler of ['always_on', 'always_off', 'parentbased_always_off', 'parentbased_traceidratio']) {
      const settings = { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: '0' }
      const spans = await received(settings, (tracing) => {
        tracing.start(work).end()
        tracing.start(work, sampled).end()
      })
      counts[sampler] = spans.length
    }
    expect(counts).toEqual({
      always_on: 2,
      always_off: 0,
      parentbased_always_off: 1,
      parentbased_traceidratio: 1,
    })
  })
})

describe('a collector that is not there', () => {
  it('is one warning, slows nothing down and lets the process stop', async () => {
    const lines: string[] = []
    const endpoint = `http://127.0.0.1:${await freePort()}`
    const tracing = await openTraces({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, lines)
    for (let count = 0; count < 10_000; count += 1) tracing.start(work).end()
    await tracing.stop()
    const events = lines.map((line) =>
      z.object({ event: z.string(), level: z.number() }).parse(JSON.parse(line)),
    )
    expect(events).toEqual([{ event: 'traces_not_sent', level: 40 }])
  })
})

describe('without traces', () => {
  it('sends no header to subgraphs', async () => {
    const asked: NodeJS.Dict<string | string[]>[] = []
    const server = createServer(({ headers }, response) => {
      asked.push(headers)
      response.end('{"data":{}}')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('expected a port')
    const remote = createRemoteCall(`http://127.0.0.1:${address.port}/graphql`)
    onTestFinished(async () => {
      await remote.stop()
      server.close()
    })
    const request = { query: '{ a }', variables: {}, principal: demoPrincipal, scope: createRequestScope() }
    await remote.call(request)
    expect(asked.map(({ traceparent }) => traceparent)).toEqual([undefined])
  })
})
