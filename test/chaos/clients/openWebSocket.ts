import { WebSocket } from 'ws'
import { z } from 'zod'
import { resultSchema, subscription } from './historyDocuments.ts'
import type { OpenStream, StreamRequest } from './streamRequest.ts'

const messageSchema = z.object({ type: z.string(), payload: z.unknown().optional() })

/** By graphql-transport-ws, as PROTOCOL.md describes it. */
export function openWebSocket({ port, key, customerId, after, onResult, onEnd }: StreamRequest): OpenStream {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws')
  const send = (message: object) => socket.send(JSON.stringify(message))

  socket.on('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }))
  socket.on('message', (data: Buffer) => {
    const { type, payload } = messageSchema.parse(JSON.parse(data.toString()))
    if (type === 'ping') send({ type: 'pong' })
    if (type === 'connection_ack') {
      const variables = { customerId, after }
      send({ id: '1', type: 'subscribe', payload: { query: subscription, variables } })
    }
    if (type === 'next') onResult(resultSchema.parse(payload))
    if (type === 'error') onResult(resultSchema.parse({ errors: payload }))
    if (type === 'error' || type === 'complete') socket.terminate()
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', onEnd)
  return { close: () => socket.terminate() }
}
