import type { Change } from './change.ts'
import type { WebSocketClass } from './connection/webSocketClass.ts'
import type { Selection } from './selection.ts'

export type Transport = 'websocket' | 'sse'

/** Where the position is kept between two runs. */
export type PositionStore<Shown> = {
  /** The position that was stored last; null when there is none. Asked once. */
  load(): Promise<string | null> | string | null
  /**
   * Store the position of a change that was handled; `change` is null when the position moved without one. Left out when
   * the caller stores `change.position` itself, in the transaction of its own change.
   */
  save?(position: string, change: Change<Shown> | null): Promise<void> | void
}

/** Why the connection was left, and when it is opened again. For logs; it has no personal data. */
export type InterruptionReport = { reason: string; waitMs: number; transport: Transport }

export type FollowOptions<Shown> = {
  /** Where the graph is: `https://elo.example/graphql`. */
  url: string
  /** An API key or token. A function is called for each connection, so give one when tokens expire. */
  token?: string | (() => Promise<string> | string) | undefined
  /** What to read of each interaction. */
  selection: Selection<Shown>
  /** Without it the position is kept for this run only. */
  store?: PositionStore<Shown> | undefined
  /**
   * By default a WebSocket where there is one, and server-sent events by turns with it while it cannot be opened. A
   * function is called for each connection, so it can change while running.
   */
  transport?: Transport | (() => Transport) | undefined
  /** A WebSocket class, e.g. that of the package `ws`; by default the global one, which Node.js has since version 22. */
  webSocket?: WebSocketClass | undefined
  /** Ends the iteration, without an error. */
  signal?: AbortSignal | undefined
  /** Called whenever the connection was left and is to be opened again. */
  onInterruption?: ((report: InterruptionReport) => void) | undefined
  /** The first pause after a failure, in milliseconds; 250 by default. It doubles with each failure. */
  minWaitMs?: number | undefined
  /** The longest pause, in milliseconds; 30,000 by default. What Elo asks for can be longer. */
  maxWaitMs?: number | undefined
  /** After how long without any sign of life a connection is given up, in milliseconds; 30,000 by default. */
  silenceMs?: number | undefined
}

export type CustomerOptions<Shown> = FollowOptions<Shown> & {
  /** Any id that the customer has or had. */
  customerId: string
  /** `HistoryFilter` of the graph. */
  filter?: Readonly<Record<string, unknown>> | undefined
  /**
   * Where to begin when the store has no position: with the oldest interaction (the default), now, or after the
   * `streamCursor` of a page.
   */
  start?: 'beginning' | 'now' | { after: string } | undefined
}

export type FeedOptions<Shown> = FollowOptions<Shown> & {
  /** `FeedFilter` of the graph. */
  filter?: Readonly<Record<string, unknown>> | undefined
  /** Where to begin when the store has no position: now (the default), or after a cursor of the feed. */
  start?: 'now' | { after: string } | undefined
  /** Share the feed with the other members of this group. Elo keeps its position, so `store` is not allowed. */
  group?: string | undefined
  /** The name of this member, and of no other process. Given exactly when `group` is. */
  member?: string | undefined
}
