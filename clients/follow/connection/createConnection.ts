import { FollowError } from '../followError.ts'
import type { FollowOptions, Transport } from '../options.ts'
import type { GraphResult } from './graphResult.ts'
import { Interruption } from './interruption.ts'
import { openEventStream } from './openEventStream.ts'
import { openWebSocket } from './openWebSocket.ts'
import { pause } from './pause.ts'
import { ask, type PostRequest } from './post.ts'
import { globalWebSocket } from './webSocketClass.ts'

type Variables = Readonly<Record<string, unknown>>

/** The way to the graph: operations, and the pauses between them. */
export type Connection = {
  /** A query or mutation. Sent again, after pauses, until it is answered; then the answer can have errors. */
  ask(query: string, variables: Variables): Promise<GraphResult>
  /** One attempt of a subscription. Throws an Interruption or a FollowError when it ends, returns when it is complete. */
  subscribe(query: string, variables: Variables): AsyncGenerator<GraphResult, void, void>
  /** Wait until the next attempt. Throws a FollowError when there is no other token. */
  waitAfter(interruption: Interruption): Promise<void>
  /** Something came: the next pause is short again. */
  succeeded(): void
  signal: AbortSignal
}

/** How many tokens in a row may be refused. */
const mostRefusals = 5
/** After a connection that lasted this long the next pause is short, also when nothing happened. */
const isLastingMs = 10_000
/** After so many attempts that opened nothing the other transport is tried. */
const attemptsOfEach = 2

/** Throws a TypeError when the options are not valid. */
export function createConnection({
  url,
  token,
  transport,
  webSocket = globalWebSocket() ?? undefined,
  signal = new AbortController().signal,
  onInterruption = () => {},
  minWaitMs = 250,
  maxWaitMs = 30_000,
  silenceMs = 30_000,
}: FollowOptions<unknown>): Connection {
  const address = new URL(url)
  if (!/^https?:$/u.test(address.protocol)) throw new TypeError(`url: expected http or https, got "${url}"`)
  let current: Transport = 'sse'
  let failures = 0
  let refusals = 0
  let preferred: Transport = webSocket ? 'websocket' : 'sse'
  let unopened = 0

  function nextTransport(): Transport {
    if (typeof transport === 'function') return transport()
    if (transport !== undefined) return transport
    if (webSocket && unopened >= attemptsOfEach) {
      preferred = preferred === 'sse' ? 'websocket' : 'sse'
      unopened = 0
    }
    return preferred
  }

  async function requestOf(query: string, variables: Variables): Promise<PostRequest> {
    const given = typeof token === 'function' ? await token() : token
    return { url: address, token: given ?? null, query, variables, signal }
  }

  async function waitAfter({ message, waitMs, needsToken }: Interruption): Promise<void> {
    refusals = needsToken ? refusals + 1 : 0
    if (needsToken && (typeof token !== 'function' || refusals > mostRefusals))
      throw new FollowError('UNAUTHENTICATED', message)
    const longest = Math.min(maxWaitMs, minWaitMs * 2 ** Math.min(failures, 20))
    failures += 1
    // What Elo asks for is different for each client already, but for `retryAfterMs`.
    const ms = Math.round(
      waitMs === null ? longest * (0.5 + Math.random() / 2) : waitMs * (1 + Math.random() / 4),
    )
    onInterruption({ reason: message, waitMs: ms, transport: current })
    await pause(ms, signal)
  }

  function succeeded(): void {
    failures = 0
    refusals = 0
  }

  return {
    signal,
    waitAfter,
    succeeded,
    async *subscribe(query, variables) {
      current = nextTransport()
      unopened += 1
      const request = { ...(await requestOf(query, variables)), silenceMs, webSocket: webSocket ?? null }
      const results = current === 'sse' ? openEventStream(request) : openWebSocket(request)
      let openedAt = Infinity
      try {
        for await (const result of results) {
          if (result.data) {
            openedAt = Math.min(openedAt, performance.now())
            unopened = 0
            refusals = 0
          }
          yield result
        }
      } finally {
        if (performance.now() - openedAt > isLastingMs) failures = 0
      }
    },
    async ask(query, variables) {
      for (;;) {
        try {
          const answer = await ask(await requestOf(query, variables))
          succeeded()
          return answer
        } catch (error) {
          if (!(error instanceof Interruption) || signal.aborted) throw error
          await waitAfter(error)
        }
      }
    },
  }
}
