import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import type { KeyedHash } from '../../../privacy/key/installationKeyStore.ts'

/**
 * Who is erased: the customer with exactly these profiles. What is written after the preview changes nothing, because a
 * customer who writes all the time could not be erased otherwise.
 */
export type Confirmed = {
  customerId: string
  profileIds: readonly string[]
}

export const confirmationMs = 15 * 60_000

const tokenSchema = z.object({ expiresAt: z.number(), mark: z.string() })

function markOf(confirmed: Confirmed, expiresAt: number, hash: KeyedHash): string {
  return hash('confirmation', canonicalJson(confirmed), String(expiresAt))
}

/** A text that confirms the erasure of a customer with these profiles, for 15 minutes. It is not stored. */
export function confirmationOf(confirmed: Confirmed, expiresAt: Date, hash: KeyedHash): string {
  const token = { expiresAt: expiresAt.getTime(), mark: markOf(confirmed, expiresAt.getTime(), hash) }
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

/** Why a confirmation is not one of this customer with these profiles; null when it is. */
export function confirmationFault(
  text: string,
  confirmed: Confirmed,
  now: Date,
  hash: KeyedHash,
): 'MALFORMED' | 'EXPIRED' | 'CHANGED' | null {
  const token = tokenSchema.safeParse(parsed(text))
  if (!token.success) return 'MALFORMED'
  const { expiresAt, mark } = token.data
  if (now.getTime() >= expiresAt) return 'EXPIRED'
  const [given, expected] = [Buffer.from(mark), Buffer.from(markOf(confirmed, expiresAt, hash))]
  return given.length === expected.length && timingSafeEqual(given, expected) ? null : 'CHANGED'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return null
  }
}
