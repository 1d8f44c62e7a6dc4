import { eloInOneProcess, eloOverHttp, eloSignedIn } from './historyContestants.ts'
import { type HistoryRounds, type Situation, situations } from './historyRound.ts'
import type { Rounds } from '../measure/rounds.ts'
import { measuredCells, measuredHead, type Row, toRows, toTable } from '../measure/table.ts'

const titles: Record<Situation, string> = { first: 'First time for each customer', repeated: 'Repeated' }

export type HistoryRows = Record<Situation, { all: Row[]; overHttp: Row[] }>

/** The rows of both situations: all against Elo in one process, and the gateways over HTTP against Elo's gateway. */
export function historyRows(measured: HistoryRounds, overHttp: string[]): HistoryRows {
  const rowsOf = (rounds: Rounds[]) => ({
    all: byConnections(toRows(rounds, eloInOneProcess)),
    overHttp: byConnections(
      toRows(
        rounds.filter(({ contestant }) => overHttp.includes(contestant)),
        eloOverHttp,
      ),
    ),
  })
  return { first: rowsOf(measured.first), repeated: rowsOf(measured.repeated) }
}

/** What the protection costs: the medians with it as multiples of those without, by the rounds' ratios. */
export function authTables(rows: HistoryRows): string {
  const ratios = situations.flatMap((situation) =>
    rows[situation].all
      .filter(({ contestant }) => contestant === eloSignedIn)
      .map(({ connections, ofBaseline }) => [
        titles[situation],
        String(connections),
        ofBaseline.p50Ms.toFixed(2),
        ofBaseline.cpuMs.toFixed(2),
      ]),
  )
  const measured = situations.map(
    (situation) =>
      `## ${titles[situation]}\n\n${toTable(measuredHead, rows[situation].all.map(measuredCells))}`,
  )
  const head = ['signed in, as a multiple of open', 'connections', 'p50 (at most 1.15)', 'CPU']
  return [...measured, toTable(head, ratios)].join('\n\n')
}

/** Both situations as Markdown. */
export function historyTables(rows: HistoryRows): string {
  return situations
    .map(
      (situation) =>
        `## ${titles[situation]}\n\n${tableOf(rows[situation].all, 'Elo')}\n\nOnly the gateways over HTTP, each before the same subgraphs:\n\n${tableOf(rows[situation].overHttp, "Elo's gateway")}`,
    )
    .join('\n\n')
}

function tableOf(rows: Row[], baseline: string): string {
  const times = (ratio: number) => `${(1 / ratio).toFixed(2)} x`
  return toTable(
    [...measuredHead, `${baseline}: requests/s`, `${baseline}: p50`, `${baseline}: CPU`],
    rows.map((row) => [
      ...measuredCells(row),
      times(row.ofBaseline.requestsPerSecond),
      times(row.ofBaseline.p50Ms),
      times(row.ofBaseline.cpuMs),
    ]),
  )
}

function byConnections(rows: Row[]): Row[] {
  return rows.sort((a, b) => a.connections - b.connections)
}
