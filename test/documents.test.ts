import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'PROTOCOL.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...[
    'docs/frontends.md',
    'docs/bots.md',
    'docs/partners.md',
    'docs/operators.md',
    'docs/operating.md',
    'docs/clients.md',
  ],
]
const root = new URL('../', import.meta.url)

const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'dist')
  .map(({ name }) => name)

/** The files and folders that a document links to, or names with their folder of the repository in backticks. */
function pathsIn(document: string): URL[] {
  const text = readFileSync(new URL(document, root), 'utf8')
  const named = [...text.matchAll(/`([\w.-]+\/[\w./-]*)`/gu)]
    .map(([, path = '']) => path)
    .filter((path) => folders.includes(path.split('/')[0] ?? ''))
  const linked = [...text.matchAll(/\]\(([\w./-]+)(?:#[\w-]*)?\)/gu)].map(([, path = '']) => path)
  return [
    ...named.map((path) => new URL(path, root)),
    ...linked.map((path) => new URL(path, new URL(document, root))),
  ]
}

describe('the documents', () => {
  it.each(documents)('name only files that exist: %s', (name) => {
    const missing = pathsIn(name).filter((path) => !existsSync(path))
    expect(missing.map(({ href }) => href)).toEqual([])
  })
})
