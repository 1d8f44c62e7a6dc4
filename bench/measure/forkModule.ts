import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** What `npm start` gives Node. */
export const nodeOptionsOfElo = ['--max-semi-space-size=64']

/** Start a module in a process of its own. `ended` rejects when it ends. */
export function forkModule(
  module: URL,
  { env, nodeOptions = nodeOptionsOfElo }: { env: Record<string, string>; nodeOptions?: string[] },
): { child: ChildProcess; ended: Promise<never>; stop: () => Promise<void> } {
  const child = fork(module, {
    execArgv: nodeOptions,
    env: { ...process.env, NODE_ENV: 'production', ...env },
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${module.pathname} ended with ${String(code)}`)
  })
  // A process that is not waited for may end.
  ended.catch(() => undefined)
  return { child, ended, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(timer)
}
