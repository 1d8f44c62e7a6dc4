import { createRequire } from 'node:module'
import { expect } from 'vitest'
import { z } from 'zod'

/** A library without types, of another author than the one that writes the text. */
const parse: unknown = createRequire(import.meta.url)('parse-prometheus-text-format')

const metricsSchema = z.array(
  z.object({
    name: z.string(),
    help: z.string(),
    type: z.enum(['COUNTER', 'GAUGE', 'HISTOGRAM', 'SUMMARY']),
    metrics: z.array(
      z.looseObject({
        labels: z.record(z.string(), z.string()).optional(),
        value: z.string().optional(),
      }),
    ),
  }),
)
export type ParsedMetrics = z.infer<typeof metricsSchema>

/** Read a text as Prometheus does. The numbers of observations of histograms are counters of their own, `…_count`. */
export function parseMetrics(text: string): ParsedMetrics {
  // The library joins the histograms of one name, whatever their labels.
  const counts = text.split('\n').filter((line) => /^\w+_seconds_count\b/u.test(line))
  const names = new Set(counts.map((line) => line.replace(/\W.*$/u, '')))
  const withTypes = [...names].flatMap((name) => [
    `# HELP ${name} The number of observations.`,
    `# TYPE ${name} counter`,
    ...counts.filter((line) => line.replace(/\W.*$/u, '') === name),
  ])
  return metricsSchema.parse([...parsed(text), ...parsed(`${withTypes.join('\n')}\n`)])
}

function parsed(text: string): readonly unknown[] {
  if (typeof parse !== 'function') throw new Error('expected a function')
  const families: unknown = Reflect.apply(parse, undefined, [text])
  return z.array(z.unknown()).parse(families)
}

/** The metrics of the process at `url`. */
export async function scrape(url: string, headers: Record<string, string> = {}): Promise<ParsedMetrics> {
  const response = await fetch(new URL('/metrics', url), { headers })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/u)
  return parseMetrics(await response.text())
}

/** The samples of a metric by their labels, as `label=value,…`. */
export function samplesOf(families: ParsedMetrics, name: string): Record<string, number> {
  const found = families.find((metric) => metric.name === name)
  return Object.fromEntries(
    (found?.metrics ?? []).map(({ labels = {}, value }) => [
      Object.entries(labels)
        .map(([label, of]) => `${label}=${of}`)
        .toSorted()
        .join(','),
      Number(value),
    ]),
  )
}
