import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

/** Licences that ask for nothing but that their text is kept. */
const permissive = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense'],
  '(MIT AND BSD-3-Clause)',
])

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ license: z.string().optional(), dev: z.boolean().default(false) }),
  ),
})

/** The packages of the lock file that have another licence: those that run with Elo, or also those of its development. */
function packagesWithTerms({ development }: { development: boolean }): string[] {
  const { packages } = lockSchema.parse(JSON.parse(read('package-lock.json')))
  return Object.entries(packages)
    .filter(
      ([path, { license = 'none', dev }]) => path !== '' && (development || !dev) && !permissive.has(license),
    )
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
}

describe('the licences in the README', () => {
  const [, text = ''] = /\n## Licences\n([^]*?)(?:\n## |$)/u.exec(read('README.md')) ?? []
  const named = [...text.matchAll(/`(@[\w/.-]+)`/gu)].map(([, name = '']) => name)

  it('name all packages that run with Elo and have other terms than a permissive licence', () => {
    expect(named).toEqual(expect.arrayContaining(packagesWithTerms({ development: false })))
  })

  it('name no others', () => {
    expect(packagesWithTerms({ development: true })).toEqual(expect.arrayContaining(named))
  })
})
