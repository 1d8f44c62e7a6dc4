import type { Transport } from '../schedule.ts'
import { openEventStream } from './openEventStream.ts'
import { openWebSocket } from './openWebSocket.ts'
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

export function openStream(transport: Transport, request: StreamRequest): OpenStream {
  let isOver = false
  const once = {
    ...request,
    onResult: (result: StreamResult) => {
      if (!isOver) request.onResult(result)
    },
    onEnd: () => {
      if (isOver) return
      isOver = true
      request.onEnd()
    },
  }
  const opened = transport === 'SSE' ? openEventStream(once) : openWebSocket(once)
  return {
    close() {
      isOver = true
      opened.close()
    },
  }
}
