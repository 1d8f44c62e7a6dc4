import { readFile } from 'node:fs/promises'
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { callerError } from '../../../platform/errors/errors.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'

/** No two reads are closer than this, whatever tokens name. */
const pauseMs = 30_000
/** Keys are read again when they are older. */
const freshMs = 10 * 60_000
/** Keys that cannot be read again are used for so long. */
const staleMs = 60 * 60_000
const fetchMs = 5_000
const maxBytes = 1024 * 1024

const jwksSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

/** Reads a JSON Web Key Set. */
export type ReadJwks = () => Promise<unknown>

/** Read the key set at an https address or in a file. */
export function readJwksFrom(source: string): ReadJwks {
  return async () => {
    const text = URL.canParse(source) ? await fetchText(source) : await readFile(source, 'utf8')
    const jwks: unknown = JSON.parse(text)
    return jwks
  }
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(fetchMs),
    headers: { accept: 'application/json' },
  })
  if (!response.ok || !response.body) throw new Error(`expected 200, got ${response.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > maxBytes) throw new Error(`expected at most ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * The public keys of the issuer of tokens. They are read again when they are old and when a token names an unknown one,
 * but at most once in 30 seconds. While they cannot be read, former ones are used for an hour.
 */
export function createJwtKeys(
  read: ReadJwks,
  now: () => number = Date.now,
): (logger: Logger) => JWTVerifyGetKey {
  let held: { readAt: number; find: ReturnType<typeof createLocalJWKSet> } | null = null
  let triedAt = -Infinity
  let reading: Promise<void> | null = null

  async function readAgain(logger: Logger): Promise<void> {
    const startedAt = now()
    triedAt = startedAt
    try {
      held = { readAt: startedAt, find: createLocalJWKSet(jwksSchema.parse(await read())) }
    } catch (error) {
      logger.warn({ event: 'jwt_keys_unreadable', err: error }, 'the keys in ELO_JWT_KEYS cannot be read')
    }
  }

  /** Keys that are at most so old, where they can be read. */
  async function keysFor(maxAgeMs: number, logger: Logger) {
    const isOld = !held || now() - held.readAt >= maxAgeMs
    if (isOld && !reading && now() - triedAt >= pauseMs)
      reading = readAgain(logger).finally(() => (reading = null))
    if (isOld && reading) await reading
    if (held && now() - held.readAt < staleMs) return held
    throw callerError('UNAVAILABLE', 'the keys of the issuer of tokens cannot be read now; try again', {
      retryable: true,
    })
  }

  return (logger) => async (header, token) => {
    const keys = await keysFor(freshMs, logger)
    try {
      return await keys.find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      const newer = await keysFor(0, logger)
      if (newer === keys) throw error
      return newer.find(header, token)
    }
  }
}
