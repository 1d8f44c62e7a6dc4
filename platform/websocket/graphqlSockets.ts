import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { CloseCode, handleProtocols } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeCodes, drainingReason } from './closeCodes.ts'
import { addressOf, refuseUpgrade, type Upgrade } from '../http/httpServer.ts'
import type { UnreadBytes } from '../http/unreadBytes.ts'
import type { Logger } from '../process/log/logger.ts'
import { socketLimits, type SocketLimits } from './socketLimits.ts'
import {
  type Cancellation,
  createSocketProtocol,
  type SocketOutcome,
  type SocketRequest,
} from './socketProtocol.ts'
import type { SessionExpiry } from './socketSession.ts'
import { createSocketSender } from './socketSender.ts'

/** `SessionExpiry`, whose `renew` also gets the request that opened the socket and the payload of the ping. */
export type SocketExpiry<Session> = Omit<SessionExpiry<Session, never>, 'renew'> & {
  renew: (session: Session, request: IncomingMessage, params: Record<string, unknown>) => Promise<Session>
}

/**
 * Serve graphql-ws on upgraded connections, with backpressure: results are read from an operation only as fast as its
 * client reads them. The socket of a client that is too slow, or whose stream ends with the error code SLOW_CONSUMER,
 * is closed with `closeCodes.slowConsumer`, after an `error` with the position of each of its subscriptions. A peer that sends nothing, not even a pong, is disconnected. `stop` closes
 * all sockets with `closeCodes.draining`, terminates those that do not confirm it in time, and refuses new ones. More than
 * `maxSockets` are refused with 503.
 */
export function createGraphqlSockets<Session>({
  connect,
  expiry,
  operate,
  limits = socketLimits,
  unread,
  logger,
}: {
  /** Authenticate. Throw a GraphQLError to refuse: FORBIDDEN closes with 4403, UNAVAILABLE with 1013, others with 4401. */
  connect: (request: IncomingMessage, params: Record<string, unknown>) => Promise<Session>
  /** Default: a session lasts as long as its socket. */
  expiry?: SocketExpiry<Session>
  /** Begin an operation. What it throws is masked. */
  operate: (request: SocketRequest, session: Session, cancellation: Cancellation) => Promise<SocketOutcome>
  limits?: SocketLimits
  /** What clients have not read yet; default: not counted over several sockets. */
  unread?: UnreadBytes
  logger: Logger
}): { upgrade: Upgrade; stop(): Promise<void> } {
  let isStopping = false

  function serve(socket: WebSocket, request: IncomingMessage): void {
    let isAlive = true
    const keepAlive = setInterval(() => {
      if (!isAlive) return socket.terminate()
      isAlive = false
      socket.ping()
    }, limits.keepAliveMs)
    const close = (code: number, reason: string) => socket.close(code, reasonOf(reason))
    if (socket.protocol === '') close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable')
    const sender = createSocketSender(socket, limits, {
      lastMessages: () => protocol.positions(),
      count: unread && ofAddress(unread, addressOf(request.socket)),
      stream: request.socket,
    })
    const protocol = createSocketProtocol({
      connect: (params) => connect(request, params),
      expiry: expiry && {
        ...expiry,
        renew: (session, params) => expiry.renew(session, request, params),
      },
      operate,
      sender,
      close,
      limits,
      logger,
    })
    socket.on('pong', () => {
      isAlive = true
    })
    socket.on('message', (data: Buffer, isBinary) => {
      isAlive = true
      if (socket.readyState !== socket.OPEN) return
      // ws itself checks text messages.
      if (isBinary && !isUtf8(data)) return close(invalidUtf8, 'expected UTF-8')
      protocol.receive(data.toString('utf8'))
    })
    // For a frame that is too large or malformed ws closes the socket itself.
    socket.on('error', (error) => logger.debug({ event: 'socket_error', err: error }, 'a socket failed'))
    socket.once('close', () => {
      clearInterval(keepAlive)
      protocol.end()
    })
  }

  const settings = {
    noServer: true,
    maxPayload: limits.maxMessageBytes,
    perMessageDeflate: false,
    // One message per turn of the event loop: many that arrive together must not block other clients.
    allowSynchronousEvents: false,
    handleProtocols: (protocols: Set<string>) => handleProtocols(protocols),
    closeTimeout: limits.closeMs,
  }
  const sockets = new WebSocketServer(settings)

  return {
    upgrade(request, socket, head) {
      if (isStopping || sockets.clients.size >= limits.maxSockets)
        return refuseUpgrade(socket, '503 Service Unavailable')
      sockets.handleUpgrade(request, socket, head, serve)
    },
    async stop() {
      isStopping = true
      const gone = Promise.all(
        [...sockets.clients].map(
          (socket) =>
            new Promise<void>((resolve) => {
              socket.once('close', () => resolve())
              // Each its own pause, so that they come back spread over time.
              socket.close(closeCodes.draining, drainingReason())
            }),
        ),
      )
      const cutOff = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, limits.closeMs)
      await gone
      clearTimeout(cutOff)
      sockets.close()
    },
  }
}

function ofAddress(unread: UnreadBytes, address: string) {
  return {
    add: (bytes: number) => unread.add(address, bytes),
    remove: (bytes: number) => unread.remove(address, bytes),
  }
}

/** The close code of the WebSocket protocol for a text that is not UTF-8. */
const invalidUtf8 = 1007

/** Cut a reason: a close frame holds at most 123 bytes. */
function reasonOf(text: string): string {
  return Buffer.from(text).subarray(0, 120).toString('utf8')
}
