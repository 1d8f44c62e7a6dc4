import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../config.ts'
import { createApiKey } from '../../gateway/authentication/keys/apiKey.ts'
import { createKeyFolder } from '../../gateway/authentication/keys/keyFolder.ts'
import type { RoleName } from '../../gateway/authentication/roles.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import type { Running } from '../../platform/process/runProcess.ts'
import { start } from '../../server.ts'
import { askGraph } from '../support/askGraph.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'

const createdSchema = z.object({
  createApiKey: z.object({ key: z.string(), apiKey: z.object({ keyId: z.string() }) }),
})
const inAnHour = () => new Date(Date.now() + 60 * 60 * 1_000)

let folder: string
let database: TestDatabase
let elo: Running
let adminKey: string
let supervisorKey: string

async function keyInFolder(role: Exclude<RoleName, 'customer'>): Promise<string> {
  const { key, stored } = createApiKey({ name: role, role, now: new Date(), expiresAt: inAnHour() })
  await createKeyFolder(join(folder, 'keys')).write(stored)
  return key
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elo-api-keys-'))
  database = await openTestDatabase(inject('mongodbUri'), 'api_keys')
  adminKey = await keyInFolder('admin')
  supervisorKey = await keyInFolder('supervisor')
  const policy = { roles: { supervisor: ['customers:read', 'customers:write', 'notes:read', 'keys:write'] } }
  await writeFile(join(folder, 'policy.json'), JSON.stringify(policy))
  const config = readConfig(configSchema, {
    PORT: '0',
    LOG_LEVEL: 'silent',
    MONGODB_URI: database.uri,
    ELO_DATA_DIR: folder,
    ELO_KEYS_DIR: join(folder, 'keys'),
    ELO_POLICY: join(folder, 'policy.json'),
    ELO_AUDIT_KEY: join(folder, 'audit.key'),
  })
  elo = await start(config, {})
}, 60_000)
afterAll(async () => {
  await elo.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

const ask = (key: string, query: string) => askGraph({ url: elo.url, key }, query)
const createMutation = (role: string) =>
  `mutation { createApiKey(input: { name: "desk", role: ${role}, expiresAt: "${inAnHour().toISOString()}" }) {
    key apiKey { keyId } userErrors { code message } } }`

async function created(by: string, role: string) {
  return createdSchema.parse((await ask(by, createMutation(role))).data).createApiKey
}

describe('an API key by mutation', { timeout: 60_000 }, () => {
  it('signs in its client, until it is revoked, and both are in the audit trail', async () => {
    const { key, apiKey } = await created(adminKey, 'PARTNER')
    expect(await ask(key, '{ customers { nodes { __typename } } }')).toEqual({
      data: { customers: { nodes: [] } },
    })
    await ask(adminKey, `mutation { revokeApiKey(input: { keyId: "${apiKey.keyId}" }) { apiKey { keyId } } }`)
    await until('the key is refused', async () => {
      const { errors } = await ask(key, '{ __typename }')
      return errors?.[0]?.extensions?.['code'] === 'UNAUTHENTICATED'
    })
    const stored = await database.connection
      .collection<{ kind: string; fields: string[]; objectIds: string[] }>('auditRecords')
      .find({ objectIds: apiKey.keyId })
      .toArray()
    expect(stored.map(({ kind, fields }) => [kind, fields])).toEqual([
      ['CHANGE', ['createApiKey']],
      ['CHANGE', ['revokeApiKey']],
    ])
    expect(await database.dump()).not.toContain(key)
  })

  it('has no role with a scope that its maker does not have, by the policy of the gateway', async () => {
    for (const role of ['ADMIN', 'AGENT', 'BOT', 'AUTOMATION', 'INTEGRATION'])
      expect((await ask(supervisorKey, createMutation(role))).errors, role).toMatchObject([
        {
          message: `role: expected a role whose scopes the caller has: SUPERVISOR, PARTNER; got ${role}`,
          extensions: { code: 'FORBIDDEN' },
        },
      ])
    const { key } = await created(supervisorKey, 'SUPERVISOR')
    expect((await ask(key, createMutation('ADMIN'))).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ])
    const { key: partner } = await created(key, 'PARTNER')
    expect((await ask(partner, createMutation('PARTNER'))).errors).toMatchObject([
      { extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
    ])
  })

  it('is looked up by a field that no caller reaches', async () => {
    for (const query of [
      '{ storedApiKeys(hashes: []) { hash } }',
      'query ($h: [String!]!) { a: storedApiKeys(hashes: $h) { __typename } }',
      '{ ... on Query { storedApiKeys(hashes: []) { hash } } }',
      '{ apiKeys { nodes { hash } } }',
    ])
      expect(await ask(adminKey, query)).toMatchObject({
        errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      })
    const { data } = await ask(
      adminKey,
      '{ __schema { queryType { fields { name } } } __type(name: "StoredApiKey") { name } }',
    )
    expect(data?.['__type']).toBeNull()
    expect(JSON.stringify(data)).not.toContain('storedApiKeys')
  })
})
