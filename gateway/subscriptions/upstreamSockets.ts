import { type Client, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'

/** The sockets to one subgraph. */
export type UpstreamSockets = {
  /**
   * The client of a socket that has room for one more subscription. It connects when it is used. Call `leave` when the
   * subscription has ended; calling it again does nothing.
   */
  take(): { client: Client; leave: () => void }
  stop(): Promise<void>
}

type Upstream = { client: Client; subscriptions: number }

const connectMs = 5_000
const keepAliveMs = 12_000
/** The time in which what has arrived is read. */
const readMs = 250

/**
 * Opens a socket when the others are full, with at most `maxSubscriptions` on each: so the loss of one socket
 * concerns few. A socket without subscriptions is closed. One on which nothing
 * arrives for `connectMs` after a ping is given up.
 */
export function createUpstreamSockets({
  url,
  sign,
  maxSubscriptions,
}: {
  url: string
  /** The headers of the request that opens a socket. */
  sign: () => Record<string, string>
  maxSubscriptions: number
}): UpstreamSockets {
  const open = new Set<Upstream>()

  class UpstreamSocket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, {
        handshakeTimeout: connectMs,
        perMessageDeflate: false,
        headers: sign(),
      })
    }
  }

  function connect(): Upstream {
    let awaited: NodeJS.Timeout | undefined
    const isAlive = () => clearTimeout(awaited)
    const client = createClient({
      url: url.replace(/^http/u, 'ws'),
      webSocketImpl: UpstreamSocket,
      lazyCloseTimeout: 1_000,
      connectionAckWaitTimeout: connectMs,
      keepAlive: keepAliveMs,
      // graphql-ws would start the subscription again from its beginning; we resume it from its last event.
      retryAttempts: 0,
      on: {
        ping(isReceived) {
          if (isReceived) return
          clearTimeout(awaited)
          awaited = setTimeout(() => {
            // When this process was busy for that long, what has arrived meanwhile is read first.
            awaited = setTimeout(() => client.terminate(), readMs)
          }, connectMs)
        },
        // Any message shows that the peer is alive; a pong may wait behind many events.
        message: isAlive,
        closed: isAlive,
      },
    })
    return { client, subscriptions: 0 }
  }

  return {
    take() {
      let upstream = [...open].find(({ subscriptions }) => subscriptions < maxSubscriptions)
      if (!upstream) {
        upstream = connect()
        open.add(upstream)
      }
      const taken = upstream
      taken.subscriptions += 1
      let hasLeft = false
      return {
        client: taken.client,
        leave() {
          if (hasLeft) return
          hasLeft = true
          taken.subscriptions -= 1
        },
      }
    },
    async stop() {
      await Promise.all(
        [...open].map(async ({ client }) => {
          client.terminate()
          await client.dispose()
        }),
      )
    },
  }
}
