import { createHmac, createPrivateKey, sign } from 'node:crypto'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import type { WebhookFormat } from '../webhook.ts'

/** The beginning of an ED25519 private key in PKCS #8, before its 32 bytes of seed. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

function signByPrivateKey(secret: string, text: string): string {
  const seed = Buffer.from(secret.slice('whsk_'.length), 'base64').subarray(0, 32)
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  return `v1a,${sign(null, Buffer.from(text), key).toString('base64')}`
}

/**
 * The headers of an attempt: those of Standard Webhooks 1.0, with a signature of each secret; for CHATWOOT also those of
 * Chatwoot, by the newest secret. `X-Chatwoot-Delivery` is the UUID of the delivery, the same in all its attempts. Throws
 * when there is no secret, or one that cannot be read.
 */
export function signHeaders({
  format,
  secrets,
  eventId,
  deliveryId,
  body,
  at,
}: {
  format: WebhookFormat
  /** The newest first. */
  secrets: readonly string[]
  eventId: string
  deliveryId: string
  body: string
  at: Date
}): Record<string, string> {
  const [newest] = secrets
  if (newest === undefined) throw new Error('expected a secret that signs, got none')
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const signatures = secrets.map((secret) =>
    secret.startsWith('whsk_')
      ? signByPrivateKey(secret, `${eventId}.${timestamp}.${body}`)
      : new StandardWebhook(secret).sign(eventId, at, body),
  )
  const standard = {
    'webhook-id': eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
  if (format === 'STANDARD') return standard
  const digest = createHmac('sha256', newest).update(`${timestamp}.${body}`).digest('hex')
  return {
    ...standard,
    'x-chatwoot-delivery': deliveryId.replace(/^dlv_/u, ''),
    'x-chatwoot-timestamp': timestamp,
    'x-chatwoot-signature': `sha256=${digest}`,
  }
}
