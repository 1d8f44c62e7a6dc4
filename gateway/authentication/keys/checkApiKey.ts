import { callerError } from '../../../platform/errors/errors.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import { hashOfKey, isWholeApiKey } from '../../../platform/signing/apiKeyText.ts'
import type { Caller, CredentialCheck } from '../authenticate.ts'
import { grantableRoles } from '../grantableRoles.ts'
import { type Policy, roleOf } from '../roles.ts'
import { type RowClaims, rowsOf } from '../rowsOf.ts'
import { type ApiKey, isValid } from './apiKey.ts'
import type { KeyFolder } from './keyFolder.ts'
import type { StoredKey, StoredKeys } from './storedKeys.ts'

/** How old the keys in memory may be. */
const knownMs = 5_000
/** The same for a key that is not among them, which may be new. */
const unknownMs = 1_000
/** How often the key of an open WebSocket is checked again. */
const recheckMs = 30_000

/**
 * Check API keys by those in a folder, which is read again when it was last read some seconds ago, and then by those that
 * mutations made. So a key that is revoked is refused within five seconds, and its WebSockets are closed within 40.
 */
export function createApiKeyCheck({
  folder,
  storedKeys = null,
  policy,
  now = Date.now,
}: {
  folder: KeyFolder | null
  storedKeys?: StoredKeys | null
  policy: Policy
  now?: () => number
}): CredentialCheck {
  let latest: { readAt: number; byHash: Promise<ReadonlyMap<string, ApiKey>> } | null = null

  async function readAll(from: KeyFolder, logger: Logger): Promise<ReadonlyMap<string, ApiKey>> {
    const { keys, faulty } = await from.read()
    if (faulty.length > 0)
      logger.warn({ event: 'api_keys_faulty', files: faulty }, 'files in ELO_KEYS_DIR are no API keys')
    return new Map(keys.map((key) => [key.hash, key]))
  }

  function keysOf(from: KeyFolder, maxAgeMs: number, logger: Logger): Promise<ReadonlyMap<string, ApiKey>> {
    if (latest && now() - latest.readAt < maxAgeMs) return latest.byHash
    const reading = { readAt: now(), byHash: readAll(from, logger) }
    latest = reading
    reading.byHash.catch(() => {
      if (latest === reading) latest = null
    })
    return reading.byHash
  }

  async function inFolder(hash: string, logger: Logger): Promise<ApiKey | null> {
    if (!folder) return null
    const known = (await keysOf(folder, knownMs, logger)).get(hash)
    return known ?? (await keysOf(folder, unknownMs, logger)).get(hash) ?? null
  }

  async function keyOf(credential: string, logger: Logger): Promise<ApiKey | StoredKey | null> {
    const hash = hashOfKey(credential)
    const filed = await inFolder(hash, logger)
    return filed ?? (isWholeApiKey(credential) && storedKeys ? storedKeys.find(hash) : null)
  }

  async function callerOf(credential: string, logger: Logger): Promise<Caller> {
    const key = await keyOf(credential, logger)
    if (!key || !isValid(key, now()))
      throw callerError(
        'UNAUTHENTICATED',
        'authorization: expected a valid API key, got one that is unknown, revoked or expired',
      )
    const { role, departments = null, actor: actorId = null } = key
    return {
      kind: roleOf[role],
      id: `key:${key.name}`,
      scopes: [...policy[role].scopes],
      ...grantableRoles(policy, policy[role].scopes),
      rows: rowsOf(policy[role], { departments, actorId, customerId: null }, missing),
      ends: {
        at: Math.min(now() + recheckMs, Date.parse(key.expiresAt)),
        check: () => callerOf(credential, logger),
      },
    }
  }

  return callerOf
}

const neededFor: Readonly<Record<keyof RowClaims, string>> = {
  departments: 'an API key with departments',
  actorId: 'an API key with an actor',
  customerId: 'a token (JWT)',
}

function missing(claim: keyof RowClaims, reason: string): Error {
  const got = claim === 'customerId' ? 'an API key' : 'one without'
  return callerError('UNAUTHENTICATED', `authorization: expected ${neededFor[claim]}, ${reason}, got ${got}`)
}
