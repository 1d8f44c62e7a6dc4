import { createServer } from 'node:http'
import { buildSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { createAsyncQueue } from '../../platform/async/asyncQueue.ts'
import { createClosableIterator } from '../../platform/async/closableIterator.ts'
import { serve } from './serve.ts'

// A stock graphql-ws server with one execution for each subscription and event; each POST is an event, in memory.
const schema = buildSchema(`
  type Query { none: Int }
  type Subscription { customerHistory(customerId: ID!, after: String): HistoryEvent! }
  interface HistoryEvent { change: String! cursor: String! interaction: Interaction }
  type HistoryPosition implements HistoryEvent { change: String! cursor: String! interaction: Interaction }
  type InteractionRecorded implements HistoryEvent { change: String! cursor: String! interaction: Interaction }
  interface Interaction { id: ID! revision: Int! summary: String! occurredAt: String! }
  type Message implements Interaction { id: ID! revision: Int! summary: String! occurredAt: String! text: String }
`)
type Event = { change: string; cursor: string; interaction: object | null; __typename: string }
const subscribers = new Set<(event: Event) => void>()

function follow() {
  const events = createAsyncQueue<Event>(1_000)
  events.push({ __typename: 'HistoryPosition', change: 'POSITION', cursor: '0', interaction: null })
  const push = (event: Event) => void events.push(event)
  subscribers.add(push)
  return createClosableIterator({
    async pull() {
      for (;;) {
        const customerHistory = events.take()
        if (customerHistory) return { done: false, value: { customerHistory } }
        await events.wait()
      }
    },
    async close() {
      subscribers.delete(push)
    },
  })
}

await serve(async () => {
  let number = 0
  const http = createServer((request, response) => {
    number += 1
    const interaction = {
      __typename: 'Message',
      id: `int_${String(number).padStart(24, '0')}`,
      revision: 1,
      summary: request.headers['x-text'],
      occurredAt: new Date().toISOString(),
      text: request.headers['x-text'],
    }
    const event = {
      __typename: 'InteractionRecorded',
      change: 'RECORDED',
      cursor: `stream-${number}`,
      interaction,
    }
    for (const push of subscribers) push(event)
    response.end()
  })
  const server = new WebSocketServer({ server: http, perMessageDeflate: false })
  useServer({ schema, roots: { subscription: { customerHistory: follow } } }, server)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}` }
})
