/** The limits of one WebSocket, and of their number. */
export type SocketLimits = {
  /** The largest message of a client; a larger one closes the socket with 1009. */
  maxMessageBytes: number
  /** Bytes that may wait to be sent; `whenFull` says what happens then. */
  maxBufferedBytes: number
  /**
   * `close`: the client is a slow consumer. `wait`: further messages wait for it, for a peer whose socket carries the
   * operations of many clients.
   */
  whenFull: 'close' | 'wait'
  /** The time that one message may wait to be sent; beyond it the client is a slow consumer. Only with `close`. */
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
  maxBufferedBytes: 1024 * 1024,
  whenFull: 'close',
  maxSendMs: 10_000,
  maxOperations: 100,
  maxAtOnce: 8,
  maxSockets: 20_000,
  initMs: 3_000,
  keepAliveMs: 12_000,
  closeMs: 3_000,
}

/**
 * Of the socket between a gateway and a subgraph, which carries the subscriptions of many clients: none of them may end
 * the others, so a full socket holds back its operations instead of being closed.
 */
export const upstreamSocketLimits: SocketLimits = {
  ...socketLimits,
  // The representations of a large page are large, and only our own gateway sends them.
  maxMessageBytes: 64 * 1024 * 1024,
  maxBufferedBytes: 16 * 1024 * 1024,
  whenFull: 'wait',
  maxOperations: 100_000,
  maxAtOnce: 1_000,
}
