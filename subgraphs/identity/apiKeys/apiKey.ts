import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { characterFaults, countFaults, nameFaults } from '../../../interactions/recording/inputFaults.ts'
import type { ApiKeyRole, CreateApiKeyInput } from '../schemaTypes.ts'

/** An API key as it is stored. */
export type StoredKey = {
  keyId: string
  /** The client. Keys of one name and role are one client. */
  name: string
  role: ApiKeyRole
  departments: string[] | null
  actor: string | null
  /** SHA-256 of the key, which itself is stored nowhere. */
  hash: string
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
}

const dayMs = 24 * 60 * 60 * 1_000
const maximumDays = 3_650
const maximumDepartments = 20

/** What is wrong with a key to make. Departments and the actor travel in a header, so they are few and short. */
export function apiKeyFaults(
  { name, departments, actor, expiresAt }: CreateApiKeyInput,
  now: Date,
): UserError[] {
  return [
    ...clientNameFaults(name),
    ...(departments?.length === 0
      ? [userError('REQUIRED', 'departments', 'departments: expected at least one, or null, got none')]
      : []),
    ...countFaults('departments', departments, maximumDepartments),
    ...(departments ?? []).slice(0, maximumDepartments).flatMap((department, index) => {
      const field = ['departments', String(index)]
      return [...nameFaults(field, department, 100), ...controlFaults(field, department)]
    }),
    ...nameFaults('actor', actor, 255),
    ...controlFaults(['actor'], actor),
    ...expiryFaults(expiresAt, now),
  ]
}

function clientNameFaults(name: string): UserError[] {
  if (/^[\w.@-]{1,60}$/u.test(name)) return []
  const broken = characterFaults('name', name)
  if (broken.length > 0) return broken
  const expected = 'expected 1 to 60 letters, digits and . _ - @'
  return [userError('INVALID_VALUE', 'name', `name: ${expected}, got ${JSON.stringify(name.slice(0, 80))}`)]
}

function controlFaults(field: string[], text: string | null | undefined): UserError[] {
  if (!text || !/\p{Cc}/u.test(text)) return []
  return [userError('INVALID_VALUE', field, `${field.join('.')}: expected no control characters, got some`)]
}

function expiryFaults(expiresAt: Date, now: Date): UserError[] {
  const aheadMs = expiresAt.getTime() - now.getTime()
  if (aheadMs > 0 && aheadMs <= maximumDays * dayMs) return []
  const expected = `expected a time after ${now.toISOString()}, and at most ${maximumDays} days after it`
  return [userError('INVALID_VALUE', 'expiresAt', `expiresAt: ${expected}, got ${expiresAt.toISOString()}`)]
}
