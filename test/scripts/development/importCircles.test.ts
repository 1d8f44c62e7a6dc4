import { describe, expect, it } from 'vitest'
import { importCircles } from '../../../scripts/development/importCircles.ts'

describe('importCircles', () => {
  it('finds the files that import each other, whatever they import', () => {
    const files = new Map([
      ['main.ts', "import './a/first.ts'\nimport { z } from 'zod'\n"],
      ['a/first.ts', "import {\n  type One,\n  two,\n} from '../b/second.ts'\n"],
      ['b/second.ts', "import { main } from '../other.ts'\nexport type { Third } from './third.ts'\n"],
      ['b/third.ts', "import type { First } from '../a/first.ts'\n"],
      ['other.ts', 'export const other = 1\n'],
    ])
    expect(importCircles(files)).toEqual([['a/first.ts', 'b/second.ts', 'b/third.ts', 'a/first.ts']])
  })

  it('finds none where two files import a third', () => {
    const files = new Map([
      ['one.ts', "import { three } from './three.ts'\nimport { two } from './two.ts'\n"],
      ['two.ts', "import { three } from './three.ts'\n"],
      ['three.ts', 'export const three = 3\n'],
    ])
    expect(importCircles(files)).toEqual([])
  })
})
