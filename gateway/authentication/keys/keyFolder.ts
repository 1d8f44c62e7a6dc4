import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ApiKey, apiKeySchema } from './apiKey.ts'

/**
 * API keys are in a folder, one file for each, because a gateway has no database. A file is replaced as a whole, and
 * holds one key only, so no command undoes the work of another one.
 */
export type KeyFolder = {
  /** All keys, and the names of files that are none. Rejects when the folder cannot be read. */
  read(): Promise<{ keys: ApiKey[]; faulty: string[] }>
  /** Add or replace a key. Makes the folder, for its owner only, when there is none. */
  write(key: ApiKey): Promise<void>
}

export function createKeyFolder(path: string): KeyFolder {
  async function readKey(name: string): Promise<ApiKey | null> {
    try {
      return apiKeySchema.parse(JSON.parse(await readFile(join(path, name), 'utf8')))
    } catch {
      // The name of the file is reported; its content must not be.
      return null
    }
  }

  return {
    async read() {
      const names = (await readdir(path)).filter((name) => name.endsWith('.json')).toSorted()
      const found = await Promise.all(names.map(async (name) => ({ name, key: await readKey(name) })))
      return {
        keys: found.flatMap(({ key }) => key ?? []),
        faulty: found.flatMap(({ name, key }) => (key ? [] : [name])),
      }
    },
    async write(key) {
      await mkdir(path, { recursive: true, mode: 0o700 })
      const draft = join(path, `${key.id}.${randomUUID()}`)
      try {
        await writeFile(draft, `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600 })
        await rename(draft, join(path, `${key.id}.json`))
      } finally {
        await rm(draft, { force: true })
      }
    },
  }
}
