import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sha256OfFile } from './sha256OfFile.ts'

const receiptSchema = z.object({
  version: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** The file's modification time. While it is unchanged, the checksum is not computed again. */
  writtenAtMs: z.number(),
})

export type CachedMongod = {
  path: string
  version: string
}

/**
 * A cache of mongod programs between runs. An entry is a folder `name` with the program and a receipt. Processes may
 * write the same entry at the same time: at any moment a reader finds a complete program, or none.
 */
export function createMongodCache(cacheDir: string) {
  const entryDir = (name: string) => join(cacheDir, name)

  return {
    /**
     * The mongod with this name. It is damaged when it has no receipt, or another size, or was written to later and has
     * another checksum; only this last check reads the file (0.2 s).
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
     * Stores under `name` the mongod that `obtain` puts into an empty folder, and replaces a damaged one. `obtain`
     * returns the file and its version. When another process has stored a valid one meanwhile, returns that one.
     */
    async keep(
      name: string,
      obtain: (folder: string) => Promise<{ file: string; version: string }>,
    ): Promise<CachedMongod> {
      await mkdir(cacheDir, { recursive: true })
      await removeLeftovers(cacheDir)
      const incoming = join(cacheDir, `.incoming-${randomUUID()}`)
      try {
        await mkdir(join(incoming, 'work'), { recursive: true })
        const { file, version } = await obtain(join(incoming, 'work'))
        await flush(file)
        const { size, mtimeMs } = await stat(file)
        const receipt = { version, bytes: size, sha256: await sha256OfFile(file), writtenAtMs: mtimeMs }
        await writeFile(join(incoming, 'receipt.json'), `${JSON.stringify(receipt)}\n`)
        const kept = await this.find(name)
        if (typeof kept === 'object') return kept
        await mkdir(entryDir(name), { recursive: true })
        // Each rename is atomic, so a process that runs the program finds one at any moment.
        await rename(file, join(entryDir(name), 'mongod'))
        await rename(join(incoming, 'receipt.json'), join(entryDir(name), 'receipt.json'))
        return { path: join(entryDir(name), 'mongod'), version }
      } finally {
        await rm(incoming, { recursive: true, force: true })
      }
    },
  }
}

async function readReceipt(folder: string): Promise<z.infer<typeof receiptSchema> | null> {
  try {
    return receiptSchema.parse(JSON.parse(await readFile(join(folder, 'receipt.json'), 'utf8')))
  } catch {
    return null
  }
}

/** Remove the files that a process left when it was killed while it obtained a mongod, at least a day ago. */
async function removeLeftovers(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith('.incoming-')) continue
    const folder = join(cacheDir, name)
    const made = await stat(folder).catch(() => null)
    if (made && Date.now() - made.mtimeMs > 86_400_000) await rm(folder, { recursive: true, force: true })
  }
}

/** Write a file to the disk before its rename, so that a power cut does not leave an empty file with its name. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
