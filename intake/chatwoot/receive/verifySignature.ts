import { createHmac, timingSafeEqual } from 'node:crypto'

/** The greatest difference between a delivery's timestamp and now, in either direction. */
const toleranceMs = 5 * 60_000

const scheme = 'sha256='

/** The result of checking a signature. `sentAt` is the sender's own time, which the signature covers. */
export type Verification =
  { outcome: 'valid'; sentAt: Date } | { outcome: 'unsigned' } | { outcome: 'refused'; reason: string }

/** Chatwoot's signature: `sha256=` and the hexadecimal HMAC-SHA256 of `<timestamp>.<raw body>`. */
export function signatureOf(secret: string, timestamp: string, body: Buffer | string): string {
  return `${scheme}${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`
}

/**
 * Check the signature of a delivery. `macs` are those of its raw bytes with each of the secrets, see `signatureOf`. A
 * signature with any of the secrets is valid, so that secrets can be rotated; all are tried, in constant time. A delivery
 * without a signature is `unsigned`; a signature without a timestamp is refused.
 */
export function verifySignature({
  signature,
  timestamp,
  macs,
  now,
}: {
  signature: string | undefined
  timestamp: string | undefined
  macs: readonly string[]
  now: Date
}): Verification {
  if (signature === undefined) return { outcome: 'unsigned' }
  if (timestamp === undefined || !/^\d{1,12}$/u.test(timestamp))
    return { outcome: 'refused', reason: 'X-Chatwoot-Timestamp: expected unix seconds beside the signature' }
  const given = Buffer.from(signature)
  const matches = macs.map((mac) => {
    const expected = Buffer.from(`${scheme}${mac}`)
    return expected.length === given.length && timingSafeEqual(expected, given)
  })
  if (!matches.includes(true))
    return {
      outcome: 'refused',
      reason: 'X-Chatwoot-Signature: expected a signature of this body with a configured secret, got another',
    }
  const sentAt = new Date(Number(timestamp) * 1000)
  if (Math.abs(now.getTime() - sentAt.getTime()) > toleranceMs)
    return { outcome: 'refused', reason: 'X-Chatwoot-Timestamp: expected at most five minutes from now' }
  return { outcome: 'valid', sentAt }
}
