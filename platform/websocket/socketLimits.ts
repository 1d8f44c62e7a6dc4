/** The limits of one WebSocket, and of their number. */
export type SocketLimits = {
  /** The largest message of a client; a larger one closes the socket with 1009. */
  maxMessageBytes: number
  /** Bytes that may wait to be sent; beyond it the client is a slow consumer. */
  maxBufferedBytes: number
  /** The time that one message may wait to be sent; beyond it the client is a slow consumer. */
  maxSendMs: number
  /** The number of concurrent operations. */
  maxOperations: number
  /**
   * How many operations of one socket are executed, or have a result that the client has not read, at the same time;
   * the others wait. A subscription counts until its first event only.
   */
  maxAtOnce: number
  /** Open sockets; a further one is refused with 503. */
  maxSockets: number
  /** The time within which a client must send connection_init; then the socket is closed with 4408. */
  initMs: number
  /** The interval of pings; a peer that sends nothing between two of them is disconnected. */
  keepAliveMs: number
  /** The time within which a peer must confirm a close; then it is disconnected. */
  closeMs: number
}

export const socketLimits: SocketLimits = {
  maxMessageBytes: 1024 * 1024,
  maxBufferedBytes: 4 * 1024 * 1024,
  maxSendMs: 10_000,
  maxOperations: 100,
  maxAtOnce: 8,
  maxSockets: 20_000,
  initMs: 3_000,
  keepAliveMs: 12_000,
  closeMs: 3_000,
}
