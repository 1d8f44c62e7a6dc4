import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { UsageError } from '../../platform/process/commandLine.ts'
import { runCommand } from '../../scripts/command/runCommand.ts'
import { followReadme } from './followReadme.ts'
import { type FreshMachine, freshMachine } from './freshMachine.ts'
import { obtainNode } from './obtainNode.ts'

/** The versions that the README names as tested. */
const testedVersions = '20,22,24'

const usage = `npm run test:nodes [-- --versions 22,24] [--part readme|quick|all]

For each version of Node.js, on a machine where nothing was ever run (a clone of the last commit, an empty home):
does what the README says up to the first query and the first key, and runs npm run test:quick.

  --versions  major versions, separated by commas; default ${testedVersions}. The registry has their programs, for Linux and macOS
  --part      readme: the README alone; quick: npm ci and the quick tests; all: the README and npm test`

type Part = 'readme' | 'quick' | 'all' | undefined

const print = (line: string) => void process.stdout.write(`${line}\n`)

/** Run an npm command with its output shown. Gives what went wrong. */
async function npm({ cwd, environment }: FreshMachine, ...given: string[]): Promise<string[]> {
  const child = spawn('npm', given, { cwd, env: environment, stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await once(child, 'close').then(([exit]: (number | null)[]) => exit ?? null)
  return code === 0 ? [] : [`npm ${given.join(' ')} ended with ${code}`]
}

/** Try one version. Gives what went wrong, one line each. */
async function tryVersion(major: number, part: Part): Promise<string[]> {
  const node = await obtainNode(major)
  const machine = await freshMachine(node)
  const report = (step: string, seconds: number) =>
    print(`Node.js ${node.version}: ${step}: ${seconds.toFixed(1)} s`)
  try {
    const faults = part === 'quick' ? await npm(machine, 'ci') : await followReadme(machine, report)
    if (part !== 'readme') faults.push(...(await npm(machine, 'run', part === 'all' ? 'test' : 'test:quick')))
    return faults.map((fault) => `Node.js ${node.version}: ${fault}`)
  } catch (error) {
    return [`Node.js ${node.version}: ${error instanceof Error ? error.message : String(error)}`]
  } finally {
    await machine.remove()
  }
}

const text = { type: 'string' } as const
await runCommand({
  usage,
  options: { versions: text, part: text },
  async run({ values: { versions = testedVersions, part } }) {
    if (!/^\d+(?:,\d+)*$/u.test(versions))
      throw new UsageError(`--versions: expected major versions, got ${versions}`)
    if (part !== undefined && part !== 'readme' && part !== 'quick' && part !== 'all')
      throw new UsageError(`--part: expected readme, quick or all, got ${part}`)
    const faults: string[] = []
    for (const major of versions.split(',').map(Number)) faults.push(...(await tryVersion(major, part)))
    for (const fault of faults) print(fault)
    print(faults.length === 0 ? `Node.js ${versions}: everything works` : `${faults.length} fault(s)`)
    return faults.length === 0 ? 0 : 1
  },
})
