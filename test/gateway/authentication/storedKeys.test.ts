import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKeyCheck } from '../../../gateway/authentication/keys/checkApiKey.ts'
import { createStoredKeys } from '../../../gateway/authentication/keys/storedKeys.ts'
import { readPolicy } from '../../../gateway/authentication/policy.ts'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { newApiKeyText } from '../../../platform/signing/apiKeyText.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import { type IdentityGraph, startIdentity } from '../../subgraphs/identity/support/startIdentity.ts'

let identity: IdentityGraph
beforeAll(async () => void (identity = await startIdentity()))
afterAll(() => identity.stop())

const policy = readPolicy()
const logger = createLogger({ level: 'silent', name: 'test' })
const admin: Principal = {
  kind: 'ADMIN',
  id: 'user:ana',
  scopes: ['keys:write'],
  rows: allRows,
  grantableRoles: ['AGENT', 'ADMIN'],
}
const refused = 'expected a valid API key, got one that is unknown, revoked or expired'
const notNow = 'authorization: the API key cannot be checked now; try again'

async function create(role = 'AGENT'): Promise<{ key: string; keyId: string }> {
  const query = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key apiKey { keyId } } }`
  const input = { name: 'desk', role, expiresAt: '2027-01-01T00:00:00Z' }
  type Data = { createApiKey: { key: string; apiKey: { keyId: string } } }
  const { createApiKey } = await identity.ask<Data>(query, { input }, createRequestScope(), admin)
  return { key: createApiKey.key, keyId: createApiKey.apiKey.keyId }
}

async function revoke(keyId: string): Promise<void> {
  const query = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { apiKey { keyId } } }`
  await identity.ask(query, { input: { keyId } }, createRequestScope(), admin)
}

/** A gateway's check, with the numbers of keys that its calls asked for. `away` makes identity unreachable. */
function startCheck() {
  const clock = { at: Date.parse('2026-06-01T13:00:00Z') }
  const state = { isAway: false }
  const asked: number[] = []
  const callIdentity: GraphCall = async ({ query, variables, principal, scope }) => {
    asked.push(Array.isArray(variables['hashes']) ? variables['hashes'].length : 0)
    if (state.isAway) throw new Error('ECONNREFUSED')
    return { data: await identity.ask<Record<string, unknown>>(query, variables, scope, principal) }
  }
  const now = () => clock.at
  const storedKeys = createStoredKeys({ callIdentity, logger, now })
  const check = createApiKeyCheck({ folder: null, storedKeys, policy, now })
  return { clock, state, asked, check: (key: string) => check(key, logger) }
}

describe('an API key that a mutation made', () => {
  it('gives its name, role, scopes and rows, and an administrator the roles that it may give', async () => {
    const { check, clock } = startCheck()
    const { ends, ...agent } = await check((await create()).key)
    expect(agent).toEqual({ kind: 'AGENT', id: 'key:desk', scopes: policy.agent.scopes, rows: allRows })
    expect(ends?.at).toBe(clock.at + 30_000)
    expect((await check((await create('ADMIN')).key)).grantableRoles).toEqual([
      ...['ADMIN', 'SUPERVISOR', 'AGENT', 'BOT', 'PARTNER', 'AUTOMATION', 'INTEGRATION'],
    ])
  })

  it('is asked for again after five seconds, and then refused when it was revoked', async () => {
    const { check, clock, asked } = startCheck()
    const { key, keyId } = await create()
    const caller = await check(key)
    await revoke(keyId)
    clock.at += 4_999
    expect(await check(key)).toMatchObject({ id: 'key:desk' })
    expect(asked).toEqual([1])
    clock.at += 1
    await expect(check(key)).rejects.toThrow(refused)
    await expect(caller.ends?.check()).rejects.toThrow(refused)
    expect(asked).toEqual([1, 1])
  })

  it('is accepted a second after it was unknown', async () => {
    const { check, clock, asked } = startCheck()
    const stranger = newApiKeyText()
    await expect(check(stranger)).rejects.toThrow(refused)
    clock.at += 999
    await expect(check(stranger)).rejects.toThrow(refused)
    expect(asked).toEqual([1])
    clock.at += 1
    await expect(check(stranger)).rejects.toThrow(refused)
    expect(asked).toEqual([1, 1])
  })

  it('is refused when it has expired', async () => {
    const { check, clock } = startCheck()
    const { key } = await create()
    await check(key)
    clock.at = Date.parse('2027-01-01T00:00:00Z')
    await expect(check(key)).rejects.toThrow(refused)
  })

  it('is not asked for when it does not have the form of a key', async () => {
    const { check, asked } = startCheck()
    for (const wrong of ['elo_', 'elo_x', `${newApiKeyText()}A`, `elo_${'~'.repeat(43)}`])
      await expect(check(wrong)).rejects.toThrow(refused)
    expect(asked).toEqual([])
  })
})

describe('the calls to identity', () => {
  it('ask once for a key that many callers send at once', async () => {
    const { check, asked } = startCheck()
    const { key } = await create()
    const callers = await Promise.all(Array.from({ length: 50 }, () => check(key)))
    expect(new Set(callers.map(({ id }) => id))).toEqual(new Set(['key:desk']))
    expect(asked).toEqual([1])
  })

  it('are at most 20 in a second under a flood of unknown keys, and what was found before comes first', async () => {
    const { check, asked, clock } = startCheck()
    const { key } = await create()
    await check(key)
    clock.at += 5_000
    const startedAt = performance.now()
    const flood = Promise.allSettled(Array.from({ length: 3_000 }, () => check(newApiKeyText())))
    expect(await check(key)).toMatchObject({ id: 'key:desk' })
    const callsBeforeTheKey = asked.length
    const messages = (await flood).map((one) => (one.status === 'rejected' ? String(one.reason) : ''))
    const elapsedMs = performance.now() - startedAt
    expect(messages.filter((message) => message.includes(refused)).length).toBeGreaterThanOrEqual(1_000)
    expect(messages.every((message) => message.includes(refused) || message.includes(notNow))).toBe(true)
    // The one before the flood, the one that the flood began, its own, and perhaps the next.
    expect(callsBeforeTheKey).toBeLessThanOrEqual(4)
    expect(asked.length).toBeLessThanOrEqual(12 + 1)
    expect(asked.length).toBeLessThanOrEqual(2 + elapsedMs / 50)
    expect(Math.max(...asked)).toBe(100)
  })

  it('that fail are UNAVAILABLE, while a key that was found is accepted for five seconds', async () => {
    const { check, clock, state } = startCheck()
    const { key } = await create()
    await check(key)
    state.isAway = true
    clock.at += 4_999
    expect(await check(key)).toMatchObject({ id: 'key:desk' })
    const unavailable = { message: notNow, extensions: { code: 'UNAVAILABLE', retryable: true } }
    await expect(check(newApiKeyText())).rejects.toMatchObject(unavailable)
    clock.at += 1
    await expect(check(key)).rejects.toMatchObject(unavailable)
    state.isAway = false
    expect(await check(key)).toMatchObject({ id: 'key:desk' })
  })
})
