import type { WebSocket } from 'ws'
import { closeCodes } from './closeCodes.ts'
import type { SocketLimits } from './socketLimits.ts'

/** What was to be sent cannot be: the socket is closed or being closed. */
export class SocketClosedError extends Error {
  override name = 'SocketClosedError'
}

/**
 * Send messages over a socket; each promise settles when the message has left the process, so that whoever awaits it
 * goes at the client's pace. A socket in which too much waits, or in which one message waits for too long, is closed
 * with `closeCodes.slowConsumer`. Rejects with SocketClosedError once the socket is not open.
 */
export function createSocketSender(
  socket: WebSocket,
  { maxBufferedBytes, maxSendMs }: Pick<SocketLimits, 'maxBufferedBytes' | 'maxSendMs'>,
): (message: string) => Promise<void> {
  const waiting = new Set<(reason: SocketClosedError) => void>()

  function closeAsSlow(): void {
    socket.close(closeCodes.slowConsumer.code, closeCodes.slowConsumer.reason)
    // Nobody need wait until the client has confirmed the close, or failed to.
    for (const giveUp of waiting) giveUp(new SocketClosedError(closeCodes.slowConsumer.reason))
    waiting.clear()
  }

  return (message) =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== socket.OPEN) return reject(new SocketClosedError('the socket is closed'))
      waiting.add(reject)
      if (socket.bufferedAmount > maxBufferedBytes) return closeAsSlow()
      let tooLong: NodeJS.Timeout | undefined
      let isSent = false
      socket.send(message, (error) => {
        isSent = true
        clearTimeout(tooLong)
        waiting.delete(reject)
        if (error) reject(new SocketClosedError(error.message, { cause: error }))
        else resolve()
      })
      if (!isSent) tooLong = setTimeout(closeAsSlow, maxSendMs)
    })
}
