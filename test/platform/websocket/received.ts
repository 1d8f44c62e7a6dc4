import { expect } from 'vitest'
import type { SocketClient } from '../../support/connectSocket.ts'

/** This number of messages, and any further ones that the server has sent when it answers a ping. */
export async function received(client: SocketClient, count: number): Promise<unknown[]> {
  const messages: unknown[] = []
  while (messages.length < count) messages.push(await client.next())
  client.send({ type: 'ping', payload: { fence: true } })
  for (;;) {
    const message = await client.next()
    if (message.type === 'pong') {
      expect(message.payload).toEqual({ fence: true })
      return messages
    }
    messages.push(message)
  }
}
