import type { Measured } from './closedLoop.ts'
import type { Rounds } from './rounds.ts'

export type Row = {
  contestant: string
  connections: number
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** CPU time of the measured processes per request. */
  cpuMs: number
  /** This one's requests/s, median latency and CPU time as multiples of the baseline's. */
  ofBaseline: { requestsPerSecond: number; p50Ms: number; cpuMs: number }
}

/** One row each; ratios are the median of those of single rounds, as the machine differs from round to round. */
export function toRows(all: Rounds[], baseline: string): Row[] {
  return all.map(({ contestant, connections, rounds }) => {
    const base =
      all.find((other) => other.contestant === baseline && other.connections === connections)?.rounds ?? []
    const latencies = rounds.flatMap((round) => round.latencies)
    const ratio = (of: (round: Measured) => number) =>
      median(rounds.flatMap((own, index) => (base[index] ? [of(own) / of(base[index])] : [])))
    return {
      contestant,
      connections,
      requestsPerSecond: median(rounds.map(rateOf)),
      p50Ms: percentile(latencies, 50),
      p99Ms: percentile(latencies, 99),
      cpuMs: median(rounds.map(cpuOf)),
      ofBaseline: { requestsPerSecond: ratio(rateOf), p50Ms: ratio(p50Of), cpuMs: ratio(cpuOf) },
    }
  })
}

const rateOf = ({ latencies, seconds }: Measured) => latencies.length / seconds
const p50Of = ({ latencies }: Measured) => percentile(latencies, 50)
const cpuOf = ({ cpuMs, latencies }: Measured) => cpuMs / latencies.length

/** A Markdown table, which also reads well on a terminal; the first column is text, the others are numbers. */
export function toTable(head: string[], body: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(...body.map((line) => line[column]?.length ?? 0), title.length),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...body.map(line)].join('\n')
}

/** The columns that every table of measurements begins with. */
export const measuredHead = ['', 'connections', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms/request']

export function measuredCells(row: Row): string[] {
  return [
    row.contestant,
    String(row.connections),
    row.requestsPerSecond.toFixed(0),
    row.p50Ms.toFixed(2),
    row.p99Ms.toFixed(2),
    row.cpuMs.toFixed(2),
  ]
}

/** By nearest rank; NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

function median(values: readonly number[]): number {
  return percentile(values, 50)
}
