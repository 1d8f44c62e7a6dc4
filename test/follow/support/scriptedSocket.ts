import { z } from 'zod'
import type { WebSocketClass } from '../../../clients/follow/follow.ts'

/** What a scripted server does with a connection, once it has the subscription. */
export type Script = (server: {
  /** Send a result of `customerHistory`. */
  event: (event: object) => void
  error: (extensions: object) => void
  close: (code: number, reason?: string) => void
}) => void

const sentSchema = z.object({
  type: z.string(),
  payload: z
    .object({ authorization: z.unknown(), variables: z.object({ after: z.unknown() }).partial() })
    .partial()
    .optional(),
})

/** A WebSocket class whose connections are answered by scripts, one after the other. `seen` has what clients sent. */
export function createScriptedSocket(scripts: Script[]): {
  webSocket: WebSocketClass
  seen: { authorization: unknown; after: unknown }[]
} {
  const seen: { authorization: unknown; after: unknown }[] = []
  let next = 0
  class ScriptedSocket {
    readyState = 1
    onopen: ((event: object) => void) | null = null
    onmessage: ((event: { data: string }) => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    onerror: ((event: object) => void) | null = null
    #authorization: unknown
    #script = scripts[next++] ?? (() => {})

    constructor() {
      queueMicrotask(() => this.onopen?.({}))
    }

    send(text: string): void {
      const { type, payload } = sentSchema.parse(JSON.parse(text))
      const answer = (message: object) => this.onmessage?.({ data: JSON.stringify(message) })
      if (type === 'connection_init') {
        this.#authorization = payload?.authorization
        answer({ type: 'connection_ack' })
      }
      if (type !== 'subscribe') return
      seen.push({ authorization: this.#authorization, after: payload?.variables?.after })
      this.#script({
        event: (event) => answer({ id: '1', type: 'next', payload: { data: { customerHistory: event } } }),
        error: (extensions) =>
          answer({ id: '1', type: 'error', payload: [{ message: 'scripted', extensions }] }),
        close: (code, reason = '') => this.onclose?.({ code, reason }),
      })
    }

    close(): void {}
  }
  return { webSocket: ScriptedSocket, seen }
}
