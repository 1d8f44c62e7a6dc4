import type { Sender } from '../../../outbound/send/createSender.ts'
import type { Webhook } from '../../../outbound/webhook.ts'
import type { WebhookStore } from '../../../outbound/webhookStore.ts'
import { newId } from '../../../platform/lang/ids.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { SendTest } from './webhookChanges.ts'

/** Sends a signed event that is about nothing. It is neither stored nor repeated, and has an id of its own. */
export function createSendTest({
  webhooks,
  sender,
  clock,
}: {
  webhooks: Pick<WebhookStore, 'readSecrets'>
  sender: Pick<Sender, 'send'>
  clock: Clock
}): SendTest {
  return async function sendTest(webhook) {
    const at = clock()
    const secrets = (await webhooks.readSecrets(webhook.id, at)).map(({ secret }) => secret)
    const attempt = await sender.send({
      webhook,
      eventId: newId('evt'),
      deliveryId: newId('dlv'),
      body: testBody(webhook, at),
      secrets,
    })
    // Without a `maySend` every attempt is made.
    if (!attempt) throw new Error(`expected an attempt to send to ${webhook.id}, got none`)
    return attempt
  }
}

function testBody({ id, format }: Webhook, timestamp: Date): string {
  const type = 'webhook.test'
  const data = { webhookId: id }
  return JSON.stringify(
    format === 'CHATWOOT'
      ? { event: 'webhook_test', elo: { type, timestamp, ...data } }
      : { type, timestamp, data },
  )
}
