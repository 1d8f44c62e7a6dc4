import type { Measured } from './load.ts'

/** All rounds of one contestant at one number of connections. */
export type Rounds = { contestant: string; connections: number; rounds: Measured[] }

export type Row = {
  contestant: string
  connections: number
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** How many times as many requests per second Elo answers; above 1 Elo is faster. */
  eloThroughput: number
  /** Elo's median latency as a multiple of this one's; below 1 Elo is faster. */
  eloLatency: number
}

/** One row each; ratios are the median of those of single rounds, as the machine differs from round to round. */
export function toRows(all: Rounds[], elo: string): Row[] {
  return all.map(({ contestant, connections, rounds }) => {
    const ofElo =
      all.find((other) => other.contestant === elo && other.connections === connections)?.rounds ?? []
    const latencies = rounds.flatMap((round) => round.latencies)
    const against = (ratio: (ours: Measured, theirs: Measured) => number) =>
      median(rounds.flatMap((theirs, index) => (ofElo[index] ? [ratio(ofElo[index], theirs)] : [])))
    return {
      contestant,
      connections,
      requestsPerSecond: median(rounds.map((round) => round.requestsPerSecond)),
      p50Ms: percentile(latencies, 50),
      p99Ms: percentile(latencies, 99),
      eloThroughput: against((ours, theirs) => ours.requestsPerSecond / theirs.requestsPerSecond),
      eloLatency: against(
        (ours, theirs) => percentile(ours.latencies, 50) / percentile(theirs.latencies, 50),
      ),
    }
  })
}

/** A Markdown table, which also reads well on a terminal. */
export function toTable(rows: Row[]): string {
  const head = ['', 'connections', 'requests/s', 'p50 ms', 'p99 ms', 'Elo: requests/s', 'Elo: p50']
  const body = rows.map((row) => [
    row.contestant,
    String(row.connections),
    row.requestsPerSecond.toFixed(0),
    row.p50Ms.toFixed(2),
    row.p99Ms.toFixed(2),
    `${row.eloThroughput.toFixed(2)} x`,
    `${row.eloLatency.toFixed(2)} x`,
  ])
  const widths = head.map((title, column) =>
    Math.max(...[head, ...body].map((line) => line[column]?.length ?? 0), title.length),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...body.map(line)].join('\n')
}

/** By nearest rank; NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

function median(values: readonly number[]): number {
  return percentile(values, 50)
}
