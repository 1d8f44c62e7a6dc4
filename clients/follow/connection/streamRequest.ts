import type { WebSocketClass } from './webSocketClass.ts'

/** What a transport needs to open one operation. */
export type StreamRequest = {
  url: URL
  token: string | null
  query: string
  variables: Readonly<Record<string, unknown>>
  /** Ends the operation. */
  signal: AbortSignal
  /** After how long without any sign of life the connection is given up, in milliseconds. */
  silenceMs: number
  webSocket: WebSocketClass | null
}
