import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { isDeepStrictEqual, promisify } from 'node:util'
import { freePort } from '../../embeddedMongo/freePort.ts'
import { askGraph } from '../support/askGraph.ts'
import { blocksOf, shellLinesOf, teamAnswers, teamScript } from '../support/readmeBlocks.ts'
import type { FreshMachine } from './freshMachine.ts'

const run = promisify(execFile)

/** What Node.js and npm print when something of ours will not work in a later version. */
const warnings = /^.*(?:DeprecationWarning|ExperimentalWarning|npm warn (?:deprecated|EBADENGINE)).*$/gmu

/**
 * Does what the README says from `## Start` to `## Let your team in`: installs, starts the demo, asks the first query, lets
 * a team in. Only the port is another one, so that it can run beside an Elo. Gives what went wrong, one line each; and reports
 * each step with its seconds.
 */
export async function followReadme(
  { cwd, environment }: FreshMachine,
  report: (step: string, seconds: number) => void,
): Promise<string[]> {
  const port = await freePort()
  const env = { ...environment, PORT: String(port) }
  const printed: string[] = []
  const faults: string[] = []

  async function timed(step: string, act: () => Promise<void>): Promise<void> {
    const startedAt = performance.now()
    await act()
    report(step, (performance.now() - startedAt) / 1_000)
  }

  const [demo = '', ...before] = shellLinesOf('Start').toReversed()
  for (const line of before.toReversed())
    await timed(line, async () => {
      const { stdout, stderr } = await run('bash', ['-c', line], { cwd, env, maxBuffer: 2 ** 26 })
      printed.push(stdout, stderr)
    })

  await timed(`${demo}, until the first query is answered`, async () => {
    const child = spawn('bash', ['-c', demo], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const closed = once(child, 'close')
    const endGroup = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    }
    try {
      const url = await addressIn(child.stdout, child.stderr, printed)
      faults.push(...(await askFirstQuery(url)))
    } finally {
      endGroup()
      await closed
    }
  })

  await timed('let your team in', async () => {
    const { stdout, stderr } = await run('bash', ['-c', teamScript(port)], { cwd, env })
    printed.push(stdout, stderr)
    const [withKey, withoutKey, ...more] = teamAnswers(stdout)
    const isAnswered = isDeepStrictEqual(withKey, { data: { customers: { nodes: [] } } })
    const isRefused = JSON.stringify(withoutKey ?? null).includes('"UNAUTHENTICATED"')
    if (!isAnswered || !isRefused || more.length > 0)
      faults.push(`expected an answer with the key, and none without, got ${stdout}`)
  })

  return [...faults, ...new Set(printed.join('').match(warnings) ?? [])]
}

type Output = AsyncIterable<Buffer> & NodeJS.ReadableStream

/** The address of the graph that the demo prints. Rejects with its output when it ends without. */
function addressIn(stdout: Output, stderr: Output, printed: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const keep = (chunk: Buffer) => {
      printed.push(chunk.toString())
      text += chunk.toString()
      const [url] = /http:\/\/[\w.]+:\d+\/graphql(?=\s)/u.exec(text) ?? []
      if (url !== undefined) resolve(url)
    }
    stdout.on('data', keep)
    stderr.on('data', keep)
    stdout.once('end', () => reject(new Error(`expected the demo to print its address, got:\n${text}`)))
  })
}

/** Ask the README's first query; gives how the answer differs from the one that the README shows. */
async function askFirstQuery(url: string): Promise<string[]> {
  const [query = ''] = blocksOf('graphql')
  const [shown = ''] = blocksOf('json')
  const answer: unknown = await askGraph(url, query)
  return fits(JSON.parse(shown), answer)
    ? []
    : [`expected the answer of the README, got ${JSON.stringify(answer)}`]
}

/** Whether a value is the one that is shown, where a text that ends with … shows a beginning. */
function fits(shown: unknown, given: unknown): boolean {
  if (typeof shown === 'string' && shown.endsWith('…'))
    return typeof given === 'string' && given.startsWith(shown.slice(0, -1))
  if (typeof shown !== 'object' || typeof given !== 'object' || !shown || !given) return shown === given
  const values: Record<string, unknown> = { ...given }
  const names = Object.keys(shown)
  return (
    names.length === Object.keys(values).length &&
    Object.entries(shown).every(([name, value]) => fits(value, values[name]))
  )
}
