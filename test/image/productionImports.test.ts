import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readComposeFile } from '../support/composeFile.ts'

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const packageSchema = z.object({
  scripts: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})
const { scripts, ...given } = packageSchema.parse(JSON.parse(read('package.json')))
const dependencies = { ...given.dependencies, ...given.optionalDependencies }
const { services } = readComposeFile({ ELO_SERVICE_SECRET: 'the service secret of the import test' })

/** The files that an operator starts: the processes of docker-compose.yml, Elo in one process, and the commands. */
const started = [
  ...Object.values(services).flatMap(({ image, command, healthcheck }) =>
    image === 'elo' ? [command[1], healthcheck.test[2]] : [],
  ),
  ...['start', 'demo', 'replay', 'quarantine', 'keys', 'mcp', 'audit:verify', 'audit:checkpoint'].map(
    (name) => scripts[name]?.split(' ').at(-1),
  ),
].map((file) => (file ?? '').replace(/^dist\/(.+)\.js$/u, '$1.ts'))

// Prettier keeps imports in these forms. Imports of types alone leave nothing in what is built.
const statements = /^(?:import|export)(?! type) (?:[^'";=]*? from )?'(?<specifier>[^']+)'/gmu
const calls = /import\('(?<specifier>[^']+)'\)/gu

/** What the started files import from packages, as `file: package`. */
function packageImports(): [file: string, name: string][] {
  const found: [string, string][] = []
  const seen = new Set<string>()
  function visit(file: string): void {
    if (seen.has(file)) return
    seen.add(file)
    const text = read(file)
    for (const { groups } of [...text.matchAll(statements), ...text.matchAll(calls)]) {
      const specifier = groups?.['specifier'] ?? ''
      if (specifier.startsWith('.')) visit(posix.join(posix.dirname(file), specifier))
      else if (!specifier.startsWith('node:'))
        found.push([file, /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0] ?? ''])
    }
  }
  for (const file of started) visit(file)
  return found
}

describe('what an operator starts', () => {
  it('imports no package for development, but to download a database, which the image does not do', () => {
    const others = packageImports().filter(([, name]) => !(name in dependencies))
    expect(new Set(others.map((each) => each.join(': ')))).toEqual(
      new Set(['embeddedMongo/obtain/memoryServerDownload.ts: mongodb-memory-server-core']),
    )
  })

  it('imports every package that it is installed with', () => {
    const imported = new Set(packageImports().map(([, name]) => name))
    expect(Object.keys(dependencies).filter((name) => !imported.has(name))).toEqual([])
  })
})
