import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const script = fileURLToPath(new URL('child.ts', import.meta.url))

/**
 * Starts the embedded database in a process of its own, as the leader of its process group, as a terminal does; without
 * `dataDir`, in a temporary folder. The process is killed at the end of the test.
 */
export async function startInChild(dataDir?: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...(dataDir ? [dataDir] : [])], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error('The child did not start.')
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async (): Promise<string> => String((await lines.next()).value)
  const uri = await nextLine()
  return { pid, uri, nextLine, exited, kill: (signal: NodeJS.Signals) => process.kill(-pid, signal) }
}
