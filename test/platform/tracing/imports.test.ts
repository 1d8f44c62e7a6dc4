import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)
const parts = [
  ...['audit', 'embeddedMongo', 'gateway', 'intake', 'interactions', 'outbound', 'platform', 'privacy'],
  'subgraphs',
]
const files = [
  ...['config.ts', 'main.ts', 'server.ts'],
  ...parts.flatMap((part) =>
    readdirSync(new URL(part, root), { recursive: true, encoding: 'utf8' }).map((file) => `${part}/${file}`),
  ),
].filter((file) => file.endsWith('.ts'))

/** The files that import, statically or not, what the pattern matches. */
const importersOf = (pattern: RegExp) =>
  files.filter((file) => pattern.test(readFileSync(new URL(file, root), 'utf8')))

describe('OpenTelemetry', () => {
  it('is imported by one file, which is loaded only when traces are on', () => {
    expect(importersOf(/(?:from|import\()\s*'(?:@opentelemetry\/|otel-)/u)).toEqual([
      'platform/tracing/openTelemetry.ts',
    ])
    expect(importersOf(/from '[^']*\/openTelemetry\.ts'/u)).toEqual([])
    expect(importersOf(/await import\('\.\/openTelemetry\.ts'\)/u)).toEqual([
      'platform/tracing/startTracing.ts',
    ])
  })
})
