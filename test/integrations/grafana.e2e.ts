import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { askGraph } from '../support/askGraph.ts'
import { type ParsedMetrics, samplesOf, scrape } from '../support/scrape.ts'
import { type SingleProcess, startSingleProcess } from '../singleProcess/support/startSingleProcess.ts'

let elo: SingleProcess
let metrics: ParsedMetrics
beforeAll(async () => {
  elo = await startSingleProcess('grafana')
  await elo.record('+5511961110099', 'Oi')
  await askGraph(elo.url, '{ customers(first: 1) { nodes { id history(first: 1) { nodes { id } } } } }')
  metrics = await scrape(elo.url)
})
afterAll(() => elo.stop())

const read = (name: string) =>
  readFileSync(new URL(`../../integrations/grafana/${name}`, import.meta.url), 'utf8')

const rulesSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string().optional() }),
        }),
      ),
    }),
  ),
})
const dashboardSchema = z.looseObject({
  panels: z.array(
    z.looseObject({ title: z.string(), targets: z.array(z.looseObject({ expr: z.string() })).default([]) }),
  ),
})

/** The metrics in an expression, and its label matchers and groupings as `metric{label}`. */
function namesIn(expression: string): string[] {
  return [...expression.matchAll(/\b(?:elo|nodejs|process)_[a-z0-9_]+/gu)].map(([name]) => name)
}

/** The labels by which an expression selects or groups. */
function labelsIn(expression: string): string[] {
  const selected = [...expression.matchAll(/[{,]\s*(\w+)\s*(?:=~|!=|=)/gu)].map(([, label]) => label ?? '')
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/gu)].flatMap(([, list = '']) =>
    list.split(/,\s*/u),
  )
  return [...selected, ...grouped]
}

/** The names as Prometheus stores them: a histogram has three. */
const exported = () =>
  new Set(
    metrics.flatMap(({ name, type }) =>
      type === 'HISTOGRAM' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
/** `instance` and `job` are set by Prometheus, `le` by histograms; the others are those of our metrics. */
const labels = new Set([
  ...['instance', 'job', 'le'],
  ...['type', 'transport', 'outcome', 'name', 'status', 'subgraph', 'from', 'state', 'stream', 'continues'],
])

const alerts = rulesSchema.parse(parse(read('alerts.yaml'))).groups.flatMap(({ rules }) => rules)
const { panels } = dashboardSchema.parse(JSON.parse(read('dashboard.json')))
const expressions = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
]

describe('integrations/grafana', () => {
  it('asks for metrics and labels that Elo has', () => {
    const known = exported()
    for (const [where, expression] of expressions) {
      for (const name of namesIn(expression)) expect(known.has(name), `${where}: ${name}`).toBe(true)
      for (const label of labelsIn(expression)) expect(labels.has(label), `${where}: ${label}`).toBe(true)
    }
  })

  it('shows every metric of Elo', () => {
    const asked = new Set(expressions.flatMap(([, expression]) => namesIn(expression)))
    const unused = metrics
      .filter(({ name }) => name.startsWith('elo_') && !name.endsWith('_count'))
      .filter(({ name }) => !asked.has(name) && !asked.has(`${name}_bucket`))
    expect(unused.map(({ name }) => name)).toEqual([])
  })

  it('has each alert once', () => {
    const names = alerts.map(({ alert }) => alert)
    expect(names).toEqual([...new Set(names)])
  })
})

describe('the metrics of Elo in one process', () => {
  it('have the state of the database and of its queues', () => {
    expect(samplesOf(metrics, 'elo_intake_deliveries')).toEqual({
      'state=quarantined': 0,
      'state=waiting': 0,
    })
    expect(samplesOf(metrics, 'elo_intake_lag_seconds')).toEqual({ '': 0 })
    expect(samplesOf(metrics, 'elo_webhook_deliveries')).toEqual({ 'state=dead': 0, 'state=waiting': 0 })
    expect(samplesOf(metrics, 'elo_page_reads_total')).toEqual({ 'from=first': 1 })
    expect(samplesOf(metrics, 'elo_mongodb_connections_opened_total')['']).toBeGreaterThan(0)
    expect(samplesOf(metrics, 'elo_audit_records_waiting')['']).toBeTypeOf('number')
  })

  it('describe each metric', () => {
    for (const { name, help } of metrics) expect(help.length, name).toBeGreaterThan(10)
  })
})
