import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)

describe('a process without traces', () => {
  it('loads nothing that makes or sends them', async () => {
    const script = `
      const { createRequire } = await import('node:module')
      for (const file of ['server', 'gateway/server', 'intake/server', 'subgraphs/startSubgraph'])
        await import('./' + file + '.ts')
      const { startTracing } = await import('./platform/tracing/startTracing.ts')
      const tracing = await startTracing({ OTEL_TRACES_EXPORTER: 'none' }, 'elo', null)
      const loaded = Object.keys(createRequire(process.cwd() + '/').cache)
      const ofTraces = /node_modules.(?:@opentelemetry.(?:sdk-trace.|exporter-trace)|otel-resources)/u
      const hasApollo = loaded.some((file) => file.includes('@apollo'))
      console.log(JSON.stringify({ tracing, hasApollo, found: loaded.filter((file) => ofTraces.test(file)) }))
      process.exit(0)`
    const command = ['--import', 'tsx', '--input-type=module', '--eval', script]
    const { PATH = '' } = process.env
    const { stdout } = await run(process.execPath, command, { env: { PATH } })
    expect(JSON.parse(stdout)).toEqual({ tracing: null, hasApollo: true, found: [] })
  }, 30_000)
})
