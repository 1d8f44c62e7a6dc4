import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import os from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** The machine in one line. */
export function machineText(): string {
  return `${os.cpus()[0]?.model ?? 'unknown'}, ${os.availableParallelism()} cores, Node ${process.version}, ${os.platform()} ${os.arch()}`
}

/**
 * Write what was measured as Markdown and JSON, in files named by benchmark, date and commit; gives their name.
 * An existing file is never overwritten: a further run of a commit gets a number.
 */
export async function writeReport({
  out,
  bench,
  title,
  text,
  facts,
  commit,
  at = new Date(),
}: {
  out: URL
  bench: string
  title: string
  text: string
  facts: object
  /** What was measured; default the commit of the working tree. */
  commit?: string
  at?: Date
}): Promise<string> {
  const measured = commit ?? (await readCommit())
  const date = at.toISOString().slice(0, 10)
  const load = os.loadavg()[0] ?? 0
  const markdown = `# ${title}, ${date}, commit ${measured}\n\n${text}\nMachine: ${machineText()}; load average at the end ${load.toFixed(1)}.\n`
  const json = { at: at.toISOString(), commit: measured, machine: machineText(), load, ...facts }
  await mkdir(out, { recursive: true })
  for (let number = 1; ; number += 1) {
    const name = `${bench}-${date}-${measured}${number === 1 ? '' : `-${number}`}`
    try {
      await writeFile(new URL(`${name}.json`, out), `${JSON.stringify(json, null, 2)}\n`, { flag: 'wx' })
      await writeFile(new URL(`${name}.md`, out), markdown, { flag: 'wx' })
      return name
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}

/** The short hash of the commit that was measured; `-changed` where files differ from it. */
async function readCommit(): Promise<string> {
  const { stdout: commit } = await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: root })
  const { stdout: changes } = await run('git', ['status', '--porcelain', '--', '.', ':!bench/results'], {
    cwd: root,
  })
  return `${commit.trim()}${changes.trim() === '' ? '' : '-changed'}`
}
