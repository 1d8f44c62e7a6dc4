import { isLoopback } from '../http/isLoopback.ts'
import { StartError } from '../process/startError.ts'

/**
 * The secret that signs, the first one; null without any, where calls need no signature because `host` is loopback. For
 * any other host without a secret it throws a StartError. `address` says which address this is, e.g. `HOST 0.0.0.0`.
 */
export function requireSecret(secrets: readonly string[], host: string, address: string): string | null {
  const [secret] = secrets
  if (secret !== undefined) return secret
  if (isLoopback(host)) return null
  throw new StartError(
    `ELO_SERVICE_SECRET: expected a secret, because ${address} is not loopback, so calls between the processes must be signed; got none. Give every gateway, intake and subgraph the same one, e.g. what \`openssl rand -hex 32\` prints`,
  )
}
