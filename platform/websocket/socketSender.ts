import type { WebSocket } from 'ws'
import { closeCodes } from './closeCodes.ts'
import { type Corkable, corkForTurn } from './corkForTurn.ts'
import type { SocketLimits } from './socketLimits.ts'

/** A message cannot be sent, because the socket is closed or closing. */
export class SocketClosedError extends Error {
  override name = 'SocketClosedError'
}

/** Called when a message has left the process, or with the reason why it cannot. */
export type OnSent = (error: SocketClosedError | null) => void

/** Sends messages over one socket. */
export type SocketSender = {
  /**
   * Resolves when the message has left the process: await it for backpressure. Rejects with a SocketClosedError when the
   * socket is not open.
   */
  send: (message: string) => Promise<void>
  /** The same without a promise, because thousands of subscribers may get a message in one turn. */
  sendThen: (message: string, onSent: OnSent) => void
  /** The same, but ahead of the messages that wait because the socket is full. */
  sendNow: (message: string) => Promise<void>
  /** Close the socket with `closeCodes.slowConsumer`, after the last messages. */
  closeAsSlow: () => void
}

const uncounted = { add: () => true, remove: () => undefined }

/** What was sent in one turn of the event loop, and leaves in one write. */
type Turn = {
  bytes: number
  onSent: OnSent[]
}

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
    stream: Corkable & { write(text: string, onWritten: (error?: Error | null) => void): unknown }
  },
): SocketSender {
  /** What has not left, and since when it waits. The oldest first, because messages leave in order. */
  const waiting = new Map<Turn, number>()
  /** The one of this turn of the event loop; null before its first message. */
  let current: Turn | null = null
  let held: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined

  function closeAsSlow(): void {
    if (socket.readyState === socket.OPEN) for (const message of lastMessages()) socket.send(message)
    socket.close(closeCodes.slowConsumer.code, closeCodes.slowConsumer.reason)
    // Do not wait until the client confirms the close.
    for (const turn of [...waiting.keys(), ...(current ? [current] : [])])
      callAll(turn, new SocketClosedError(closeCodes.slowConsumer.reason))
    waiting.clear()
  }

  function checkTimes(): void {
    timer = undefined
    const [oldest] = waiting.values()
    if (oldest === undefined) return
    const restMs = maxSendMs - (performance.now() - oldest)
    if (restMs <= 0) closeAsSlow()
    else timer = setTimeout(checkTimes, Math.ceil(restMs)).unref()
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

  function begin(): Turn {
    current = { bytes: 0, onSent: [] }
    corkForTurn(stream, flushed)
    return current
  }

  function flushed(): void {
    const turn = current
    current = null
    if (!turn) return
    // The usual case, in which the system has taken everything.
    if (socket.bufferedAmount === 0) return settle(turn, null)
    waiting.set(turn, performance.now())
    if (whenFull === 'close') timer ??= setTimeout(checkTimes, maxSendMs).unref()
    // An empty text leaves after all that was written before it. A callback for each message would cost much more.
    stream.write('', (error) => settle(turn, error))
  }

  function settle(turn: Turn, error: Error | null | undefined): void {
    waiting.delete(turn)
    count.remove(turn.bytes)
    callAll(turn, error ? new SocketClosedError(error.message, { cause: error }) : null)
    release()
  }

  function sendNowThen(message: string, onSent: OnSent): void {
    if (socket.readyState !== socket.OPEN) return onSent(new SocketClosedError('the socket is closed'))
    const bytes = message.length
    const isRefused = !count.add(bytes)
    if (whenFull === 'close' && (isRefused || isFull())) {
      count.remove(bytes)
      closeAsSlow()
      return onSent(new SocketClosedError(closeCodes.slowConsumer.reason))
    }
    const turn = current ?? begin()
    turn.bytes += bytes
    turn.onSent.push(onSent)
    socket.send(message)
  }

  function sendThen(message: string, onSent: OnSent): void {
    if (whenFull === 'close' || (held.length === 0 && !isFull())) sendNowThen(message, onSent)
    else held.push(() => sendNowThen(message, onSent))
  }

  return {
    send: (message) => promiseOf(sendThen, message),
    sendNow: (message) => promiseOf(sendNowThen, message),
    sendThen,
    closeAsSlow,
  }
}

/** Each is called once: a turn that was given up may still leave. */
function callAll(turn: Turn, error: SocketClosedError | null): void {
  const all = turn.onSent
  turn.onSent = []
  for (const onSent of all) onSent(error)
}

function promiseOf(send: SocketSender['sendThen'], message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    send(message, (error) => (error ? reject(error) : resolve()))
  })
}
