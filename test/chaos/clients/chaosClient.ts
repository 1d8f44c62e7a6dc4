import { setTimeout as delay } from 'node:timers/promises'
import { createModel, type Model } from '../model.ts'
import type { Transport } from '../schedule.ts'
import type { GraphCaller } from '../writers/graphCaller.ts'
import { changesQuery, changesSchema, type StreamResult } from './historyDocuments.ts'
import { startLossyProxy } from './lossyProxy.ts'
import { openStream } from './openStream.ts'
import type { OpenStream } from './streamRequest.ts'
import { readHistoryPage } from './readHistoryPage.ts'

/** A client that follows a customer over a bad network, and resumes from the cursor that it keeps with its model. */
export type ChaosClient = {
  /** Null before the first `subscribe`. */
  model(): Model | null
  /** Read a page and continue it; later, connect again. Resolves when it has begun to connect. */
  subscribe(transport: Transport): Promise<void>
  stall(): void
  /** Break the connection; it resumes by the other transport. */
  drop(): void
  /** The connection dies, and the client does not learn it before the next `subscribe` or `heal`. */
  halfOpen(): void
  /** A good network again, with a connection where it had one. */
  heal(): void
  /** Refusals that a retry would not change, as sentences. */
  refused: readonly string[]
  /** How often it opened a connection. */
  connectCount(): number
  close(): Promise<void>
}

/** Codes after which a client connects again. */
const endsForNow = ['UNAVAILABLE', 'SLOW_CONSUMER', 'RATE_LIMITED']

export async function startChaosClient({
  customerId,
  graph,
  gatewayPorts,
}: {
  customerId: string
  graph: GraphCaller
  /** Of this moment; each connection goes to the next one. */
  gatewayPorts: () => number[]
}): Promise<ChaosClient> {
  let connects = 0
  const proxy = await startLossyProxy(() => {
    const ports = gatewayPorts()
    return ports[connects % ports.length] ?? 0
  })
  const refused: string[] = []
  let model: Model | null = null
  let cursor = ''
  let transport: Transport = 'WEBSOCKET'
  let stream: OpenStream | null = null
  let isClosed = false
  let isDead = false

  function connect(): void {
    stream?.close()
    if (isClosed || !model) return
    connects += 1
    isDead = false
    const request = { port: proxy.port, key: graph.key, customerId, after: cursor, onResult, onEnd: again }
    stream = openStream(transport, request)
  }

  function again(): void {
    // Not at once, and not all together.
    void delay(30 + Math.random() * 100).then(() => {
      if (!isClosed && !isDead) connect()
    })
  }

  function onResult({ data, errors }: StreamResult): void {
    const event = data?.customerHistory
    if (event && model) {
      model.apply(event)
      cursor = event.cursor
      if (event.pageAfter !== undefined) void readJoinedLog(event.pageAfter, model)
      return
    }
    for (const { message, extensions } of errors ?? []) {
      const code = String(extensions?.['code'])
      if (extensions?.['retryable'] !== true && !endsForNow.includes(code))
        refused.push(`${code}: ${message}`)
    }
  }

  /** A joined log that is too long for the stream. */
  async function readJoinedLog(pageAfter: string, to: Model): Promise<void> {
    let after = pageAfter
    for (let hasMore = true; hasMore && !isClosed;) {
      const { changes } = await graph.read(changesSchema, changesQuery, { customerId, after })
      for (const event of changes.events) if (event.change === 'JOINED') to.apply(event)
      ;({ cursor: after, hasMore } = changes)
    }
  }

  return {
    model: () => model,
    async subscribe(by) {
      transport = by
      if (!model) {
        const page = await readHistoryPage(graph, customerId)
        model = createModel(page.nodes)
        cursor = page.streamCursor
      }
      proxy.flow()
      connect()
    },
    stall: () => proxy.stall(),
    drop() {
      transport = transport === 'SSE' ? 'WEBSOCKET' : 'SSE'
      proxy.drop()
    },
    halfOpen() {
      if (!model) return
      isDead = true
      proxy.forget()
    },
    heal() {
      proxy.flow()
      if (isDead) connect()
    },
    refused,
    connectCount: () => connects,
    async close() {
      isClosed = true
      stream?.close()
      await proxy.stop()
    },
  }
}
