import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../config.ts'
import { createApiKey } from '../../gateway/authentication/keys/apiKey.ts'
import { createKeyFolder } from '../../gateway/authentication/keys/keyFolder.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import { start } from '../../server.ts'
import { message, recordedSchema, recordMutation } from '../singleProcess/support/startSingleProcess.ts'
import { askForData } from '../support/askGraph.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'

/** A supervisor who may export, and may not read notes. */
const policy = { roles: { supervisor: ['customers:read', 'privacy:write'] } }
const roles = ['admin', 'supervisor', 'agent'] as const

let folder: string
let database: TestDatabase
let elo: Awaited<ReturnType<typeof start>>
let customerId: string
const keys: Record<string, string> = {}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elo-export-'))
  database = await openTestDatabase(inject('mongodbUri'), 'export-callers')
  await writeFile(join(folder, 'policy.json'), JSON.stringify(policy))
  for (const role of roles) {
    const now = new Date()
    const expiresAt = new Date(now.getTime() + 3_600_000)
    const { key, stored } = createApiKey({ name: `the-${role}`, role, now, expiresAt })
    await createKeyFolder(join(folder, 'keys')).write(stored)
    keys[role] = key
  }
  const settings = {
    ...{ PORT: '0', LOG_LEVEL: 'silent', MONGODB_URI: database.uri, ELO_DATA_DIR: folder },
    ...{ ELO_KEYS_DIR: join(folder, 'keys'), ELO_POLICY: join(folder, 'policy.json') },
  }
  elo = await start(readConfig(configSchema, settings), {})
  const { recordMessage } = await askForData(
    recordedSchema,
    { url: elo.url, key: keys['admin'] ?? '' },
    recordMutation,
    { input: message('+5511981120001', 'Oi') },
  )
  customerId = recordMessage.message?.customer.id ?? ''
})
afterAll(async () => {
  await elo.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

const refusalSchema = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })),
})

async function exportAs(role: (typeof roles)[number] | null, query = ''): Promise<[number, string]> {
  const headers = role === null ? {} : { authorization: `Bearer ${keys[role]}` }
  const response = await fetch(`${elo.url}/export/customers/${customerId}?${query}`, { headers })
  return [response.status, await response.text()]
}

async function refusalOf(role: (typeof roles)[number] | null, query = ''): Promise<[number, unknown]> {
  const [status, text] = await exportAs(role, query)
  return [status, refusalSchema.parse(JSON.parse(text)).errors.map(({ message: words }) => words)]
}

describe('an export', () => {
  it('is for callers with privacy:write', async () => {
    expect((await exportAs('admin'))[0]).toBe(200)
    expect((await exportAs('supervisor'))[0]).toBe(200)
    expect(await refusalOf('agent')).toEqual([
      403,
      ['export: expected a caller with the scope privacy:write'],
    ])
    expect((await refusalOf(null))[0]).toBe(401)
  })

  it('has notes for callers with notes:read only', async () => {
    expect((await exportAs('admin', 'notes=true'))[0]).toBe(200)
    expect(await refusalOf('supervisor', 'notes=true')).toEqual([
      403,
      ['notes: expected a caller with the scope notes:read'],
    ])
  })

  it('is masked for callers without pii:read', async () => {
    expect((await exportAs('admin'))[1]).toContain('+5511981120001')
    expect((await exportAs('supervisor'))[1]).not.toContain('5511981120001')
  })
})
