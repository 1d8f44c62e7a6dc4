import type { Transport } from '../schedule.ts'
import { openEventStream } from './openEventStream.ts'
import { openWebSocket } from './openWebSocket.ts'
import type { OpenStream, StreamRequest, StreamResult } from './streamRequest.ts'

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
