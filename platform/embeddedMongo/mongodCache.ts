import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
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
 * and a receipt, which appears whole by one rename or not at all: processes that start at once cannot harm it.
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
      const work = join(incoming, 'work')
      const whole = join(incoming, 'whole')
      try {
        await mkdir(work, { recursive: true })
        await mkdir(whole)
        const { file, version } = await take(work)
        const program = join(whole, 'mongod')
        await rename(file, program)
        const { size, mtimeMs } = await stat(program)
        const receipt = { version, bytes: size, sha256: await sha256OfFile(program), writtenAtMs: mtimeMs }
        await writeFile(join(whole, 'receipt.json'), `${JSON.stringify(receipt)}\n`)
        if (typeof (await this.find(name)) === 'string') {
          // A folder can be renamed over an empty one only, so a damaged one steps aside first.
          await rename(entryDir(name), join(incoming, 'damaged')).catch(ignoreMissing)
          await rename(whole, entryDir(name)).catch(async (error: unknown) => {
            if (typeof (await this.find(name)) === 'string') throw error
          })
        }
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

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}
