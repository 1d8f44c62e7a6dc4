import type { ServerResponse } from 'node:http'
import type { GraphQLError } from 'graphql'
import { withCursor } from '../../platform/errors/withCursor.ts'
import { reconnectPauseMs } from '../../platform/websocket/closeCodes.ts'
import type { Result } from '../subscriptions/federatedSubscription.ts'
import type { EventFormat } from './streams/eventFormat.ts'
import { sentResult } from '../../platform/graph/sentResult.ts'

/** Writes the events of one operation to its client. After its end nothing more is written. */
export type EventWriter = {
  /**
   * `onRead` is called when the client can take the next one, which may be at once, and when it is gone. A client that
   * takes none for too long is disconnected.
   */
  next(result: Result, onRead: () => void): void
  /**
   * Write the errors, and the end. With `isResumable` the client is to connect again: the errors have the cursor of the
   * last result, and the end is not that of a completed operation.
   */
  fail(errors: readonly GraphQLError[], options?: { isResumable?: boolean }): void
  /** Write that the operation is complete, and the end. */
  complete(): void
  /** Tell the client to connect again after a random pause, and end. */
  stop(): void
  /** End the connection. */
  end(): void
  /** Aborts when the connection has ended, whoever ended it. */
  closed: AbortSignal
}

const uncounted = { add: () => true, remove: () => undefined }

/**
 * Begin a response of events. What keeps the connection alive is written by itself. At most one result waits for the
 * client. `count` counts the bytes that wait in all connections of the address; when they are too many, this client is
 * disconnected.
 */
export function createEventWriter(
  response: ServerResponse,
  format: EventFormat,
  { keepAliveMs, maxSendMs }: { keepAliveMs: number; maxSendMs: number },
  count: { add(bytes: number): boolean; remove(bytes: number): void } = uncounted,
): EventWriter {
  const closed = new AbortController()
  let position: string | null = null
  const keepAlive = setInterval(() => {
    // What waits keeps the connection busy.
    if (!response.writableNeedDrain) write(format.keepAlive)
  }, keepAliveMs)
  response.once('close', () => {
    clearInterval(keepAlive)
    closed.abort()
  })
  response.writeHead(200, {
    ...format.headers,
    // Proxies that buffer would hold back the events.
    'x-accel-buffering': 'no',
  })
  write(format.begin(reconnectPauseMs()))

  /** False when the client has to read first. */
  function write(text: string): boolean {
    return response.writableEnded || response.destroyed || response.write(text)
  }

  function end(): void {
    clearInterval(keepAlive)
    if (!response.writableEnded) response.end()
  }

  function endWith(text: string): void {
    write(text)
    end()
  }

  /** Call back when the client has read what waits. */
  function whenDrained(onRead: () => void): void {
    const bytes = response.writableLength
    const tooLong = setTimeout(() => response.destroy(), maxSendMs)
    const settle = () => {
      clearTimeout(tooLong)
      response.off('drain', settle).off('close', settle)
      count.remove(bytes)
      onRead()
    }
    response.once('drain', settle).once('close', settle)
    if (!count.add(bytes)) response.destroy()
  }

  return {
    closed: closed.signal,
    end,
    complete: () => endWith(format.complete),
    stop: () => endWith(format.stop(reconnectPauseMs(), position)),
    next(result, onRead) {
      const { text, cursor } = sentResult(result)
      position = cursor ?? position
      if (write(format.next(text, cursor))) onRead()
      else whenDrained(onRead)
    },
    fail(errors, { isResumable = false } = {}) {
      const shown = isResumable ? errors.map((error) => withCursor(error, position)) : errors
      endWith(format.fail(shown) + (isResumable ? format.interrupted : format.complete))
    },
  }
}
