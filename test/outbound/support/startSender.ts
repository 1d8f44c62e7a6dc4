import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const script = fileURLToPath(new URL('senderProcess.ts', import.meta.url))

/** Start a process that delivers numbered events. It is killed at the end of the test. */
export async function startSender(uri: string, count: number, profiles: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, uri, String(count), String(profiles)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
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
