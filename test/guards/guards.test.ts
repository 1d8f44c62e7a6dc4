import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { guards } from './guards.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const columnsOf = (row: string) => row.split('|').map((cell) => cell.trim())

describe('the list of guards', () => {
  it('has each name once', () => {
    const names = guards.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(names.filter((name) => !/^[a-z][a-z-]+$/u.test(name))).toEqual([])
  })

  it.each(guards)(
    '$name is in its file exactly once, and its tests exist',
    ({ file, find, replaceWith, tests }) => {
      expect(read(file).split(find)).toHaveLength(2)
      expect(replaceWith).not.toBe(find)
      expect(tests.length).toBeGreaterThan(0)
      expect(tests.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
    },
  )

  it('is the table in SECURITY.md', () => {
    const [, rest = ''] = read('SECURITY.md').split('\n## Guards\n')
    const [section = ''] = rest.split('\n## ')
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map(columnsOf)
    expect(rows).toEqual(
      guards.map(({ name, stops, file, tests }) => [
        '',
        `\`${name}\``,
        stops,
        `\`${file}\``,
        tests.map((path) => `\`${path}\``).join(', '),
        '',
      ]),
    )
  })
})
