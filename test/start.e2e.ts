import { access } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freePort } from '../embeddedMongo/freePort.ts'
import { temporaryFolder } from './embeddedMongo/support/temporaryFolder.ts'
import { runEloProcess } from './support/eloProcess.ts'

let blocker: Server
let port: string

beforeAll(async () => {
  blocker = createServer()
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
  const address = blocker.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  port = String(address.port)
})
afterAll(() => blocker.close())

const failedStart = ['--import', 'tsx', 'test/support/failedStart.ts']
const inUse = () =>
  `PORT: ${port} is in use on 127.0.0.1 by another process; choose another port, or 0 for a free one`

describe('a start on a port that is in use', { timeout: 120_000 }, () => {
  it('ends with exit code 1 and one line that names the port and the setting', async () => {
    const { code, log } = await runEloProcess({
      PORT: port,
      MONGODB_URI: inject('mongodbUri'),
      LOG_LEVEL: 'error',
    })
    expect(code).toBe(1)
    expect(log.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(log)).toMatchObject({ level: 'fatal', event: 'failed', err: null, msg: inUse() })
  })

  it('starts no database and makes no file', async () => {
    const folder = join(await temporaryFolder(), 'data')
    const settings = { PORT: port, ELO_DATA_DIR: folder, LOG_LEVEL: 'error' }
    const { log } = await runEloProcess(settings, [...failedStart, 'elo'])
    expect(log).toBe(`did not start: ${inUse()}\n`)
    await expect(access(folder)).rejects.toThrow('ENOENT')
  })

  it.each(['elo', 'gateway', 'intake', 'subgraph'])(
    'leaves nothing of %s open when the database is given',
    async (what) => {
      const settings = { PORT: port, MONGODB_URI: inject('mongodbUri'), LOG_LEVEL: 'error' }
      const { log } = await runEloProcess(settings, [...failedStart, what])
      expect(log).toBe(`did not start: ${inUse()}\n`)
    },
  )
})

describe('a start on a data folder that cannot be created', () => {
  it('names the setting and what to set instead', async () => {
    const { code, log } = await runEloProcess({ ELO_DATA_DIR: '/dev/null/data' })
    expect(code).toBe(1)
    expect(JSON.parse(log)).toMatchObject({ level: 'fatal', err: null })
    expect(log).toContain(
      'ELO_DATA_DIR: the folder of the embedded database cannot be made or written; name a folder that this user may write, ' +
        'or set MONGODB_URI to a MongoDB replica set (',
    )
  })
})

describe('a start without a usable database', { timeout: 120_000 }, () => {
  it('ends every process with exit code 1 and one line that names the setting', async () => {
    const settings = { MONGODB_URI: `mongodb://user:hunter2@127.0.0.1:${await freePort()}/elo` }
    const files = ['main.ts', 'intake/main.ts', 'subgraphs/history/main.ts']
    const ended = await Promise.all(
      files.map((file) => runEloProcess({ ...settings, LOG_LEVEL: 'error' }, ['--import', 'tsx', file])),
    )
    for (const { code, log } of ended) {
      expect(code).toBe(1)
      expect(log.trim().split('\n')).toHaveLength(1)
      expect(log).toContain('"msg":"MONGODB_URI: expected a MongoDB replica set with a primary that answers')
      expect(log).not.toContain('hunter2')
    }
  })
})
