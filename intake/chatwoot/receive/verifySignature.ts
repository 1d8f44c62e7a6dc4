import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far a delivery's timestamp may lie from now, in either direction. */
const toleranceMs = 5 * 60_000

/** What came of checking a signature; `sentAt` is the sender's own time, which the signature covers. */
export type Verification =
  { outcome: 'valid'; sentAt: Date } | { outcome: 'unsigned' } | { outcome: 'refused'; reason: string }

/** What Chatwoot signs with: `sha256=` and the hexadecimal HMAC-SHA256 of `<timestamp>.<raw body>`. */
export function signatureOf(secret: string, timestamp: string, body: Buffer | string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`
}

/**
 * Check the raw bytes of a delivery against its headers. Any of the secrets will do, so that they can be rotated; every
 * one is tried, in constant time. A delivery without a signature is `unsigned`; half of a signature is refused.
 */
export function verifySignature({
  signature,
  timestamp,
  body,
  secrets,
  now,
}: {
  signature: string | undefined
  timestamp: string | undefined
  body: Buffer
  secrets: readonly string[]
  now: Date
}): Verification {
  if (signature === undefined) return { outcome: 'unsigned' }
  if (timestamp === undefined || !/^\d{1,12}$/u.test(timestamp))
    return { outcome: 'refused', reason: 'X-Chatwoot-Timestamp: expected unix seconds beside the signature' }
  const given = Buffer.from(signature)
  const matches = secrets.map((secret) => {
    const expected = Buffer.from(signatureOf(secret, timestamp, body))
    return expected.length === given.length && timingSafeEqual(expected, given)
  })
  if (!matches.includes(true))
    return {
      outcome: 'refused',
      reason: 'X-Chatwoot-Signature: not made with a secret of ours over this body',
    }
  const sentAt = new Date(Number(timestamp) * 1000)
  if (Math.abs(now.getTime() - sentAt.getTime()) > toleranceMs)
    return { outcome: 'refused', reason: 'X-Chatwoot-Timestamp: expected at most five minutes from now' }
  return { outcome: 'valid', sentAt }
}
