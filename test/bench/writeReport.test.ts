import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeReport } from '../../bench/measure/writeReport.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elo-bench-'))
})

afterAll(() => rm(folder, { recursive: true }))

it('names files by date and commit, and overwrites none', async () => {
  const write = (text: string) =>
    writeReport({
      out: pathToFileURL(`${folder}/`),
      bench: 'history',
      title: 'The history page',
      text,
      facts: { text },
      commit: 'abc1234',
      at: new Date('2026-11-28T12:00:00.000Z'),
    })
  expect([await write('first'), await write('second'), await write('third')]).toEqual([
    'history-2026-11-28-abc1234',
    'history-2026-11-28-abc1234-2',
    'history-2026-11-28-abc1234-3',
  ])
  expect((await readdir(folder)).sort()).toEqual([
    'history-2026-11-28-abc1234-2.json',
    'history-2026-11-28-abc1234-2.md',
    'history-2026-11-28-abc1234-3.json',
    'history-2026-11-28-abc1234-3.md',
    'history-2026-11-28-abc1234.json',
    'history-2026-11-28-abc1234.md',
  ])
  const first = await readFile(join(folder, 'history-2026-11-28-abc1234.md'), 'utf8')
  expect(first.split('\n').slice(0, 3)).toEqual([
    '# The history page, 2026-11-28, commit abc1234',
    '',
    'first',
  ])
})
