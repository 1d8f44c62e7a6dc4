import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { endAtExit } from './endAtExit.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** In which folder and as which user a process runs; default this tree, and the user of the tests. */
export type ProcessPlace = { cwd: string; uid?: number; gid?: number }

/** A process of Elo, started as an operator starts it. */
export type EloProcess = {
  url: string
  process: ChildProcess
  /** Its output so far. */
  log(): string
  /** Resolves when it has ended, with its exit code, or null after a signal. */
  exited: Promise<number | null>
  /** Send it a signal and wait for its end, as `exited` does. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/**
 * Run a command that ends by itself, by default all of Elo in one process. Gives its exit code and output. It is killed
 * at the end of the test if it still runs.
 */
export async function runEloProcess(
  environment: Record<string, string>,
  command?: string[],
  place?: ProcessPlace,
): Promise<{ code: number | null; log: string }> {
  const { child, printed, exited } = spawnElo(environment, command, place)
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  const code = await exited
  return { code, log: printed.join('') }
}

/** Start a command, by default all of Elo in one process, and wait until it logs that it is ready. */
export async function startEloProcess(
  environment: Record<string, string>,
  command?: string[],
  place?: ProcessPlace,
): Promise<EloProcess> {
  const { child, printed, exited } = spawnElo(environment, command, place)
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      printed.push(`${line}\n`)
      const event: unknown = line.startsWith('{') ? JSON.parse(line) : null
      if (
        typeof event === 'object' &&
        event !== null &&
        'event' in event &&
        event.event === 'ready' &&
        'url' in event
      ) {
        resolve(String(event.url))
      }
    })
    void exited.then((code) =>
      reject(new Error(`ended with ${code} before it was ready:\n${printed.join('')}`)),
    )
  })
  return {
    url,
    process: child,
    exited,
    log: () => printed.join(''),
    async end(signal) {
      child.kill(signal)
      return exited
    },
  }
}

/** The variables that say where programs and the cache of mongod are. */
function ofMachine(): Record<string, string> {
  const { PATH, HOME, XDG_CACHE_HOME } = process.env
  return { ...(PATH && { PATH }), ...(HOME && { HOME }), ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }) }
}

function ofChecks(): Record<string, string> {
  const { UNPLANNED_COMMANDS_FILE: file } = process.env
  return file ? { UNPLANNED_COMMANDS_FILE: file } : {}
}

/** Makes the process check its commands as those of the test are checked; see `support/commands/checkCommands.ts`. */
function withChecks(command: string[]): string[] {
  const [option, loader, ...others] = command
  if (option !== '--import' || loader !== 'tsx') return command
  return [option, loader, '--import', './test/support/commands/checkCommandsOfProcess.ts', ...others]
}

function spawnElo(
  environment: Record<string, string>,
  command = ['--import', 'tsx', 'main.ts'],
  place: ProcessPlace = { cwd: root },
) {
  const child = spawn(process.execPath, withChecks(command), {
    ...place,
    env: { ...ofMachine(), ...ofChecks(), PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endAtExit(child)
  const printed: string[] = []
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  // `close` comes after all output, `exit` may come before.
  const exited = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  return { child, printed, exited }
}
