import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const left = ['node_modules', '.git', '.data', 'dist'].map((name) => join(root, name))

/** A text of a file that takes the place of another one, which is in the file exactly once. */
export type Edit = { file: string; find: string; replaceWith: string }

/** A copy of the sources in a temporary folder, to try what happens without a part of them. */
export type SourceCopy = {
  folder: string
  /** Make the edits, do the work, and undo the edits. Throws when a text is not in its file exactly once. */
  withEdits<Result>(edits: readonly Edit[], work: () => Promise<Result>): Promise<Result>
  remove(): Promise<void>
}

export async function createSourceCopy(): Promise<SourceCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'elo-guards-'))
  await cp(root, folder, { recursive: true, filter: (path) => !left.includes(path) })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))

  async function withEdits<Result>(edits: readonly Edit[], work: () => Promise<Result>): Promise<Result> {
    const [edit, ...others] = edits
    if (!edit) return work()
    const path = join(folder, edit.file)
    const source = await readFile(path, 'utf8')
    const [before, after, ...more] = source.split(edit.find)
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`expected "${edit.find}" exactly once in ${edit.file}`)
    await writeFile(path, `${before}${edit.replaceWith}${after}`)
    try {
      return await withEdits(others, work)
    } finally {
      await writeFile(path, source)
    }
  }

  return { folder, withEdits, remove: () => rm(folder, { recursive: true, force: true }) }
}
