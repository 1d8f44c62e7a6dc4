import { WebSocket } from 'ws'
import { z } from 'zod'
import { type OpenStream, resultSchema, type StreamRequest } from './streamRequest.ts'

const messageSchema = z.object({ type: z.string(), payload: z.unknown().optional() })

/** By graphql-transport-ws, as PROTOCOL.md describes it. */
export function openWebSocket({ port, subscription, after, onResult, onEnd }: StreamRequest): OpenStream {
  const { key, query } = subscription
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws')
  const send = (message: object) => socket.send(JSON.stringify(message))

  socket.on('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }))
  socket.on('message', (data: Buffer) => {
    const { type, payload } = messageSchema.parse(JSON.parse(data.toString()))
    if (type === 'ping') send({ type: 'pong' })
    if (type === 'connection_ack') {
      const variables = { ...subscription.variables, after }
      send({ id: '1', type: 'subscribe', payload: { query, variables } })
    }
    if (type === 'next') onResult(resultSchema.parse(payload))
    if (type === 'error') onResult(resultSchema.parse({ errors: payload }))
    if (type === 'error' || type === 'complete') socket.terminate()
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', onEnd)
  return { close: () => socket.terminate() }
}
