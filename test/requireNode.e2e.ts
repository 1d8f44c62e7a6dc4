import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runEloProcess } from './support/eloProcess.ts'

const packageSchema = z.object({ engines: z.object({ node: z.string() }) })
const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
const [, oldest] = /^>=(\d+\.\d+)$/u.exec(packageSchema.parse(JSON.parse(text)).engines.node) ?? []

/** A process that reports another version of Node.js than it has. */
function withNode(version: string, file: string): string[] {
  const pretend = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`
  return ['--import', 'tsx', '--import', `data:text/javascript,${pretend}`, file]
}

describe('an older Node.js than package.json asks for', () => {
  it.each(['main.ts', 'gateway/main.ts', 'subgraphs/history/main.ts', 'demo/main.ts'])(
    'ends %s with one line',
    async (file) => {
      const { code, log } = await runEloProcess({}, withNode('20.18.3', file))
      expect([code, log]).toEqual([1, `Elo expected Node.js ${oldest} or newer, got 20.18.3\n`])
    },
  )
})
