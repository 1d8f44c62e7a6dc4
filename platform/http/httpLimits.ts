/** The limits of a server's connections, WebSockets included, and of what waits in them. */
export type HttpLimits = {
  /** Open connections. A further one is closed at once. */
  maxConnections: number
  /** Open connections of one address. Behind a proxy all callers have its address. */
  maxConnectionsOfAddress: number
  /** Requests in progress, from their first byte to the last of their answer; a further one is a 503. */
  maxRequests: number
  /**
   * Requests of one connection that were sent before the answer to an earlier one. They are carried out one after the
   * other. A connection with more is closed.
   */
  maxPipelined: number
  /** Bytes of answers and messages that clients have not read yet; beyond it a connection is closed. */
  maxUnreadBytes: number
  /** The same for all connections of one address. */
  maxUnreadBytesOfAddress: number
  /** The time within which the headers of a request must arrive; then it is a 408. */
  headersMs: number
  /** The time within which the whole request must arrive; then it is a 408. */
  requestMs: number
  /** The time after which a connection is closed on which nothing is sent or read. */
  idleMs: number
  /** Headers of one request; further ones are ignored. */
  maxHeaders: number
  /** The largest size of all headers of one request; a larger one is a 431. */
  maxHeaderBytes: number
}

export const httpLimits: HttpLimits = {
  maxConnections: 25_000,
  maxConnectionsOfAddress: 15_000,
  maxRequests: 2_000,
  maxPipelined: 1_000,
  maxUnreadBytes: 256 * 1024 * 1024,
  maxUnreadBytesOfAddress: 128 * 1024 * 1024,
  headersMs: 20_000,
  requestMs: 60_000,
  idleMs: 60_000,
  maxHeaders: 200,
  maxHeaderBytes: 16 * 1024,
}
