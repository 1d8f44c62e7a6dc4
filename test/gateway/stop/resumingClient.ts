import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { connectSocket } from '../../support/connectSocket.ts'
import { readEvents } from '../http/readEvents.ts'

/** The number in the summary of a message, or null for the position. */
const eventSchema = z.object({
  data: z.object({
    customerHistory: z.object({
      cursor: z.string(),
      interaction: z.object({ summary: z.string() }).nullable(),
    }),
  }),
})

export const followed = `subscription ($id: ID!, $after: String) {
  customerHistory(customerId: $id, after: $after) { cursor interaction { summary } }
}`

/** A client that follows a customer, and connects again when and as it is told to. */
export type ResumingClient = {
  /** Resolves when it follows. */
  ready: Promise<void>
  /** The summaries that it got, in order. */
  seen: string[]
  /** How its streams ended: the close code or `end`, and the pause that it was told. */
  ends: { code: number | 'end'; pauseMs: number }[]
  /** Resolves when it has got this summary. */
  until(summary: string): Promise<void>
  stop(): void
}

/** `urls` gives the address to connect to next. */
export function createResumingClient(
  transport: 'WebSocket' | 'server-sent events',
  urls: () => string,
  id: string,
): ResumingClient {
  const seen: string[] = []
  const ends: ResumingClient['ends'] = []
  let after: string | null = null
  let isOver = false
  let leave = () => {}
  let isReady = () => {}
  let changed = () => {}
  const ready = new Promise<void>((resolve) => {
    isReady = resolve
  })

  function take(payload: unknown): void {
    const { cursor, interaction } = eventSchema.parse(payload).data.customerHistory
    after = cursor
    if (interaction) seen.push(interaction.summary)
    isReady()
    changed()
  }

  async function followBySocket(): Promise<ResumingClient['ends'][number]> {
    const client = await connectSocket(urls())
    leave = () => client.socket.terminate()
    client.subscribe('s', followed, { id, after })
    for (;;) {
      const message = await Promise.race([client.next(), client.closed])
      if ('code' in message) {
        const pauseMs = Number(/reconnect in (\d+) ms/u.exec(message.reason)?.[1] ?? Number.NaN)
        return { code: message.code, pauseMs }
      }
      take(message.payload)
    }
  }

  async function followByEvents(): Promise<ResumingClient['ends'][number]> {
    const query = new URLSearchParams({ query: followed, variables: JSON.stringify({ id, after }) })
    const reader = await readEvents(`${urls()}/graphql?${query.toString()}`)
    leave = () => reader.close()
    let pauseMs = Number.NaN
    for (let event = await reader.next(); event; event = await reader.next()) {
      if (event.retry !== undefined) pauseMs = event.retry
      else if (event.event === 'next') take(event.data)
      else throw new Error(`expected an event, got ${JSON.stringify(event)}`)
    }
    return { code: 'end', pauseMs }
  }

  async function run(): Promise<void> {
    while (!isOver) {
      const end = await (transport === 'WebSocket' ? followBySocket() : followByEvents())
      if (isOver) return
      ends.push(end)
      await wait(end.pauseMs)
    }
  }
  run().catch((error: unknown) => {
    if (!isOver) ends.push({ code: 'end', pauseMs: Number.NaN })
    if (!isOver) process.stderr.write(`a client failed: ${String(error)}\n`)
  })

  return {
    ready,
    seen,
    ends,
    async until(summary) {
      while (!seen.includes(summary)) {
        await new Promise<void>((resolve) => {
          changed = resolve
        })
      }
    },
    stop() {
      isOver = true
      leave()
    },
  }
}
