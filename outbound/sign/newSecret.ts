import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { SignatureAlgorithm } from '../webhook.ts'

/**
 * A new secret at random, as Standard Webhooks writes it: `whsec_` and 32 bytes for HMAC_SHA256; `whsk_` and the private
 * key, 32 bytes of seed and 32 of the public key, for ED25519. The bytes are base64.
 */
export function newSecret(algorithm: SignatureAlgorithm): string {
  if (algorithm === 'HMAC_SHA256') return `whsec_${randomBytes(32).toString('base64')}`
  const { privateKey } = generateKeyPairSync('ed25519')
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' })
  const bytes = Buffer.concat([Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')])
  return `whsk_${bytes.toString('base64')}`
}
