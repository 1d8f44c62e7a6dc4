import { setTimeout as wait } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { type Deferred, deferred } from '../../../platform/async/deferred.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import { within } from '../../../platform/async/within.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import { type ApiKey, keyRoleNames } from './apiKey.ts'

/**
 * The API keys that mutations made. The identity subgraph stores them; a gateway asks it for those that callers send.
 *
 * Anybody can send keys that do not exist, so the questions are bounded whatever comes. One call asks for up to 100
 * keys, a new call begins at least 50 ms after the one before, and after its answer. A key that is asked for is not asked
 * for again meanwhile. Keys that were found before are asked for first, so that many unknown keys do not delay them. When
 * a call fails, everything that waits fails with it: so nothing waits for longer than two calls.
 */
export type StoredKeys = {
  /** The key with this hash; null when there is none. Rejects with UNAVAILABLE when identity does not answer. */
  find(hash: string): Promise<StoredKey | null>
}

/** What a key says of its client. */
export type StoredKey = Pick<ApiKey, 'name' | 'role' | 'departments' | 'actor' | 'expiresAt' | 'revokedAt'>

/** How old an answer may be: from when its call began. */
const foundMs = 5_000
const unknownMs = 1_000
const maximumKept = 10_000
const maximumAsked = 100
const maximumWaiting = 1_000
const pauseMs = 50
const limitMs = 3_000

const gatewayPrincipal: Principal = { kind: 'GATEWAY', id: 'gateway', scopes: [], rows: allRows }

const query = /* GraphQL */ `
  query ($hashes: [String!]!) {
    storedApiKeys(hashes: $hashes) {
      hash
      name
      role
      departments
      actor
      expiresAt
      revokedAt
    }
  }
`

const answerSchema = z.object({
  storedApiKeys: z.array(
    z
      .object({
        hash: z.string(),
        name: z.string(),
        role: z.string().toLowerCase().pipe(z.enum(keyRoleNames)),
        departments: z.array(z.string()).nullable(),
        actor: z.string().nullable(),
        expiresAt: z.string(),
        revokedAt: z.string().nullable(),
      })
      .transform(({ departments, actor, ...key }) => ({
        ...key,
        ...(departments && { departments }),
        ...(actor !== null && { actor }),
      })),
  ),
})

type Flight = Deferred<StoredKey | null>

export function createStoredKeys({
  callIdentity,
  logger,
  now = Date.now,
}: {
  callIdentity: GraphCall
  logger: Logger
  now?: () => number
}): StoredKeys {
  const found = new LRUCache<string, { at: number; key: StoredKey }>({ max: maximumKept })
  const unknown = new LRUCache<string, number>({ max: maximumKept })
  /** Hashes that wait for a call, and those of the call in progress. */
  const waiting = new Map<string, Flight>()
  let flying: ReadonlyMap<string, Flight> = new Map()
  let isAsking = false
  let isFailing = false

  function kept(hash: string): { key: StoredKey | null } | null {
    const known = found.get(hash)
    if (known) return now() - known.at < foundMs ? known : null
    const unknownAt = unknown.get(hash)
    return unknownAt !== undefined && now() - unknownAt < unknownMs ? { key: null } : null
  }

  function nextBatch(): Map<string, Flight> {
    const all = [...waiting]
    const first = all.filter(([hash]) => found.has(hash))
    const batch = [...first, ...all.filter(([hash]) => !found.has(hash))].slice(0, maximumAsked)
    for (const [hash] of batch) waiting.delete(hash)
    return new Map(batch)
  }

  async function askFor(hashes: string[]): Promise<Map<string, StoredKey>> {
    const scope = createRequestScope({ endsAt: Date.now() + limitMs })
    const call = callIdentity({ query, variables: { hashes }, principal: gatewayPrincipal, scope })
    const { data, errors } = await within(call, limitMs, `no answer within ${limitMs} ms`)
    if (errors?.[0]) throw errors[0]
    const { storedApiKeys } = answerSchema.parse(data)
    return new Map(storedApiKeys.map(({ hash, ...key }) => [hash, key]))
  }

  function keep(hash: string, key: StoredKey | null, at: number): void {
    if (key) {
      unknown.delete(hash)
      found.set(hash, { at, key })
    } else {
      found.delete(hash)
      unknown.set(hash, at)
    }
  }

  async function answerBatch(): Promise<void> {
    const at = now()
    flying = nextBatch()
    try {
      const keys = await askFor([...flying.keys()])
      for (const [hash, flight] of flying) {
        const key = keys.get(hash) ?? null
        keep(hash, key, at)
        flight.resolve(key)
      }
      if (isFailing) logger.info({ event: 'stored_keys_read' }, 'identity answers for API keys again')
      isFailing = false
    } catch (error) {
      if (!isFailing)
        logger.warn({ event: 'stored_keys_unread', err: error }, 'identity did not answer for API keys')
      isFailing = true
      for (const flight of [...flying.values(), ...waiting.values()]) flight.reject(notNow())
      waiting.clear()
    } finally {
      flying = new Map()
    }
  }

  async function answerAll(): Promise<void> {
    if (isAsking) return
    isAsking = true
    try {
      while (waiting.size > 0) {
        await Promise.all([answerBatch(), wait(pauseMs)])
      }
    } finally {
      isAsking = false
    }
  }

  return {
    async find(hash) {
      const known = kept(hash)
      if (known) return known.key
      const flight = waiting.get(hash) ?? flying.get(hash)
      if (flight) return flight.promise
      if (waiting.size >= maximumWaiting && !found.has(hash)) throw notNow()
      const started: Flight = deferred()
      waiting.set(hash, started)
      void answerAll()
      return started.promise
    },
  }
}

function notNow() {
  return callerError('UNAVAILABLE', 'authorization: the API key cannot be checked now; try again', {
    retryable: true,
  })
}
