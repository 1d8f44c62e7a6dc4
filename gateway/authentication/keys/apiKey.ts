import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { hashOfKey, newApiKeyText } from '../../../platform/signing/apiKeyText.ts'
import { roleNames } from '../roles.ts'

/** The roles of API keys. Customers sign in by tokens only. */
export const keyRoleNames = roleNames.filter((name) => name !== 'customer')

const time = z.iso.datetime()

/** An API key as it is stored. The key itself is shown once, when it is created. */
export const apiKeySchema = z.strictObject({
  id: z.string().regex(/^[\da-f]{12}$/u),
  /** The client. Keys of one name and role are one client: its idempotency keys outlive the change of a key. */
  name: z.string().regex(/^[\w.@-]{1,60}$/u),
  role: z.enum(keyRoleNames),
  /** The departments that it sees; all where none are given. They travel in a header, so they are few and short. */
  departments: z.array(z.string().min(1).max(100)).min(1).max(20).optional(),
  /** The id by which conversations are assigned to the client. */
  actor: z.string().min(1).max(255).optional(),
  /** SHA-256 of the key. */
  hash: z.string().regex(/^[\da-f]{64}$/u),
  createdAt: time,
  expiresAt: time,
  revokedAt: time.nullable(),
})
export type ApiKey = z.infer<typeof apiKeySchema>

/** Whether a key gives access at this time, in ms. */
export function isValid(
  { expiresAt, revokedAt }: Pick<ApiKey, 'expiresAt' | 'revokedAt'>,
  at: number,
): boolean {
  return revokedAt === null && Date.parse(expiresAt) > at
}

/** A new key: what its client gets, and what is stored. */
export function createApiKey({
  now,
  expiresAt,
  ...client
}: Pick<ApiKey, 'name' | 'role' | 'departments' | 'actor'> & { now: Date; expiresAt: Date }): {
  key: string
  stored: ApiKey
} {
  const key = newApiKeyText()
  return {
    key,
    stored: {
      id: randomBytes(6).toString('hex'),
      ...client,
      hash: hashOfKey(key),
      createdAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
      revokedAt: null,
    },
  }
}
