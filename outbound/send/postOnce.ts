import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'

/** The answer of a receiver, without its body. */
export type Answer = { status: number; headers: IncomingHttpHeaders }

/** The process may not send any more: another one may have taken over. */
export class NotSentError extends Error {
  override name = 'NotSentError'
}

/** So much of a body is read, to keep the connection; a longer one ends it. */
const readBytes = 4_096

/**
 * Post a body once. Redirects are not followed. Rejects with a TimeoutError after `timeoutMs`, counted from the call to
 * the end of the answer, and with the error of the connection when it ends before the answer.
 *
 * `maySend` is called when the connection is open, right before the first byte is written. When it is false, nothing is
 * written and the post rejects with NotSentError.
 */
export function postOnce(
  dispatcher: Dispatcher,
  { url, headers, body }: { url: URL; headers: Record<string, string>; body: string },
  { timeoutMs, maySend }: { timeoutMs: number; maySend: () => boolean },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null
    let answer: Answer | null = null
    let bytes = 0
    let isSettled = false

    /** A status that has arrived counts, whatever becomes of the rest of the answer. */
    function settle(error: Error): void {
      if (isSettled) return
      isSettled = true
      clearTimeout(timer)
      if (answer) resolve(answer)
      else reject(error)
    }

    function breakOff(error: Error): void {
      settle(error)
      controller?.abort(error)
    }

    const timer = setTimeout(
      () => breakOff(new DOMException('the receiver did not answer in time', 'TimeoutError')),
      timeoutMs,
    )

    dispatcher.dispatch(
      {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        headers,
        body,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      },
      {
        onRequestStart(started) {
          controller = started
          // The connection may have opened after the time-out.
          if (isSettled) started.abort(new NotSentError('the time of the attempt is over'))
          else if (!maySend()) breakOff(new NotSentError('expected a valid lease to send, got none'))
        },
        onResponseStart(_controller, status, received) {
          // An interim answer such as 103 is followed by another one.
          if (status >= 200) answer = { status, headers: received }
        },
        onResponseData(_controller, chunk) {
          bytes += chunk.length
          if (bytes > readBytes) breakOff(new Error('the rest of the answer is not needed'))
        },
        onResponseEnd: () => settle(new Error('the receiver ended its answer before its status')),
        onResponseError(_controller, error) {
          settle(error)
        },
      },
    )
  })
}
