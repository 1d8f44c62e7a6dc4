import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { KeyedHash } from '../../../../privacy/key/installationKeyStore.ts'
import {
  confirmationFault,
  confirmationMs,
  confirmationOf,
} from '../../../../subgraphs/identity/privacy/confirmation.ts'

const hashWith =
  (key: string): KeyedHash =>
  (purpose, ...texts) =>
    createHmac('sha256', key)
      .update(JSON.stringify([purpose, ...texts]))
      .digest('base64url')
const hash = hashWith('a key')
const markSchema = z.object({ mark: z.string() })
const now = new Date('2026-03-01T12:00:00.000Z')
const expiresAt = new Date(now.getTime() + confirmationMs)
const seen = { customerId: 'cus_1', profileIds: ['cus_1', 'cus_2'] }
const given = confirmationOf(seen, expiresAt, hash)

describe('the confirmation of an erasure', () => {
  it('holds for 15 minutes', () => {
    expect(confirmationFault(given, seen, new Date(expiresAt.getTime() - 1), hash)).toBeNull()
    expect(confirmationFault(given, seen, expiresAt, hash)).toBe('EXPIRED')
  })

  it('cannot be made to hold longer', () => {
    const { mark } = markSchema.parse(JSON.parse(Buffer.from(given, 'base64url').toString()))
    const longer = { expiresAt: expiresAt.getTime() + 60_000, mark }
    const text = Buffer.from(JSON.stringify(longer)).toString('base64url')
    expect(confirmationFault(text, seen, expiresAt, hash)).toBe('CHANGED')
  })

  it.each([
    ['of another customer', { ...seen, customerId: 'cus_3' }],
    ['of before a merge', { ...seen, profileIds: ['cus_1'] }],
  ])('is not one %s', (_what, confirmed) => {
    expect(confirmationFault(given, confirmed, now, hash)).toBe('CHANGED')
  })

  it('is not one of another installation', () => {
    expect(confirmationFault(given, seen, now, hashWith('another key'))).toBe('CHANGED')
  })

  it.each(['', 'yes', 'e30', 'bnVsbA'])('is not %j', (text) => {
    expect(confirmationFault(text, seen, now, hash)).toBe('MALFORMED')
  })
})
