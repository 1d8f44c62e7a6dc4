import { describe, expect, it } from 'vitest'
import type { Measured } from '../../bench/measure/closedLoop.ts'
import { percentile, toRows, toTable } from '../../bench/measure/table.ts'

/** A round of one second with requests of these latencies. */
const round = (latencies: number[], cpuMs: number): Measured => ({ seconds: 1, latencies, cpuMs })

describe('toRows', () => {
  it('gives the medians of the rounds, and ratios as the median of those of single rounds', () => {
    const rows = toRows(
      [
        {
          contestant: 'slow',
          connections: 1,
          rounds: [round([4, 4], 8), round([8], 4), round([2, 2, 2], 3)],
        },
        {
          contestant: 'base',
          connections: 1,
          rounds: [round([1, 1, 1, 1], 4), round([2, 2], 2), round([2, 2, 2], 6)],
        },
        { contestant: 'base', connections: 16, rounds: [round([9], 1)] },
      ],
      'base',
    )
    expect(rows).toEqual([
      {
        contestant: 'slow',
        connections: 1,
        requestsPerSecond: 2,
        p50Ms: 2,
        p99Ms: 8,
        cpuMs: 4,
        // Of the rounds: 0.5, 0.5, 1; then 4, 4, 1; then 4, 4, 0.5.
        ofBaseline: { requestsPerSecond: 0.5, p50Ms: 4, cpuMs: 4 },
      },
      {
        contestant: 'base',
        connections: 1,
        requestsPerSecond: 3,
        p50Ms: 2,
        p99Ms: 2,
        cpuMs: 1,
        ofBaseline: { requestsPerSecond: 1, p50Ms: 1, cpuMs: 1 },
      },
      {
        contestant: 'base',
        connections: 16,
        requestsPerSecond: 1,
        p50Ms: 9,
        p99Ms: 9,
        cpuMs: 1,
        ofBaseline: { requestsPerSecond: 1, p50Ms: 1, cpuMs: 1 },
      },
    ])
  })
})

describe('toTable', () => {
  it('is Markdown with aligned columns', () => {
    expect(
      toTable(
        ['', 'requests/s'],
        [
          ['Elo', '621'],
          ['another', '30'],
        ],
      ),
    ).toBe(
      [
        '|         | requests/s |',
        '| ------- | ---------: |',
        '| Elo     |        621 |',
        '| another |         30 |',
      ].join('\n'),
    )
  })
})

describe('percentile', () => {
  it('is by nearest rank', () => {
    const values = [5, 1, 4, 2, 3]
    expect([0, 50, 99, 100].map((percent) => percentile(values, percent))).toEqual([1, 3, 5, 5])
    expect(percentile([], 50)).toBeNaN()
  })
})
