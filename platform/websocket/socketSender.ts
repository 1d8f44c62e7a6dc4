import type { WebSocket } from 'ws'
import { closeCodes } from './closeCodes.ts'
import type { SocketLimits } from './socketLimits.ts'

/** A message cannot be sent, because the socket is closed or closing. */
export class SocketClosedError extends Error {
  override name = 'SocketClosedError'
}

const uncounted = { add: () => true, remove: () => undefined }

/**
 * Sends messages over a socket. Each promise resolves when its message has left the process: await it for backpressure.
 * A socket in which too many bytes wait, or one message for too long, is closed with `closeCodes.slowConsumer`. Rejects
 * with a SocketClosedError when the socket is not open. `count` counts what waits in all sockets; when that is too much,
 * this socket is closed in the same way.
 */
export function createSocketSender(
  socket: WebSocket,
  { maxBufferedBytes, maxSendMs }: Pick<SocketLimits, 'maxBufferedBytes' | 'maxSendMs'>,
  count: { add(bytes: number): boolean; remove(bytes: number): void } = uncounted,
): (message: string) => Promise<void> {
  const waiting = new Set<(reason: SocketClosedError) => void>()

  function closeAsSlow(): void {
    socket.close(closeCodes.slowConsumer.code, closeCodes.slowConsumer.reason)
    // Do not wait until the client confirms the close.
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
      let counted = 0
      socket.send(message, (error) => {
        isSent = true
        clearTimeout(tooLong)
        waiting.delete(reject)
        if (counted > 0) count.remove(counted)
        if (error) reject(new SocketClosedError(error.message, { cause: error }))
        else resolve()
      })
      if (!isSent) {
        tooLong = setTimeout(closeAsSlow, maxSendMs)
        counted = message.length
        if (!count.add(counted)) closeAsSlow()
      }
    })
}
