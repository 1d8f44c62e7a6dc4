import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readBlocks } from './docs/support/readBlocks.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const page = read('docs/clients.md')

/** The part of a file between `region recipe` and `endregion`; all of a file without them. */
function recipeOf(file: string): string {
  const lines = read(file).split('\n')
  const start = lines.findIndex((line) => /^(\/\/ #|# )region recipe$/u.test(line))
  const end = lines.findIndex((line) => /^(\/\/ #|# )endregion$/u.test(line))
  return (start < 0 ? lines : lines.slice(start + 1, end)).join('\n').trim()
}

describe('docs/clients.md', () => {
  const shown = readBlocks(page).flatMap(({ marker, text }) =>
    marker?.startsWith('recipe: ') ? [[marker.slice('recipe: '.length), text] as const] : [],
  )

  it('shows a snippet after every marker', () => {
    expect(shown).toHaveLength(page.split('<!-- recipe: ').length - 1)
    expect(shown.length).toBeGreaterThan(15)
  })

  // `npm run test:clients` runs these files.
  it.each(shown)('shows %s as it is', (file, snippet) => {
    expect(existsSync(new URL(`../${file}`, import.meta.url))).toBe(true)
    expect(snippet).toBe(recipeOf(file))
  })
})
