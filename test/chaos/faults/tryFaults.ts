import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createSourceCopy } from '../../guards/sourceCopy.ts'
import { endAtExit } from '../../support/endAtExit.ts'
import type { Fault } from './fault.ts'
import { faults } from './faults.ts'

/** The parts of the short suite, as options of the command. */
const shortSuite: Record<Fault['foundBy'], string[]> = {
  QUIET: ['--schedules', '40', '--kills', '0', '--seed', '2', '--lanes', '4'],
  FAIL_OVER: [
    '--schedules',
    '0',
    '--kills',
    '10',
    '--seed',
    '1',
    '--cluster',
    'single',
    '--disruption',
    'failOver',
  ],
}

/**
 * Put each fault into a copy of the sources, one at a time, and run the part of the short suite that must find it. Gives
 * whether all were found, and nothing is found without them. `only` takes parts of names, separated by commas.
 */
export async function tryFaults(only: string, print: (line: string) => void): Promise<boolean> {
  const chosen = faults.filter(({ name }) => only.split(',').some((part) => name.includes(part)))
  const copy = await createSourceCopy()
  let isAwake = true
  try {
    for (const part of ['QUIET', 'FAIL_OVER'] as const) {
      if (!chosen.some(({ foundBy }) => foundBy === part)) continue
      const { findings } = await runShortSuite(copy.folder, part)
      print(`| no fault, ${part} | ${findings[0] ?? 'nothing found'} |`)
      isAwake &&= findings.length === 0
    }
    for (const fault of chosen) {
      const isMissing = fault.edits.some(({ file }) => !existsSync(join(copy.folder, file)))
      if (isMissing && fault.pending !== undefined) {
        print(`| ${fault.name} | pending: ${fault.pending} |`)
        continue
      }
      const { findings, seconds, schedules } = await copy.withEdits(fault.edits, () =>
        runShortSuite(copy.folder, fault.foundBy),
      )
      const after = `${schedules} schedules, ${seconds} s`
      print(`| ${fault.name} | ${after} | ${findings[0] ?? 'NOTHING FOUND'} |`)
      isAwake &&= findings.length > 0
    }
  } finally {
    await copy.remove()
  }
  return isAwake
}

/** What a run found, after how many schedules. Rejects when the run itself failed. */
async function runShortSuite(
  folder: string,
  part: Fault['foundBy'],
): Promise<{ findings: string[]; seconds: number; schedules: number }> {
  const startedAt = performance.now()
  const command = ['--import', 'tsx', 'test/chaos/main.ts', ...shortSuite[part], '--ends-at-first']
  const child = spawn(process.execPath, command, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  endAtExit(child, 'SIGTERM')
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => void (printed += chunk.toString()))
  await once(child, 'close')
  const code = child.exitCode
  const findings = printed
    .split('\n')
    .filter((line) => /^ {2}(lost|repeated|reordered|differs|refused): /u.test(line))
    .map((line) => line.trim().slice(0, 200))
  if (code !== 0 && findings.length === 0) throw new Error(`the suite itself failed:\n${printed}`)
  const schedules = Number(/^all: schedules (\d+)/mu.exec(printed)?.[1])
  return { findings, schedules, seconds: Math.round((performance.now() - startedAt) / 1_000) }
}
