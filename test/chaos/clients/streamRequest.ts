import type { StreamResult } from './historyDocuments.ts'

export type StreamRequest = {
  port: number
  key: string
  customerId: string
  /** The last cursor that the client has handled. */
  after: string
  onResult: (result: StreamResult) => void
  /** Called once: the connection ended, or could not be opened. A retryable refusal is an end. */
  onEnd: () => void
}

/** An open subscription. `close` ends it without `onEnd`. */
export type OpenStream = { close(): void }
