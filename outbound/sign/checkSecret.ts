import type { SignatureAlgorithm } from '../webhook.ts'

const fewestBytes = 24
const mostBytes = 64

/**
 * What is wrong with a secret that a caller gives; null when nothing is. For HMAC_SHA256 `whsec_` and 24 to 64 bytes as
 * base64. A private key is never taken from a caller.
 */
export function checkSecret(secret: string, algorithm: SignatureAlgorithm): string | null {
  if (algorithm === 'ED25519') return 'expected no secret, because Elo makes the key pair'
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/u.exec(secret) ?? []
  const bytes = Buffer.from(base64, 'base64')
  const isCanonical = bytes.toString('base64') === base64
  if (isCanonical && bytes.length >= fewestBytes && bytes.length <= mostBytes) return null
  return `expected whsec_ and ${fewestBytes} to ${mostBytes} bytes as base64`
}
