import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startForTest } from './support/startForTest.ts'
import { startInChild } from './support/startInChild.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { read, write } from './support/things.ts'

describe('the data folder', () => {
  it('keeps the data between starts, at any port', async () => {
    const dataDir = join(await temporaryFolder(), 'deep', 'data')
    const ports = new Set<string>()
    for (const name of ['one', 'two', 'three']) {
      const { uri, stop } = await startForTest({ dataDir })
      await write(uri, name)
      ports.add(uri)
      await Promise.all([stop(), stop()])
      await stop()
    }
    expect(ports.size).toBe(3)
    const { uri } = await startForTest({ dataDir })
    expect(await read(uri)).toEqual(['one', 'two', 'three'])
  })

  it('names the running process that uses the folder, and does not disturb it', async () => {
    const dataDir = await temporaryFolder()
    const child = await startInChild(dataDir)
    const inUse = `The data folder ${dataDir} is in use by the Elo with process id`
    await expect(startForTest({ dataDir })).rejects.toThrow(
      `${inUse} ${child.pid}. Stop that one, or choose another folder.`,
    )
    await write(child.uri, 'still here')
    child.kill('SIGKILL')
    await child.exited

    const { uri } = await startForTest({ dataDir })
    await expect(startForTest({ dataDir })).rejects.toThrow(`${inUse} ${process.pid}.`)
    expect(await read(uri)).toEqual(['still here'])
  })

  it('starts when the recorded owner has ended and another program has its process id', async () => {
    const dataDir = await temporaryFolder()
    await writeFile(
      join(dataDir, 'elo-owner.json'),
      JSON.stringify({ pid: process.ppid, startId: 'long ago' }),
    )
    await writeFile(join(dataDir, 'mongod.lock'), `${process.ppid}\n`)
    const { uri } = await startForTest({ dataDir })
    await write(uri, 'works')
    expect(await read(uri)).toEqual(['works'])
  })
})
