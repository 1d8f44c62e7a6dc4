import { open, readFile, rename } from 'node:fs/promises'

/**
 * A store that keeps the position in a file, which is replaced as a whole. After a crash the last change can come once
 * more, because the file and your own change are not stored in one step: compare `id` and `revision`, or leave out
 * `save` and store `change.position` with your own change.
 */
export function createFileStore(path: string): {
  load(): Promise<string | null>
  save(position: string): Promise<void>
} {
  return {
    async load() {
      try {
        const position = (await readFile(path, 'utf8')).trim()
        return position === '' ? null : position
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
    async save(position) {
      const next = `${path}.next`
      const file = await open(next, 'w', 0o600)
      try {
        await file.writeFile(`${position}\n`)
        await file.datasync()
      } finally {
        await file.close()
      }
      await rename(next, path)
    },
  }
}
