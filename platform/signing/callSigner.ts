import { randomBytes } from 'node:crypto'
import { type Clock, systemClock } from '../process/clock.ts'
import { hashOf, keyOf, macOf, type SignableCall, signatureHeader, type Signing } from './callSignature.ts'
import { requireSecret } from './requireSecret.ts'

/** Sign one call now; gives the header to add to it. */
export type SignCall = (call: SignableCall, body: string | Buffer) => Record<string, string>

/**
 * Signs the calls to the subgraph at `url`. Without a secret it adds no header, and the subgraph must be on this
 * machine: any other address is a StartError.
 */
export function createCallSigner(
  url: string,
  { secrets, subgraph }: Signing,
  clock: Clock = systemClock,
): SignCall {
  const { hostname } = new URL(url)
  const secret = requireSecret(secrets, hostname, `${hostname}, the address of a subgraph,`)
  if (secret === null) return () => ({})
  const key = keyOf(secret)
  return (call, body) => {
    const signedAt = clock().getTime()
    const nonce = randomBytes(12).toString('base64url')
    const bodyHash = hashOf(body)
    const mac = macOf(key, subgraph, call, { signedAt, nonce, bodyHash })
    return { [signatureHeader]: `${signedAt}.${nonce}.${bodyHash}.${mac}` }
  }
}
