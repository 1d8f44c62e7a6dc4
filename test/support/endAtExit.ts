import type { ChildProcess } from 'node:child_process'

const ending = new Map<ChildProcess, NodeJS.Signals>()

/** Send a process a signal when this one exits before it; only after `kill -9` of this one it is left behind. */
export function endAtExit(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  if (ending.size === 0) process.on('exit', endAll)
  ending.set(child, signal)
  child.once('exit', () => {
    ending.delete(child)
    if (ending.size === 0) process.off('exit', endAll)
  })
}

function endAll(): void {
  for (const [child, signal] of ending) child.kill(signal)
}
