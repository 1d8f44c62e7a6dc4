/**
 * Elo's own close codes of WebSockets. Its servers also use those of the graphql-ws protocol (4400 bad request, 4401
 * unauthorized, 4403 forbidden, 4406 subprotocol, 4408 no connection_init in time, 4409 subscriber exists, 4429 too
 * many connection_init, 4500 internal error) and of the WebSocket protocol: 1007 (a message that is not UTF-8), 1009 (a
 * message larger than 1 MB), 1013 (try again later).
 */
export const closeCodes = {
  /** The client reads more slowly than events come. It should reconnect and resume from its last cursor. */
  slowConsumer: { code: 4290, reason: 'slow consumer; resume from your last cursor' },
  /** The server is stopping. The client should reconnect, to another instance, and resume from its last cursor. */
  draining: 4503,
} as const

const maxReconnectMs = 5_000
const minReconnectMs = 500

/** A random pause after which a client is to connect again, so that the clients of a server that stops spread. */
export function reconnectPauseMs(): number {
  return Math.round(minReconnectMs + Math.random() * (maxReconnectMs - minReconnectMs))
}

/** The reason of `closeCodes.draining`, with the pause after which this client is to connect again. */
export function drainingReason(pauseMs: number = reconnectPauseMs()): string {
  return `draining; reconnect in ${pauseMs} ms and resume from your last cursor`
}

/** The code of the WebSocket protocol for a server that cannot authenticate now. */
export const tryAgainLater = 1013
