import { expect, it } from 'vitest'
import { createProgressLine } from '../../embeddedMongo/obtain/createProgressLine.ts'

it('prints a line at first, one line every two seconds, and a line at the end', () => {
  let now = 0
  const written: string[] = []
  const show = createProgressLine({ write: (text: string) => written.push(text) }, () => now)
  for (const [at, receivedBytes] of [
    [0, 100_000],
    [1_999, 9_000_000],
    [2_000, 10_000_000],
    [2_500, 42_156_333],
  ] as const) {
    now = at
    show({ source: 'wheel', receivedBytes, totalBytes: 42_156_333 })
  }
  show({ source: 'download', receivedBytes: 1, totalBytes: null })
  now = 5_000
  show({ source: 'download', receivedBytes: 1_500_000, totalBytes: null })
  expect(written).toEqual([
    'Elo: installing MongoDB from a Python wheel, 0.1 of 42.2 MB\n',
    'Elo: installing MongoDB from a Python wheel, 10.0 of 42.2 MB\n',
    'Elo: installing MongoDB from a Python wheel, 42.2 of 42.2 MB\n',
    'Elo: downloading MongoDB, 1.5 MB\n',
  ])
})
