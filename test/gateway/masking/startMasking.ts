import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { configSchema } from '../../../config.ts'
import { createApiKey } from '../../../gateway/authentication/keys/apiKey.ts'
import { createKeyFolder } from '../../../gateway/authentication/keys/keyFolder.ts'
import { readConfig } from '../../../platform/process/settings/readConfig.ts'
import { start } from '../../../server.ts'
import { askGraph, type GraphAnswer } from '../../support/askGraph.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { openTestDatabase } from '../../support/testDatabase.ts'

/** All scopes for reading and writing but `pii:read`. */
const without = [
  'customers:read',
  'customers:write',
  'identity:write',
  'notes:read',
  'notes:write',
  'feed:read',
]

const roles = { seeing: 'supervisor', masked: 'partner' } as const
export type Caller = keyof typeof roles

export type MaskingGraph = {
  ask(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<GraphAnswer>
  connect(caller: Caller): Promise<SocketClient>
  stop(): Promise<void>
}

/** Elo with two callers: one has `pii:read`, and the other one has the same scopes without it. */
export async function startMasking(name: string): Promise<MaskingGraph> {
  const folder = await mkdtemp(join(tmpdir(), 'elo-masking-'))
  const policy = join(folder, 'policy.json')
  await writeFile(
    policy,
    JSON.stringify({ roles: { partner: without, supervisor: [...without, 'pii:read'] } }),
  )
  const keys = createKeyFolder(join(folder, 'keys'))
  const now = new Date()
  const expiresAt = new Date(now.getTime() + 600_000)
  async function createKey(role: (typeof roles)[Caller]) {
    const { key, stored } = createApiKey({ name: role, role, now, expiresAt })
    await keys.write(stored)
    return key
  }
  const keyOf = { seeing: await createKey(roles.seeing), masked: await createKey(roles.masked) }
  const database = await openTestDatabase(inject('mongodbUri'), name)
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'error',
    MONGODB_URI: database.uri,
    ELO_DATA_DIR: '/dev/null/nowhere',
    ELO_KEYS_DIR: join(folder, 'keys'),
    ELO_POLICY: policy,
  }
  const elo = await start(readConfig(configSchema, settings), {})
  return {
    ask: (caller, query, variables) => askGraph({ url: elo.url, key: keyOf[caller] }, query, variables),
    connect: (caller) =>
      connectSocket(elo.url, { connectionParams: { authorization: `Bearer ${keyOf[caller]}` } }),
    async stop() {
      await elo.stop()
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}
