import { describe, expect, it } from 'vitest'
import { followCustomers, maxFollowedCustomers } from '../../../gateway/mcp/listen/followCustomers.ts'
import type { Graph } from '../../../gateway/graph.ts'
import { createClosableIterator } from '../../../platform/async/closableIterator.ts'
import { deferred } from '../../../platform/async/deferred.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'

const historyOf = (id: string | number) => `elo://customers/${id}/history`

/** A graph in which each customer has these events, then an error or an end. */
function graphOf(events: object[], failure?: Error) {
  const asked: unknown[] = []
  let open = 0
  const graph: Graph = async ({ variables, isPrepared }) => {
    asked.push({ ...variables, isPrepared })
    open += 1
    const left = [...events]
    const results = createClosableIterator({
      async pull() {
        const event = left.shift()
        if (event) return { done: false, value: { data: { customerHistory: event } } }
        if (failure) throw failure
        return { done: true, value: undefined }
      },
      async close() {
        open -= 1
      },
    })
    return { kind: 'stream', results }
  }
  return { graph, asked, openCount: () => open }
}

const caller = { principal: demoPrincipal, transport: 'mcp' as const }

describe('followCustomers', () => {
  it('opens one prepared subscription for each customer, and at most 20', async () => {
    const { graph, asked, openCount } = graphOf([])
    const ids = Array.from({ length: maxFollowedCustomers + 1 }, (_, index) => `cus_${index}`)
    const uris = [historyOf('cus_0'), ...ids.map(historyOf), 'elo://customers/cus_0/nothing']
    const followed = await followCustomers(uris, {
      graph,
      caller,
      isReady: async () => undefined,
      onComplete: () => undefined,
      onLost: () => undefined,
    })
    expect(followed.uris).toEqual(ids.slice(0, 20).map(historyOf))
    expect(asked).toEqual(ids.slice(0, 20).map((customerId) => ({ customerId, isPrepared: true })))
    followed.stop()
    expect(openCount()).toBe(0)
  })

  it('publishes every change, none for a position, and completes when all have ended', async () => {
    const { graph } = graphOf([{ change: 'POSITION' }, { change: 'RECORDED' }, { change: 'AMENDED' }])
    const completed = deferred()
    const published: unknown[] = []
    const { bus } = await followCustomers([historyOf('a'), historyOf('b')], {
      graph,
      caller,
      isReady: async () => undefined,
      onComplete: completed.resolve,
      onLost: () => completed.reject(new Error('lost')),
    })
    bus.subscribe((event) => published.push(event))
    await completed.promise
    const updated = (id: string) => ({ kind: 'resource_updated', uri: historyOf(id) })
    expect(published.filter((event) => JSON.stringify(event).includes('/a/'))).toEqual([
      updated('a'),
      updated('a'),
    ])
    expect(published).toHaveLength(4)
  })

  it('takes no further event before the client has read the last one', async () => {
    const { graph } = graphOf([{ change: 'RECORDED' }, { change: 'RECORDED' }])
    const [waits, read, completed] = [deferred(), deferred(), deferred()]
    const published: unknown[] = []
    const { bus } = await followCustomers([historyOf('a')], {
      graph,
      caller,
      isReady: () => {
        waits.resolve()
        return read.promise
      },
      onComplete: completed.resolve,
      onLost: () => undefined,
    })
    bus.subscribe((event) => published.push(event))
    await waits.promise
    expect(published).toHaveLength(1)
    read.resolve()
    await completed.promise
    expect(published).toHaveLength(2)
  })

  it('is lost when a subscription fails', async () => {
    const { graph } = graphOf([], new Error('too slow'))
    const lost = deferred()
    const { bus } = await followCustomers([historyOf('a')], {
      graph,
      caller,
      isReady: async () => undefined,
      onComplete: () => lost.reject(new Error('completed')),
      onLost: lost.resolve,
    })
    bus.subscribe(() => undefined)
    await expect(lost.promise).resolves.toBeUndefined()
  })
})
