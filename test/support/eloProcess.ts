import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A process of Elo as an operator starts it. */
export type EloProcess = {
  url: string
  process: ChildProcess
  /** Everything it has printed so far. */
  log(): string
  /** End it by a signal and wait until it is gone; gives its exit code, null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Start a command, by default all of Elo in one process, and wait until it says that it is ready. */
export async function startEloProcess(
  environment: Record<string, string>,
  command: string[] = ['--import', 'tsx', 'main.ts'],
): Promise<EloProcess> {
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null)
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
    log: () => printed.join(''),
    async end(signal) {
      child.kill(signal)
      return exited
    },
  }
}
