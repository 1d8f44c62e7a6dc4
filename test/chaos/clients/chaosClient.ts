import { createModel, type Model } from '../model.ts'
import type { GraphCaller } from '../writers/graphCaller.ts'
import { changesQuery, changesSchema, historyResult, subscription } from './historyDocuments.ts'
import { readHistoryPage } from './readHistoryPage.ts'
import { type ResumingClient, startResumingClient } from './resumingClient.ts'

/** A client that follows a customer: it reads a page and continues it by events. */
export type ChaosClient = ResumingClient & {
  /** Null before the first `subscribe`. */
  model(): Model | null
}

export async function startChaosClient({
  customerId,
  graph,
  gatewayPorts,
}: {
  customerId: string
  graph: GraphCaller
  gatewayPorts: () => number[]
}): Promise<ChaosClient> {
  let model: Model | null = null
  const client = await startResumingClient({
    subscription: { key: graph.key, query: subscription, variables: { customerId } },
    gatewayPorts,
    async begin() {
      const page = await readHistoryPage(graph, customerId)
      model = createModel(page.nodes)
      return page.streamCursor
    },
    async handle(data) {
      const { customerHistory: event } = historyResult.parse(data)
      if (!event || !model) return null
      if (event.pageAfter !== undefined) await readJoinedLogs(event.pageAfter, model)
      model.apply(event)
      return event.cursor
    },
  })

  /** Logs that are too long for the stream: the first events of `changes`. What is after them comes in the stream. */
  async function readJoinedLogs(pageAfter: string, to: Model): Promise<void> {
    let after = pageAfter
    for (let hasMore = true; hasMore;) {
      const { changes } = await graph.read(changesSchema, changesQuery, { customerId, after })
      for (const { change, interaction } of changes.events) {
        if (change !== 'JOINED' || !interaction) return
        to.putPaged(interaction)
      }
      ;({ cursor: after, hasMore } = changes)
    }
  }

  return { ...client, model: () => model }
}
