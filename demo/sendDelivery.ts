import { createHmac } from 'node:crypto'
import type { Delivery } from './delivery.ts'

/** Send one delivery as Chatwoot does, signed now. Throws when it is not accepted. */
export async function sendDelivery(url: string, secret: string, delivery: Delivery): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', secret).update(`${timestamp}.${delivery.body}`).digest('hex')
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-chatwoot-delivery': delivery.deliveryId,
      'x-chatwoot-timestamp': timestamp,
      'x-chatwoot-signature': `sha256=${signature}`,
    },
    body: delivery.body,
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`the webhook door answered ${response.status} to ${delivery.event}`)
}
