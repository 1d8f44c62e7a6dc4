import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import type { Environment } from './embeddedMongoOptions.ts'

// A shell (about 1 MB) reads a pipe that only our process holds. The pipe closes when our process ends in any way,
// including kill -9, so no polling is needed. Then the shell sends SIGTERM to mongod and after ten seconds SIGKILL, or
// SIGKILL at once when the data is temporary. The count ends the loop in containers without an init process, where a
// zombie never goes away.
const script = `
while read -r _; do :; done
if [ -n "$2" ]; then kill -KILL "$1" 2>/dev/null; else kill -TERM "$1" 2>/dev/null; fi
n=0
while kill -0 "$1" 2>/dev/null && [ "$n" -lt 120 ]; do
  n=$((n + 1))
  [ "$n" -eq 100 ] && kill -KILL "$1" 2>/dev/null
  sleep 0.1
done
if [ -n "$2" ]; then rm -rf -- "$2"; fi
`

/**
 * Ends the process `pid` when our process ends, even by `kill -9`, and then removes `temporaryFolder` when there is
 * one. Returns a function that removes the guard and does neither. `onError` is called when the guard cannot be
 * started.
 */
export function guardMongod(
  pid: number,
  temporaryFolder: string | undefined,
  environment: Environment,
  onError: (error: Error) => void,
): () => void {
  const guard = spawn('/bin/sh', ['-c', script, 'elo-mongod-guard', String(pid), temporaryFolder ?? ''], {
    // A session of its own: Ctrl-C in the terminal must not reach mongod before our last write.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    // It needs sleep and rm, whatever PATH is.
    env: { PATH: `${environment['PATH'] ?? ''}:/usr/bin:/bin` },
  })
  guard.once('error', onError)
  guard.unref()
  guard.stdin.on('error', () => undefined)
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  return () => void guard.kill('SIGKILL')
}
