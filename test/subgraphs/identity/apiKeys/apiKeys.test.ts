import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashOfKey } from '../../../../platform/signing/apiKeyText.ts'
import { demoPrincipal, type Principal, roles } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { allRows } from '../../../../platform/subgraph/rows.ts'
import { scopes } from '../../../../platform/subgraph/scopes.ts'
import { type Fault, type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const admin: Principal = {
  kind: 'ADMIN',
  id: 'user:ana',
  scopes: [...scopes],
  rows: allRows,
  grantableRoles: ['ADMIN', 'SUPERVISOR', 'AGENT'],
}
const gateway: Principal = { kind: 'GATEWAY', id: 'gateway', scopes: [], rows: allRows }
/** Of the clock of the graph, which begins on 2026-06-01 and goes on by a second with every look. */
const nextYear = '2027-01-01T00:00:00.000Z'

type Shown = { keyId: string; name: string; revokedAt: string | null }
const fields = 'keyId name role departments actor createdAt expiresAt revokedAt'

async function create(input: object = {}, by: Principal = admin) {
  const query = `mutation ($input: CreateApiKeyInput!) {
    createApiKey(input: $input) { key apiKey { ${fields} } userErrors { code field message } } }`
  type Data = { createApiKey: { key: string | null; apiKey: Shown | null; userErrors: Fault[] } }
  const whole = { name: 'crm', role: 'AGENT', expiresAt: nextYear, ...input }
  return (await graph.ask<Data>(query, { input: whole }, createRequestScope(), by)).createApiKey
}

async function created(input: object = {}): Promise<{ key: string; keyId: string }> {
  const { key, apiKey } = await create(input)
  if (key === null || !apiKey) throw new Error('expected a key')
  return { key, keyId: apiKey.keyId }
}

async function revoke(keyId: string, by: Principal = admin) {
  const query = `mutation ($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) { apiKey { keyId revokedAt } userErrors { code field message } } }`
  type Data = { revokeApiKey: { apiKey: Shown | null; userErrors: Fault[] } }
  return (await graph.ask<Data>(query, { input: { keyId } }, createRequestScope(), by)).revokeApiKey
}

async function list(given: Record<string, unknown> = {}, by: Principal = admin) {
  const query = `query ($first: Int, $after: String) { apiKeys(first: $first, after: $after) {
    edges { cursor } nodes { ${fields} } pageInfo { hasNextPage hasPreviousPage endCursor } } }`
  type Page = {
    nodes: Shown[]
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null }
  }
  return (await graph.ask<{ apiKeys: Page }>(query, given, createRequestScope(), by)).apiKeys
}

function find(hashes: string[], by: Principal = gateway) {
  const query = `query ($hashes: [String!]!) { storedApiKeys(hashes: $hashes) {
    hash name role departments actor expiresAt revokedAt } }`
  return graph.ask<{ storedApiKeys: unknown }>(query, { hashes }, createRequestScope(), by)
}

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'DONE',
    (error: unknown) =>
      error instanceof Error && 'extensions' in error ? [error.extensions, error.message] : error,
  )

describe('createApiKey', () => {
  it('shows the key once, and stores its hash only', async () => {
    const { key, apiKey, userErrors } = await create({ departments: ['Sales', 'Café'], actor: '7' })
    expect(userErrors).toEqual([])
    expect(key).toMatch(/^elo_[\w-]{43}$/u)
    expect(apiKey).toEqual({
      keyId: matching(/^key_[\da-f-]{36}$/u),
      name: 'crm',
      role: 'AGENT',
      departments: ['Sales', 'Café'],
      actor: '7',
      createdAt: matching(/^2026-06-01T12:/u),
      expiresAt: nextYear,
      revokedAt: null,
    })
    const stored = await graph.connection.collection('apiKeys').find().toArray()
    expect(JSON.stringify(stored)).not.toContain(String(key).slice(4))
    expect(stored).toMatchObject([
      { hash: hashOfKey(String(key)), createdBy: { kind: 'ADMIN', id: 'user:ana' }, revokedBy: null },
    ])
  })

  it('refuses a role with a scope that the caller does not have, and every role without the word of a gateway', async () => {
    const before = (await list()).nodes.length
    expect(await codeOf(create({ role: 'PARTNER' }))).toEqual([
      { code: 'FORBIDDEN' },
      'role: expected a role whose scopes the caller has: ADMIN, SUPERVISOR, AGENT; got PARTNER',
    ])
    const { grantableRoles: _, ...unknown } = admin
    expect(await codeOf(create({ role: 'AGENT' }, unknown))).toEqual([
      { code: 'FORBIDDEN' },
      'role: expected a role whose scopes the caller has: there is none; got AGENT',
    ])
    expect((await list()).nodes).toHaveLength(before)
  })

  it('names what is wrong with its input', async () => {
    const faultsOf = async (input: object) => {
      const { key, apiKey, userErrors } = await create(input)
      expect({ key, apiKey }).toEqual({ key: null, apiKey: null })
      return userErrors.map(({ code, field }) => [code, field?.join('.')])
    }
    expect(await faultsOf({ name: 'a b' })).toEqual([['INVALID_VALUE', 'name']])
    expect(await faultsOf({ name: '' })).toEqual([['INVALID_VALUE', 'name']])
    expect(await faultsOf({ name: 'x'.repeat(61) })).toEqual([['INVALID_VALUE', 'name']])
    expect(await faultsOf({ departments: [] })).toEqual([['REQUIRED', 'departments']])
    expect(await faultsOf({ departments: ['Sales', ' '] })).toEqual([['REQUIRED', 'departments.1']])
    expect(await faultsOf({ departments: ['x'.repeat(101)] })).toEqual([['TOO_LONG', 'departments.0']])
    expect(await faultsOf({ departments: ['a\nb'] })).toEqual([['INVALID_VALUE', 'departments.0']])
    expect(await faultsOf({ departments: Array.from({ length: 21 }, (_, n) => `d${n}`) })).toEqual([
      ['TOO_LONG', 'departments'],
    ])
    expect(await faultsOf({ actor: '' })).toEqual([['REQUIRED', 'actor']])
    expect(await faultsOf({ actor: 'x'.repeat(256) })).toEqual([['TOO_LONG', 'actor']])
    expect(await faultsOf({ expiresAt: '2026-06-01T12:00:00.000Z' })).toEqual([
      ['INVALID_VALUE', 'expiresAt'],
    ])
    expect(await faultsOf({ expiresAt: '2036-06-01T12:00:00.000Z' })).toEqual([
      ['INVALID_VALUE', 'expiresAt'],
    ])
  })
})

describe('revokeApiKey', () => {
  it('revokes a key, and changes nothing the second time', async () => {
    const { keyId } = await created()
    const first = await revoke(keyId)
    expect(first).toEqual({
      apiKey: { keyId, revokedAt: matching(/^2026-06-01T12:/u) },
      userErrors: [],
    })
    expect(await revoke(keyId)).toEqual(first)
    expect((await list()).nodes.find((node) => node.keyId === keyId)?.revokedAt).toBe(first.apiKey?.revokedAt)
  })

  it('names an id that is none, and one that no key has', async () => {
    expect(await revoke('0123456789ab')).toEqual({
      apiKey: null,
      userErrors: [
        { code: 'INVALID_VALUE', field: ['keyId'], message: 'keyId: expected key_…, got "0123456789ab"' },
      ],
    })
    const keyId = 'key_01972b4a-0000-7000-8000-000000000000'
    expect(await revoke(keyId)).toEqual({
      apiKey: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['keyId'], message: `keyId: no API key has the id ${keyId}` }],
    })
  })
})

describe('a caller who does not see everything', () => {
  it('makes, lists and revokes no keys', async () => {
    const { keyId } = await created()
    const limited: Principal[] = [
      { ...admin, rows: { ...allRows, departments: ['Sales'] } },
      { ...admin, rows: { ...allRows, departments: [] } },
      { ...admin, rows: { ...allRows, customers: { which: 'ASSIGNED', actorId: '7' } } },
      { ...admin, rows: { ...allRows, customers: { which: 'OWN', customerId: 'cus_1' } } },
    ]
    for (const by of limited)
      for (const work of [() => create({}, by), () => revoke(keyId, by), () => list({}, by)])
        expect(await codeOf(work())).toEqual([{ code: 'FORBIDDEN' }, expect.any(String)])
    expect((await list({ first: 1 })).nodes).toMatchObject([{ keyId, revokedAt: null }])
  })
})

describe('apiKeys', () => {
  it('gives pages, newest first, and refuses a damaged cursor', async () => {
    const [first, second, third] = [await created(), await created(), await created()]
    const page = await list({ first: 2 })
    expect(page.nodes.map(({ keyId }) => keyId)).toEqual([third.keyId, second.keyId])
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    const next = await list({ first: 1, after: page.pageInfo.endCursor })
    expect(next.nodes.map(({ keyId }) => keyId)).toEqual([first.keyId])
    expect(next.pageInfo.hasPreviousPage).toBe(true)
    expect(await codeOf(list({ after: 'apiKeys.e30.AAAAAAAA' }))).toEqual([
      { code: 'INVALID_CURSOR' },
      expect.any(String),
    ])
    expect(await codeOf(list({ first: 101 }))).toEqual([{ code: 'BAD_USER_INPUT' }, expect.any(String)])
  })
})

describe('storedApiKeys', () => {
  it('gives a gateway the keys with these hashes', async () => {
    const { key, keyId } = await created({ name: 'desk', departments: ['Sales'] })
    await revoke(keyId)
    const hash = hashOfKey(key)
    expect(await find([hash, hashOfKey('elo_unknown')])).toEqual({
      storedApiKeys: [
        {
          hash,
          name: 'desk',
          role: 'AGENT',
          departments: ['Sales'],
          actor: null,
          expiresAt: nextYear,
          revokedAt: matching(/^2026-06-01T12:/u),
        },
      ],
    })
    expect(await codeOf(find(Array.from({ length: 101 }, () => hash)))).toEqual([
      { code: 'BAD_USER_INPUT' },
      'hashes: expected at most 100, got 101',
    ])
  })

  it('is refused to everybody else, whatever their scopes', async () => {
    const { key } = await created()
    for (const kind of [...roles, 'DEMO', 'INTAKE', 'ANONYMOUS'] as const)
      expect(await codeOf(find([hashOfKey(key)], { ...admin, kind })), kind).toEqual([
        { code: 'FORBIDDEN' },
        'Query.storedApiKeys: expected a gateway, got another caller',
      ])
    expect(await codeOf(find([hashOfKey(key)], demoPrincipal))).toEqual([
      { code: 'FORBIDDEN' },
      expect.any(String),
    ])
  })

  it('reads by an index', async () => {
    const { key } = await created()
    const plan = await graph.connection
      .collection('apiKeys')
      .find({ hash: { $in: [hashOfKey(key)] } })
      .explain('queryPlanner')
    expect(JSON.stringify(plan)).toContain('hash_1')
    expect(await graph.commandsOf(() => find([hashOfKey(key)]))).toEqual(['find'])
  })
})
