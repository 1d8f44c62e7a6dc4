import { mkdir, readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMongodCache } from '../../embeddedMongo/obtain/mongodCache.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'

const taking = (content: string) => async (folder: string) => {
  const file = join(folder, 'anything')
  await writeFile(file, content)
  return { file, version: '7.0.0' }
}

describe('createMongodCache', () => {
  it('finds nothing in an empty cache', async () => {
    expect(await createMongodCache(join(await temporaryFolder(), 'none')).find('one')).toBe('missing')
  })

  it('finds a stored program, also from another process', async () => {
    const folder = join(await temporaryFolder(), 'deep', 'cache')
    const kept = await createMongodCache(folder).keep('one', taking('program'))
    expect(kept).toEqual({ path: join(folder, 'one', 'mongod'), version: '7.0.0' })
    expect(await createMongodCache(folder).find('one')).toEqual(kept)
    expect(await readdir(folder)).toEqual(['one'])
  })

  it('stores nothing when obtaining the program failed', async () => {
    const folder = await temporaryFolder()
    const cache = createMongodCache(folder)
    const failing = cache.keep('one', async (work) => {
      await writeFile(join(work, 'half'), 'half')
      throw new Error('the line broke')
    })
    await expect(failing).rejects.toThrow('the line broke')
    expect(await readdir(folder)).toEqual([])
  })

  it('reports a program that was truncated, changed, or has no receipt as damaged, and replaces it', async () => {
    const cache = createMongodCache(await temporaryFolder())
    const { path } = await cache.keep('one', taking('program'))
    for (const damage of [
      () => truncate(path, 3),
      () => writeFile(path, 'prOgram'),
      () => writeFile(join(dirname(path), 'receipt.json'), '{"version":'),
    ]) {
      await damage()
      expect(await cache.find('one')).toBe('damaged')
      await cache.keep('one', taking('program'))
      expect(await cache.find('one')).toEqual({ path, version: '7.0.0' })
    }
  })

  it('finds a program whose modification time changed and whose content did not', async () => {
    const cache = createMongodCache(await temporaryFolder())
    const kept = await cache.keep('one', taking('program'))
    await utimes(kept.path, 1, 1)
    expect(await cache.find('one')).toEqual(kept)
  })

  it('stores one of several programs that are obtained at the same time, and it is complete at any moment', async () => {
    const folder = await temporaryFolder()
    const kept = { path: join(folder, 'one', 'mongod'), version: '7.0.0' }
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        expect(await createMongodCache(folder).keep('one', taking('program'))).toEqual(kept)
        expect(await createMongodCache(folder).find('one')).toEqual(kept)
        expect(await readFile(kept.path, 'utf8')).toBe('program')
      }),
    )
    expect(await readdir(folder)).toEqual(['one'])
  })

  it('removes what a killed process left a day ago, and nothing that may still be in use', async () => {
    const folder = await temporaryFolder()
    const yesterday = Date.now() / 1000 - 90_000
    for (const name of ['.incoming-old', '.incoming-new', 'other']) await mkdir(join(folder, name))
    await utimes(join(folder, '.incoming-old'), yesterday, yesterday)
    await utimes(join(folder, 'other'), yesterday, yesterday)
    await createMongodCache(folder).keep('one', taking('program'))
    expect((await readdir(folder)).sort()).toEqual(['.incoming-new', 'one', 'other'])
  })
})
