import type { ServerResponse } from 'node:http'
import type { ExecutionResult, GraphQLError } from 'graphql'
import { resultText } from '../../platform/graph/resultText.ts'
import { isObject } from '../../platform/lang/isObject.ts'

type Result = ExecutionResult<Record<string, unknown>>

/** Writes the events of one operation to its client. After its end nothing more is written. */
export type EventWriter = {
  /** Resolves when the client can take the next one. A client that takes none for too long is disconnected. */
  next(result: Result): Promise<void>
  /** Write the errors as a result, and the end; with `isResumable` the connection ends without the event `complete`. */
  fail(errors: readonly GraphQLError[], options?: { isResumable?: boolean }): void
  /** Write the event `complete`, and the end. */
  complete(): void
  /** End the connection. */
  end(): void
  /** Aborts when the connection has ended, whoever ended it. */
  closed: AbortSignal
}

/** The longest random pause after which a client connects again, so that the clients of a gateway that stops spread. */
const maxRetryMs = 5_000
const minRetryMs = 500

/** Begin a response of server-sent events. Comments keep the connection alive. */
export function createEventWriter(
  response: ServerResponse,
  { keepAliveMs, maxSendMs }: { keepAliveMs: number; maxSendMs: number },
): EventWriter {
  const closed = new AbortController()
  const keepAlive = setInterval(() => write(':\n\n'), keepAliveMs)
  response.once('close', () => {
    clearInterval(keepAlive)
    closed.abort()
  })
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Proxies that buffer would hold back the events.
    'x-accel-buffering': 'no',
  })
  write(`retry: ${Math.round(minRetryMs + Math.random() * (maxRetryMs - minRetryMs))}\n\n`)

  /** False when the client has to read first. */
  function write(text: string): boolean {
    return response.writableEnded || response.destroyed || response.write(text)
  }

  function end(): void {
    clearInterval(keepAlive)
    if (!response.writableEnded) response.end()
  }

  function eventOf(result: Result): string {
    const id = cursorOf(result)
    return `event: next\n${id === null ? '' : `id: ${id}\n`}data: ${resultText(result)}\n\n`
  }

  function complete(): void {
    write('event: complete\ndata:\n\n')
    end()
  }

  return {
    closed: closed.signal,
    end,
    complete,
    async next(result) {
      if (write(eventOf(result))) return
      await new Promise<void>((resolve) => {
        const tooLong = setTimeout(() => response.destroy(), maxSendMs)
        const settle = () => {
          clearTimeout(tooLong)
          response.off('drain', settle).off('close', settle)
          resolve()
        }
        response.once('drain', settle).once('close', settle)
      })
    },
    fail(errors, { isResumable = false } = {}) {
      write(eventOf({ errors }))
      if (isResumable) end()
      else complete()
    },
  }
}

/** The cursor of the only root object of a result; null when it has none. */
function cursorOf({ data }: Result): string | null {
  const [root] = Object.values(data ?? {})
  const cursor = isObject(root) ? root['cursor'] : null
  return typeof cursor === 'string' && !/[\0\r\n]/u.test(cursor) ? cursor : null
}
