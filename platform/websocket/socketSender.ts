import type { WebSocket } from 'ws'
import { closeCodes } from './closeCodes.ts'
import type { SocketLimits } from './socketLimits.ts'

/** A message cannot be sent, because the socket is closed or closing. */
export class SocketClosedError extends Error {
  override name = 'SocketClosedError'
}

/** Sends messages over one socket. */
export type SocketSender = {
  /**
   * Resolves when the message has left the process: await it for backpressure. Rejects with a SocketClosedError when the
   * socket is not open.
   */
  send: (message: string) => Promise<void>
  /** The same, but ahead of the messages that wait because the socket is full. */
  sendNow: (message: string) => Promise<void>
  /** Close the socket with `closeCodes.slowConsumer`, after the last messages. */
  closeAsSlow: () => void
}

const uncounted = { add: () => true, remove: () => undefined }

/**
 * What happens when `maxBufferedBytes` wait in the socket is `whenFull`:
 *
 * - `close`: it is closed as slow. So is a socket in which one message waits for too long, and one for which `count`,
 *   which counts what waits in all sockets, says that it is too much.
 * - `wait`: further messages wait, in their order, until there is room. Each operation sends one message at a time, so
 *   what waits is bounded by the number of operations. A peer that reads nothing at all does not answer pings.
 */
export function createSocketSender(
  socket: WebSocket,
  {
    maxBufferedBytes,
    maxSendMs,
    whenFull,
  }: Pick<SocketLimits, 'maxBufferedBytes' | 'maxSendMs' | 'whenFull'>,
  {
    lastMessages = () => [],
    count = uncounted,
    stream,
  }: {
    /** What a slow client gets after all that waits already. */
    lastMessages?: () => readonly string[]
    count?: { add(bytes: number): boolean; remove(bytes: number): void } | undefined
    /** The stream below the socket. What is sent in one turn leaves in one write, which costs much less than many. */
    stream?: { cork(): void; uncork(): void } | undefined
  } = {},
): SocketSender {
  type Waiting = { since: number; giveUp: (reason: SocketClosedError) => void }
  /** The oldest first, because messages leave in order. */
  const waiting = new Set<Waiting>()
  let held: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined

  function closeAsSlow(): void {
    if (socket.readyState === socket.OPEN) for (const message of lastMessages()) socket.send(message)
    socket.close(closeCodes.slowConsumer.code, closeCodes.slowConsumer.reason)
    // Do not wait until the client confirms the close.
    for (const { giveUp } of waiting) giveUp(new SocketClosedError(closeCodes.slowConsumer.reason))
    waiting.clear()
  }

  function checkTimes(): void {
    timer = undefined
    const [oldest] = waiting
    if (!oldest) return
    const restMs = maxSendMs - (performance.now() - oldest.since)
    if (restMs <= 0) closeAsSlow()
    else timer = setTimeout(checkTimes, Math.ceil(restMs)).unref()
  }

  let isCorked = false

  function cork(): void {
    if (isCorked || !stream) return
    isCorked = true
    stream.cork()
    process.nextTick(() => {
      isCorked = false
      stream.uncork()
    })
  }

  const isFull = () => socket.bufferedAmount > maxBufferedBytes

  function release(): void {
    while (held.length > 0 && !isFull()) held.shift()?.()
  }

  function releaseAll(): void {
    const rest = held
    held = []
    // Each finds the socket closed.
    for (const begin of rest) begin()
  }
  if (whenFull === 'wait') socket.once('close', releaseAll)

  function sendNow(message: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (socket.readyState !== socket.OPEN) return reject(new SocketClosedError('the socket is closed'))
      const entry = { since: performance.now(), giveUp: reject }
      waiting.add(entry)
      const bytes = message.length
      const isRefused = !count.add(bytes)
      if (whenFull === 'close' && (isRefused || isFull())) {
        count.remove(bytes)
        return closeAsSlow()
      }
      cork()
      socket.send(message, (error) => {
        waiting.delete(entry)
        count.remove(bytes)
        if (error) reject(new SocketClosedError(error.message, { cause: error }))
        else resolve()
        release()
      })
      if (whenFull === 'close') timer ??= setTimeout(checkTimes, maxSendMs).unref()
    })
  }

  return {
    sendNow,
    closeAsSlow,
    send(message) {
      if (whenFull === 'close' || (held.length === 0 && !isFull())) return sendNow(message)
      return new Promise((resolve, reject) => {
        held.push(() => void sendNow(message).then(resolve, reject))
      })
    },
  }
}
