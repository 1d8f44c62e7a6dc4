import type { ServerEventBus } from '@modelcontextprotocol/server'
import { OperationTypeNode } from 'graphql'
import type { ClosableIterator } from '../../../platform/async/closableIterator.ts'
import { isObject } from '../../../platform/lang/isObject.ts'
import type { Graph, GraphCaller } from '../../graph.ts'
import type { Result } from '../../subscriptions/federatedSubscription.ts'
import { customerIdIn } from '../resources/customerViews.ts'

/** What one request may follow; each customer is one subscription of its caller. */
export const maxFollowedCustomers = 20

export const followDocument = `subscription McpFollowCustomer($customerId: ID!) {
  customerHistory(customerId: $customerId) { change }
}`

const carries = [OperationTypeNode.SUBSCRIPTION]

/** The customers that one request follows, each by a subscription of its caller. */
export type FollowedCustomers = {
  /** The resources that are followed: those of customers that the caller may see, as far as its limits allow. */
  uris: readonly string[]
  /** Publishes an update of the resources of a customer for each change in their log, from `subscribe` on. */
  bus: ServerEventBus
  stop(): void
}

type Followed = { uris: string[]; results: ClosableIterator<Result> }

/**
 * Follow the customers of these resources. What happens between this call and `subscribe` is published then, so that a
 * client that was told what is followed misses nothing.
 */
export async function followCustomers(
  uris: readonly string[],
  {
    graph,
    caller,
    isReady,
    onComplete,
    onLost,
  }: {
    graph: Graph
    caller: GraphCaller
    /** Resolves when the client has read what was published; until then no event is taken. */
    isReady: () => Promise<unknown>
    /** The caller may not see any of the customers any more. */
    onComplete: () => void
    /** A subscription failed, e.g. because the client was too slow. The client may listen again. */
    onLost: () => void
  },
): Promise<FollowedCustomers> {
  const opened = await Promise.all(
    [...byCustomer(uris)].slice(0, maxFollowedCustomers).map(async ([customerId, ofCustomer]) => {
      const request = { query: followDocument, operationName: undefined, variables: { customerId } }
      const outcome = await graph({ ...request, extensions: {}, carries, isPrepared: true }, caller)
      return outcome.kind === 'stream' ? [{ uris: ofCustomer, results: outcome.results }] : []
    }),
  )
  const followed: Followed[] = opened.flat()
  let open = followed.length

  const stop = () => followed.forEach(({ results }) => void results.return())

  async function follow({ uris: ofCustomer, results }: Followed, publish: (uri: string) => void) {
    try {
      for (;;) {
        const { done, value } = await results.next()
        if (done) break
        if (!isChange(value)) continue
        ofCustomer.forEach(publish)
        await isReady()
      }
      open -= 1
      if (open === 0) onComplete()
    } catch {
      // The graph has logged why.
      onLost()
    }
  }

  return {
    uris: followed.flatMap((one) => one.uris),
    stop,
    bus: {
      publish: () => undefined,
      subscribe(listener) {
        for (const one of followed) void follow(one, (uri) => listener({ kind: 'resource_updated', uri }))
        return stop
      },
    },
  }
}

function byCustomer(uris: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const uri of new Set(uris)) {
    const id = customerIdIn(uri)
    if (id !== null) found.set(id, [...(found.get(id) ?? []), uri])
  }
  return found
}

/** Whether an event reports anything but a position. */
function isChange({ data }: Result): boolean {
  const event = data?.['customerHistory']
  return !isObject(event) || event['change'] !== 'POSITION'
}
