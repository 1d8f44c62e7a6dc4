import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sha256OfFile } from './sha256OfFile.ts'

const Receipt = z.object({
  version: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** When the file was last written, as the file system says; while this stands, so does the checksum. */
  writtenAtMs: z.number(),
})

export interface CachedMongod {
  path: string
  version: string
}

/**
 * The folder in which a mongod that was taken is kept between runs. An entry is a folder `name` with the program
 * and a receipt. Processes that start at once and keep the same program under one name do not harm each other:
 * at any moment a reader finds a good one, or finds that it must take its own.
 */
export function createMongodCache(cacheDir: string) {
  const entryDir = (name: string) => join(cacheDir, name)

  return {
    /**
     * The mongod kept under `name`. Damaged is: without its receipt, of another size than that says, or written
     * to since and with another checksum; only the latter costs reading the file (0.2 s).
     */
    async find(name: string): Promise<CachedMongod | 'missing' | 'damaged'> {
      const path = join(entryDir(name), 'mongod')
      const receipt = await readReceipt(entryDir(name))
      const file = await stat(path).catch(() => null)
      if (!receipt && !file) return 'missing'
      if (!receipt || !file || file.size !== receipt.bytes) return 'damaged'
      if (file.mtimeMs !== receipt.writtenAtMs && (await sha256OfFile(path)) !== receipt.sha256)
        return 'damaged'
      return { path, version: receipt.version }
    },

    /**
     * Keeps under `name` the mongod that `take` puts into the empty folder it is given, in place of one that is
     * there. `take` answers with the file and its version. Where another process has put a good one there
     * meanwhile, that one stays and is the answer.
     */
    async keep(
      name: string,
      take: (folder: string) => Promise<{ file: string; version: string }>,
    ): Promise<CachedMongod> {
      await mkdir(cacheDir, { recursive: true })
      await removeLeftovers(cacheDir)
      const incoming = join(cacheDir, `.incoming-${randomUUID()}`)
      try {
        await mkdir(join(incoming, 'work'), { recursive: true })
        const { file, version } = await take(join(incoming, 'work'))
        await flush(file)
        const { size, mtimeMs } = await stat(file)
        const receipt = { version, bytes: size, sha256: await sha256OfFile(file), writtenAtMs: mtimeMs }
        await writeFile(join(incoming, 'receipt.json'), `${JSON.stringify(receipt)}\n`)
        const kept = await this.find(name)
        if (typeof kept === 'object') return kept
        await mkdir(entryDir(name), { recursive: true })
        // Each takes the place of its like in one step, so whoever runs the program finds one at any moment.
        await rename(file, join(entryDir(name), 'mongod'))
        await rename(join(incoming, 'receipt.json'), join(entryDir(name), 'receipt.json'))
        return { path: join(entryDir(name), 'mongod'), version }
      } finally {
        await rm(incoming, { recursive: true, force: true })
      }
    },
  }
}

export type MongodCache = ReturnType<typeof createMongodCache>

async function readReceipt(folder: string): Promise<z.infer<typeof Receipt> | null> {
  try {
    return Receipt.parse(JSON.parse(await readFile(join(folder, 'receipt.json'), 'utf8')))
  } catch {
    return null
  }
}

/** What a process that was killed while taking a mongod has left behind, a day ago or more. */
async function removeLeftovers(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith('.incoming-')) continue
    const folder = join(cacheDir, name)
    const made = await stat(folder).catch(() => null)
    if (made && Date.now() - made.mtimeMs > 86_400_000) await rm(folder, { recursive: true, force: true })
  }
}

/** To the disk: after a power cut a name must not stand for a file that was never written. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
