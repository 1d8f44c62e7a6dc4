import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faults } from './faults.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

describe('the faults that the chaos suite must find', () => {
  it.each(faults)('$name can be put in, or says why not yet', ({ edits, pending }) => {
    expect(edits.length).toBeGreaterThan(0)
    for (const { file, find, replaceWith } of edits) {
      const isThere = existsSync(new URL(`../../../${file}`, import.meta.url))
      // Only what a pending fault changes may be missing.
      expect(isThere || pending !== undefined).toBe(true)
      if (isThere) expect(read(file).split(find)).toHaveLength(2)
      expect(replaceWith).not.toBe(find)
    }
  })
})
