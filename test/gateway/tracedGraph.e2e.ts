import { describe, expect, it } from 'vitest'
import type { Graph } from '../../gateway/graph.ts'
import { createTracedGraph } from '../../gateway/tracedGraph.ts'
import { createClosableIterator } from '../../platform/async/closableIterator.ts'
import { callerError } from '../../platform/errors/errors.ts'
import { requestContext } from '../../platform/process/requestContext.ts'
import { demoPrincipal } from '../../platform/subgraph/principal.ts'
import { runIn } from '../../platform/tracing/inSpan.ts'
import { startTraces } from '../support/startTraces.ts'

const request = { query: '{ a }', operationName: undefined, variables: {}, extensions: {} }

describe('the span of a subscription', () => {
  it('ends when the stream is open, with that of its request, and its events have none', async () => {
    const { tracing, spans } = await startTraces()
    const opened: boolean[] = []
    const stream: Graph = async () => {
      const { span } = requestContext()
      opened.push(span?.child({ name: 'first read', kind: 'client' }) !== null)
      const pull = async () => {
        opened.push(span?.child({ name: 'read for an event', kind: 'client' }) !== null)
        return { done: false as const, value: { data: {} } }
      }
      return { kind: 'stream', results: createClosableIterator({ pull, close: async () => undefined }) }
    }
    const graph = createTracedGraph(stream, tracing)
    await runIn(tracing.start({ name: 'POST /graphql', kind: 'server' }), async () => {
      const outcome = await graph(request, { principal: demoPrincipal, transport: 'sse' })
      if (outcome.kind === 'stream') await outcome.results.next()
      expect(requestContext().span?.child({ name: 'late', kind: 'client' })).toBeNull()
    })
    expect(opened).toEqual([true, false])
    expect((await spans()).map(({ name }) => name)).toEqual(['operation', 'POST /graphql'])
  })
})

describe('the span of an operation', () => {
  it('has the code of the error that refused it', async () => {
    const { tracing, spans } = await startTraces()
    const refusing: Graph = async () => ({ kind: 'refused', errors: [callerError('FORBIDDEN', 'not this')] })
    await createTracedGraph(refusing, tracing)(request, { principal: demoPrincipal, transport: 'ws' })
    expect(await spans()).toMatchObject([
      { name: 'operation', attributes: { 'elo.transport': 'ws', 'error.type': 'FORBIDDEN' } },
    ])
  })
})
