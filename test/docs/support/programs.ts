import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** A program of a page. */
export type Program = {
  /** What it has printed so far: on standard output alone, and with standard error. */
  answer(): string
  printed(): string
  /** Its exit code; null after a signal. */
  ended: Promise<number | null>
  kill(): Promise<void>
}

export type Environment = Readonly<Record<string, string>>

/** The shell of a page. What its lines set is kept in `stateFile`, for the programs that are started after them. */
export type Shell = { environment: Environment; stateFile: string }

/** Start the code of a page as a module of Node.js, which finds the packages that Elo has, and `@elo/follow`. */
export function startScript(code: string, shell: Shell): Program {
  const usesKit = code.includes("from '@elo/follow'")
  const loading = usesKit ? ['--conditions=elo-sources', '--import', 'tsx'] : []
  const folder = usesKit ? join(root, 'clients/follow') : root
  return startBash(folder, shell, 'exec "$@"', [
    process.execPath,
    ...loading,
    '--input-type=module',
    '-e',
    code,
  ])
}

/** Start lines of a shell. */
export function startShell(lines: string, shell: Shell): Program {
  return startBash(root, shell, `set -ea\n${lines}\nexport -p > "$STATE"`)
}

function startBash(
  cwd: string,
  { environment, stateFile }: Shell,
  lines: string,
  parameters: string[] = [],
): Program {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn('bash', ['-c', `[ ! -f "$STATE" ] || . "$STATE"\n${lines}`, 'bash', ...parameters], {
    cwd,
    env: { PATH, HOME, ...environment, STATE: stateFile },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that it is killed with what it has started.
    detached: true,
  })
  let [answer, printed] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  return {
    answer: () => answer,
    printed: () => printed,
    ended,
    async kill() {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, 'SIGKILL')
      await ended
    },
  }
}
