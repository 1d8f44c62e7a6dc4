import { z } from 'zod'
import { connectSocket, type SocketClient } from './connectSocket.ts'

const eventSchema = z.object({
  change: z.string(),
  cursor: z.string(),
  interaction: z
    .object({ id: z.string(), revision: z.number(), kind: z.string(), summary: z.string() })
    .nullable(),
})
const payloadSchema = z.object({ data: z.object({ customerHistory: eventSchema }) })

export type LiveEvent = z.infer<typeof eventSchema>

/** A customer's history as a graphql-ws client sees it. */
export type LiveHistory = {
  /** The next event. Throws when the stream ends. */
  next(): Promise<LiveEvent>
  /** The events up to and including the first that fits. */
  until(fits: (event: LiveEvent) => boolean): Promise<LiveEvent[]>
  close(): Promise<void>
}

const subscription = `subscription ($customerId: ID!, $after: String) {
  customerHistory(customerId: $customerId, after: $after) {
    change cursor interaction { id revision kind summary ... on Message { text } ... on Action { status } ... on Feedback { rating } }
  }
}`

/** Subscribe over a socket of its own. */
export async function watchHistory(
  url: string,
  customerId: string,
  after: string | null = null,
): Promise<LiveHistory> {
  const client: SocketClient = await connectSocket(url)
  client.subscribe('1', subscription, { customerId, after })
  async function next(): Promise<LiveEvent> {
    const message = await client.next()
    if (message.type !== 'next') throw new Error(`expected an event, got ${JSON.stringify(message)}`)
    return payloadSchema.parse(message.payload).data.customerHistory
  }
  return {
    next,
    async until(fits) {
      const events: LiveEvent[] = []
      do events.push(await next())
      while (!fits(events[events.length - 1] ?? (await next())))
      return events
    },
    async close() {
      client.socket.close()
      await client.closed
    },
  }
}
