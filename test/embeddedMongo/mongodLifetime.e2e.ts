import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isAlive } from '../../embeddedMongo/isAlive.ts'
import { startForTest } from './support/startForTest.ts'
import { startInChild } from './support/startInChild.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { read, write } from './support/things.ts'
import { until } from '../support/until.ts'
import { mongodPid, withClient } from './support/withClient.ts'

describe('the embedded mongod', () => {
  it('ends when its process is killed by kill -9, and the next start has all acknowledged writes', async () => {
    const dataDir = await temporaryFolder()
    const child = await startInChild(dataDir)
    const orphan = await mongodPid(child.uri)
    await write(child.uri, 'acknowledged')
    child.kill('SIGKILL')
    await child.exited
    // Not awaited: the next start has to wait until the old mongod has ended.
    const { uri } = await startForTest({ dataDir })
    expect(isAlive(orphan)).toBe(false)
    expect(await read(uri)).toEqual(['acknowledged'])
  })

  it('removes its temporary folder when its process is killed by kill -9', async () => {
    const child = await startInChild()
    const orphan = await mongodPid(child.uri)
    const dataDir = await withClient(child.uri, async (client) => {
      const options = await client.db('admin').command({ getCmdLineOpts: 1 })
      return z
        .looseObject({ parsed: z.object({ storage: z.looseObject({ dbPath: z.string() }) }) })
        .parse(options).parsed.storage.dbPath
    })
    expect(existsSync(dataDir)).toBe(true)
    child.kill('SIGKILL')
    await until('the orphan has ended', () => !isAlive(orphan))
    await until('its folder is removed', () => !existsSync(dataDir))
  })

  it('keeps running at Ctrl-C until its process has made its last write', async () => {
    const dataDir = await temporaryFolder()
    const child = await startInChild(dataDir)
    child.kill('SIGINT')
    expect(await child.nextLine()).toBe('stopped in order')
    expect(await child.exited).toEqual([0, null])
    const { uri } = await startForTest({ dataDir })
    expect(
      await withClient(uri, (client) =>
        client.db('child').collection('things').countDocuments({ at: 'the end' }),
      ),
    ).toBe(1)
  })
})
