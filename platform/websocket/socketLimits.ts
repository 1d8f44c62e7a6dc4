/** What one WebSocket may cost us. */
export type SocketLimits = {
  /** The largest message taken from a client; a larger one closes the socket with 1009. */
  maxMessageBytes: number
  /** What may wait in one socket to be sent; beyond it the client is a slow consumer. */
  maxBufferedBytes: number
  /** How long one message may wait to be sent; beyond it the client is a slow consumer. */
  maxSendMs: number
  /** How many operations one socket may have at once. */
  maxOperations: number
  /** How long a client has to send connection_init; then the socket is closed with 4408. */
  initMs: number
  /** How often a peer is asked whether it lives; one that was not heard of until the next time is cut off. */
  keepAliveMs: number
  /** How long a peer has to confirm a close before it is cut off. */
  closeMs: number
}

export const socketLimits: SocketLimits = {
  maxMessageBytes: 1024 * 1024,
  maxBufferedBytes: 4 * 1024 * 1024,
  maxSendMs: 10_000,
  maxOperations: 100,
  initMs: 3_000,
  keepAliveMs: 12_000,
  closeMs: 3_000,
}
