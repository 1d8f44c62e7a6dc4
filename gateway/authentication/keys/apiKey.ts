import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { roleNames, type RoleName } from '../roles.ts'

const time = z.iso.datetime()

/** An API key as it is stored. The key itself is shown once, when it is created. */
export const apiKeySchema = z.strictObject({
  id: z.string().regex(/^[\da-f]{12}$/u),
  /** The client. Keys of one name and role are one client: its idempotency keys outlive the change of a key. */
  name: z.string().regex(/^[\w.@-]{1,60}$/u),
  role: z.enum(roleNames),
  /** SHA-256 of the key. A key is 256 random bits, so a slow hash would add nothing. */
  hash: z.string().regex(/^[\da-f]{64}$/u),
  createdAt: time,
  expiresAt: time,
  revokedAt: time.nullable(),
})
export type ApiKey = z.infer<typeof apiKeySchema>

const prefix = 'elo_'

/** Whether a text has the form of an API key; others are tokens. */
export function isApiKey(text: string): boolean {
  return text.startsWith(prefix)
}

export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** Whether a key gives access at this time, in ms. */
export function isValid({ expiresAt, revokedAt }: ApiKey, at: number): boolean {
  return revokedAt === null && Date.parse(expiresAt) > at
}

/** A new key: what its client gets, and what is stored. */
export function createApiKey({
  name,
  role,
  now,
  expiresAt,
}: {
  name: string
  role: RoleName
  now: Date
  expiresAt: Date
}): { key: string; stored: ApiKey } {
  const key = `${prefix}${randomBytes(32).toString('base64url')}`
  return {
    key,
    stored: {
      id: randomBytes(6).toString('hex'),
      name,
      role,
      hash: hashOfKey(key),
      createdAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
      revokedAt: null,
    },
  }
}
