import { FollowError } from '../followError.ts'
import { endOf, type GraphResult, readErrors, readResult } from './graphResult.ts'
import { Interruption } from './interruption.ts'
import { isRecord } from './isRecord.ts'
import type { StreamRequest } from './streamRequest.ts'

/** A WebSocket cannot be made to wait, so a caller that is this far behind leaves it, and resumes. */
const mostWaiting = 1_000
/** Close codes after which the same client would be closed again. */
const faults: ReadonlySet<number> = new Set([4400, 4406, 4409, 4429, 1007, 1009])

/**
 * One operation over a WebSocket of its own, by graphql-transport-ws. Returns when the operation is complete; throws an
 * Interruption when it is to be resumed, and a FollowError when it was refused.
 */
export async function* openWebSocket({
  url,
  token,
  query,
  variables,
  signal,
  silenceMs,
  webSocket,
}: StreamRequest): AsyncGenerator<GraphResult, void, void> {
  if (!webSocket)
    throw new TypeError('webSocket: expected a class, since this platform has no global WebSocket')
  const address = new URL(url)
  address.protocol = address.protocol.replace('http', 'ws')
  const socket = new webSocket(address.href, 'graphql-transport-ws')
  const waiting: GraphResult[] = []
  const ending: { as: Error | 'COMPLETE' | null } = { as: null }
  let aliveAt = performance.now()
  let wake = () => {}

  function finish(how: Error | 'COMPLETE'): void {
    ending.as ??= how
    wake()
  }
  const send = (message: object) => socket.send(JSON.stringify(message))

  function read(text: unknown): void {
    aliveAt = performance.now()
    const message: unknown = typeof text === 'string' ? JSON.parse(text) : null
    if (!isRecord(message) || ending.as) return
    const { type, payload } = message
    if (type === 'ping') send({ type: 'pong' })
    if (type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: { query, variables } })
    if (type === 'error') finish(endOf(readErrors(payload)))
    if (type === 'complete') finish('COMPLETE')
    if (type !== 'next') return
    waiting.push(readResult(payload))
    if (waiting.length >= mostWaiting) finish(new Interruption('changes come faster than they are handled'))
    wake()
  }

  socket.onopen = () => {
    send({
      type: 'connection_init',
      ...(token !== null && { payload: { authorization: `Bearer ${token}` } }),
    })
  }
  socket.onmessage = ({ data }: { data: unknown }) => {
    try {
      read(data)
    } catch (error) {
      finish(new Interruption('expected a message of graphql-transport-ws', { cause: error }))
    }
  }
  socket.onerror = () => finish(new Interruption('the WebSocket could not be opened, or broke'))
  socket.onclose = ({ code, reason }: { code: number; reason: string }) => finish(endOfClose(code, reason))
  const onAbort = () => finish('COMPLETE')
  signal.addEventListener('abort', onAbort)
  const watch = setInterval(() => {
    if (performance.now() - aliveAt > silenceMs) finish(new Interruption('the server is silent'))
    // Answered by a pong, which a page cannot see of the pings of the WebSocket itself.
    else if (socket.readyState === 1) send({ type: 'ping' })
  }, silenceMs / 3)

  try {
    for (;;) {
      const result = waiting.shift()
      if (signal.aborted) return
      if (result) yield result
      else if (ending.as === 'COMPLETE') return
      else if (ending.as) throw ending.as
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    clearInterval(watch)
    signal.removeEventListener('abort', onAbort)
    socket.close(1000)
  }
}

/** See the table of close codes in PROTOCOL.md. */
function endOfClose(code: number, reason: string): Error {
  const text = `the WebSocket was closed with ${code}${reason && `: ${reason}`}`
  if (faults.has(code)) return new FollowError(`CLOSED_${code}`, text)
  const waitMs = code === 4503 ? Number(/(\d+) ms/u.exec(reason)?.[1] ?? NaN) : NaN
  return new Interruption(text, {
    needsToken: code === 4401 || code === 4403,
    waitMs: Number.isFinite(waitMs) ? waitMs : null,
  })
}
