import { setTimeout as delay } from 'node:timers/promises'
import type { Transport } from '../schedule.ts'
import { startLossyProxy } from './lossyProxy.ts'
import { openStream } from './openStream.ts'
import type { OpenStream, StreamResult, Subscription } from './streamRequest.ts'

/** A client of one subscription over a bad network, which resumes after the last event that it has handled. */
export type ResumingClient = {
  /** Begin; later, connect again. Resolves when it has begun to connect. */
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

export async function startResumingClient({
  subscription,
  gatewayPorts,
  begin,
  handle,
}: {
  subscription: Subscription
  /** Of this moment; each connection goes to the next one. */
  gatewayPorts: () => number[]
  /** Gives the cursor of the beginning. Called once. */
  begin: () => Promise<string>
  /** Handles the data of a result, one after the other. Gives the cursor after it; null when it was no event. */
  handle: (data: unknown) => Promise<string | null>
}): Promise<ResumingClient> {
  let connects = 0
  const proxy = await startLossyProxy(() => {
    const ports = gatewayPorts()
    return ports[connects % ports.length] ?? 0
  })
  const refused: string[] = []
  let cursor: string | null = null
  let transport: Transport = 'WEBSOCKET'
  let stream: OpenStream | null = null
  let handling: Promise<void> = Promise.resolve()
  let isClosed = false
  let isDead = false

  function connect(): void {
    stream?.close()
    if (isClosed || cursor === null) return
    connects += 1
    isDead = false
    const own = connects
    function onResult(result: StreamResult): void {
      // What came by an earlier connection and is not handled comes again by the next one.
      handling = handling.then(() => (own === connects ? take(result) : undefined))
    }
    stream = openStream(transport, { port: proxy.port, subscription, after: cursor, onResult, onEnd: again })
  }

  function again(): void {
    // Not at once, and not all together.
    void delay(30 + Math.random() * 100).then(() => {
      if (!isClosed && !isDead) connect()
    })
  }

  async function take({ data, errors }: StreamResult): Promise<void> {
    try {
      const next = data ? await handle(data) : null
      if (next !== null) cursor = next
      else for (const error of errors ?? []) refuse(error)
    } catch (error) {
      refused.push(error instanceof Error ? error.message : String(error))
    }
  }

  function refuse({ message, extensions }: NonNullable<StreamResult['errors']>[number]): void {
    const code = String(extensions?.['code'])
    if (extensions?.['retryable'] !== true && !endsForNow.includes(code)) refused.push(`${code}: ${message}`)
  }

  return {
    async subscribe(by) {
      transport = by
      cursor ??= await begin()
      proxy.flow()
      connect()
    },
    stall: () => proxy.stall(),
    drop() {
      transport = transport === 'SSE' ? 'WEBSOCKET' : 'SSE'
      proxy.drop()
    },
    halfOpen() {
      if (cursor === null) return
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
