import { FollowError } from '../followError.ts'
import { type GraphResult, readResult } from './graphResult.ts'
import { Interruption } from './interruption.ts'
import { post } from './post.ts'
import { readServerSentEvents } from './readServerSentEvents.ts'
import type { StreamRequest } from './streamRequest.ts'

/**
 * One operation by server-sent events over `fetch`, by the protocol of graphql-sse with distinct connections. Returns
 * when the operation is complete; throws an Interruption when it is to be resumed, and a FollowError when it was refused.
 */
export async function* openEventStream(request: StreamRequest): AsyncGenerator<GraphResult, void, void> {
  const ending = new AbortController()
  const onAbort = () => ending.abort()
  request.signal.addEventListener('abort', onAbort)
  let silence: ReturnType<typeof setTimeout> | undefined
  let waitMs: number | null = null

  /** What comes next; the connection is given up when nothing comes in time. */
  async function inTime<Value>(coming: Promise<Value>): Promise<Value> {
    silence = setTimeout(onAbort, request.silenceMs)
    try {
      return await coming
    } finally {
      clearTimeout(silence)
    }
  }

  async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, void> {
    const reader = body.getReader()
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await inTime(reader.read())
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  }

  try {
    const response = await inTime(post({ ...request, signal: ending.signal }, 'text/event-stream'))
    if (!response.body) throw new Interruption('expected a stream of events, got no body')
    for await (const event of readServerSentEvents(chunksOf(response.body))) {
      waitMs = event?.retryMs ?? waitMs
      if (event?.event === 'complete') return
      if (event?.event === 'next') yield readResult(JSON.parse(event.data))
    }
    throw new Interruption('the stream of events ended', { waitMs })
  } catch (error) {
    if (request.signal.aborted) return
    if (error instanceof Interruption || error instanceof FollowError) throw error
    throw new Interruption('the stream of events broke', { waitMs, cause: error })
  } finally {
    request.signal.removeEventListener('abort', onAbort)
    ending.abort()
  }
}
