import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const documents = ['README.md', 'ARCHITECTURE.md', 'PROTOCOL.md', 'CONTRIBUTING.md', 'SECURITY.md']
const root = new URL('../', import.meta.url)

const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'dist')
  .map(({ name }) => name)

/** The files and folders of the repository that a document links to, or names with their folder in backticks. */
function pathsIn(text: string): string[] {
  const named = [...text.matchAll(/`([\w.-]+\/[\w./-]*)`/gu)]
    .map(([, path = '']) => path)
    .filter((path) => folders.includes(path.split('/')[0] ?? ''))
  const linked = [...text.matchAll(/\]\(([\w./-]+)(?:#[\w-]*)?\)/gu)].map(([, path = '']) => path)
  return [...new Set([...named, ...linked])].toSorted()
}

describe('the documents', () => {
  it.each(documents)('name only files that exist: %s', (name) => {
    const missing = pathsIn(readFileSync(new URL(name, root), 'utf8')).filter(
      (path) => !existsSync(new URL(path, root)),
    )
    expect(missing).toEqual([])
  })
})
