import { allRows } from '../../../platform/subgraph/rows.ts'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createApiKey, type ApiKey } from '../../../gateway/authentication/keys/apiKey.ts'
import { createApiKeyCheck } from '../../../gateway/authentication/keys/checkApiKey.ts'
import { createKeyFolder } from '../../../gateway/authentication/keys/keyFolder.ts'
import { policyOf, readPolicy } from '../../../gateway/authentication/policy.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { temporaryFolder } from '../../embeddedMongo/support/temporaryFolder.ts'

const policy = readPolicy()
const logger = createLogger({ level: 'silent', name: 'test' })
const dayMs = 24 * 60 * 60 * 1_000

async function startKeys() {
  const path = join(await temporaryFolder(), 'keys')
  const folder = createKeyFolder(path)
  const clock = { at: Date.now() }
  const create = async (given: Partial<Pick<ApiKey, 'name' | 'role' | 'departments' | 'actor'>> = {}) => {
    const now = new Date(clock.at)
    const made = createApiKey({
      name: 'crm',
      role: 'integration',
      now,
      expiresAt: new Date(clock.at + dayMs),
      ...given,
    })
    await folder.write(made.stored)
    return made
  }
  return { path, folder, clock, create, check: createApiKeyCheck({ folder, policy, now: () => clock.at }) }
}

const departmentsAndAssigned = policyOf(
  '{ "roles": { "agent": { "customers": "assigned", "departments": "own" }, "partner": { "customers": "own" } } }',
  'p.json',
)

const refused = 'expected a valid API key, got one that is unknown, revoked or expired'

describe('an API key', () => {
  it('gives the name as the id, the role as the kind and the scopes of the policy', async () => {
    const { create, check } = await startKeys()
    const { key } = await create()
    const { ends: _, ...principal } = await check(key, logger)
    expect(principal).toEqual({
      kind: 'INTEGRATION',
      id: 'key:crm',
      scopes: policy.integration.scopes,
      rows: allRows,
    })
  })

  it('sees the departments and the assigned customers that it was made for', async () => {
    const { create, folder } = await startKeys()
    const { key } = await create({ role: 'agent', departments: ['Sales', 'Café'], actor: '7' })
    const { key: elsewhere } = await create({ role: 'integration', departments: ['Sales'] })
    const check = createApiKeyCheck({ folder, policy: departmentsAndAssigned })
    expect((await check(key, logger)).rows).toEqual({
      departments: ['Sales', 'Café'],
      customers: { which: 'ASSIGNED', actorId: '7' },
    })
    expect((await check(elsewhere, logger)).rows).toEqual({
      departments: ['Sales'],
      customers: { which: 'ALL' },
    })
  })

  it('is refused when its role needs departments, an actor or a customer, and it has none', async () => {
    const { create, folder } = await startKeys()
    const check = createApiKeyCheck({ folder, policy: departmentsAndAssigned })
    const refusalOf = async (given: Parameters<typeof create>[0]) => {
      const { key } = await create(given)
      return createApiKeyCheck({ folder, policy: departmentsAndAssigned })(key, logger).catch(
        (error: unknown) => error,
      )
    }
    const extensions = { code: 'UNAUTHENTICATED' }
    expect(await refusalOf({ role: 'agent', actor: '7' })).toMatchObject({
      message:
        'authorization: expected an API key with departments, because the role sees its own departments only, got one without',
      extensions,
    })
    expect(await refusalOf({ role: 'agent', departments: ['Sales'] })).toMatchObject({
      message:
        'authorization: expected an API key with an actor, because the role sees its assigned customers only, got one without',
      extensions,
    })
    expect(await refusalOf({ role: 'partner' })).toMatchObject({
      message:
        'authorization: expected a token (JWT), because the role sees its own customer only, got an API key',
      extensions,
    })
    expect((await check((await create()).key, logger)).kind).toBe('INTEGRATION')
  })

  it('is not accepted with the role of a customer, whoever wrote the file', async () => {
    const { create, path, check } = await startKeys()
    const { key, stored } = await create()
    await writeFile(join(path, `${stored.id}.json`), JSON.stringify({ ...stored, role: 'customer' }))
    await expect(check(key, logger)).rejects.toThrow(refused)
  })

  it('is the same client as a second key of the same name, so that a client can change its key', async () => {
    const { create, check, clock } = await startKeys()
    const [first, second] = [await create(), await create()]
    expect(second.key).not.toBe(first.key)
    const idOf = async (key: string) => (await check(key, logger)).id
    clock.at += 1_000
    expect([await idOf(first.key), await idOf(second.key)]).toEqual(['key:crm', 'key:crm'])
  })

  it('is stored as a hash only, for its owner only', async () => {
    const { path, create } = await startKeys()
    const { key, stored } = await create()
    expect(key).toMatch(/^elo_[\w-]{43}$/u)
    expect(await readdir(path)).toEqual([`${stored.id}.json`])
    const file = join(path, `${stored.id}.json`)
    expect(await readFile(file, 'utf8')).not.toContain(key.slice(4))
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  it('is accepted a second after it was made, and refused five seconds after it was revoked', async () => {
    const { folder, clock, create, check } = await startKeys()
    const { key: earlier } = await create()
    await check(earlier, logger)
    const { key, stored } = await create({ name: 'desk', role: 'agent' })
    clock.at += 1_000
    const caller = await check(key, logger)
    expect(caller.ends?.at).toBe(clock.at + 30_000)

    await folder.write({ ...stored, revokedAt: new Date(clock.at).toISOString() })
    clock.at += 5_000
    await expect(check(key, logger)).rejects.toThrow(refused)
    await expect(caller.ends?.check()).rejects.toThrow(refused)
    expect(await check(earlier, logger)).toMatchObject({ id: 'key:crm' })
  })

  it('is refused when it has expired, and when there is none like it', async () => {
    const { clock, create, check } = await startKeys()
    const { key } = await create()
    for (const wrong of ['elo_', `elo_${'A'.repeat(43)}`, `${key}A`, key.toLowerCase()])
      await expect(check(wrong, logger)).rejects.toThrow(refused)
    clock.at += dayMs - 1
    expect((await check(key, logger)).ends?.at).toBe(clock.at + 1)
    clock.at += 1
    await expect(check(key, logger)).rejects.toThrow(refused)
  })

  it('is read from the folder once in a second at most, however many unknown keys come', async () => {
    const { folder, clock, create } = await startKeys()
    await create()
    let reads = 0
    const counted = {
      ...folder,
      read: () => {
        reads += 1
        return folder.read()
      },
    }
    const check = createApiKeyCheck({ folder: counted, policy, now: () => clock.at })
    const flood = () => Promise.allSettled(Array.from({ length: 50 }, (_, n) => check(`elo_${n}`, logger)))
    await flood()
    expect(reads).toBe(1)
    clock.at += 1_000
    await flood()
    expect(reads).toBe(2)
  })

  it('is not accepted from a file that is none, which is reported by its name', async () => {
    const { path, create, folder, check } = await startKeys()
    const { key, stored } = await create()
    const { key: stranger, stored: strange } = createApiKey({
      ...{ name: 'crm', role: 'admin' },
      ...{ now: new Date(), expiresAt: new Date(Date.now() + dayMs) },
    })
    await writeFile(join(path, 'empty.json'), '')
    await writeFile(join(path, 'role.json'), JSON.stringify({ ...strange, role: 'customer' }))
    await writeFile(join(path, 'draft'), JSON.stringify(strange))
    expect(await folder.read()).toEqual({ keys: [stored], faulty: ['empty.json', 'role.json'] })
    expect(await check(key, logger)).toMatchObject({ id: 'key:crm' })
    await expect(check(stranger, logger)).rejects.toThrow(refused)
  })
})
