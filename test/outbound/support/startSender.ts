import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const script = fileURLToPath(new URL('senderProcess.ts', import.meta.url))

/** Start a process that delivers numbered events. It is killed at the end of the test. */
export async function startSender(
  uri: string,
  count: number,
  profiles: number,
  { renewMs = 100, onLine = () => undefined }: { renewMs?: number; onLine?: (line: string) => void } = {},
): Promise<ChildProcess> {
  const numbers = [count, profiles, renewMs].map(String)
  const child = spawn(process.execPath, ['--import', 'tsx', script, uri, ...numbers], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface(child.stdout).on('line', onLine)
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

/** Send a signal and wait for the end of the process. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
