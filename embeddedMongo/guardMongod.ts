import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import type { Environment } from './embeddedMongoOptions.ts'

// A shell of one megabyte waits on a pipe that only we hold. Its end closes with our process however that
// dies, kill -9 included, and no polling is needed to see it. It asks mongod to leave and, after ten seconds or
// when its data is to be thrown away, no longer asks. The count ends the loop where nobody collects dead
// processes, for there a zombie never leaves.
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
 * Makes the process `pid` die with ours, even when ours is killed with `kill -9`, and then removes the folder
 * `temporaryFolder` when one is named. Answers with a function that lifts the guard and leaves both alone.
 * `onError` hears when the guard cannot be set up.
 */
export function guardMongod(
  pid: number,
  temporaryFolder: string | undefined,
  environment: Environment,
  onError: (error: Error) => void,
): () => void {
  const guard = spawn('/bin/sh', ['-c', script, 'elo-mongod-guard', String(pid), temporaryFolder ?? ''], {
    // Its own session: Ctrl-C in our terminal must reach us alone, or mongod would be gone before our last write.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    // It needs sleep and rm, whatever PATH we were given.
    env: { PATH: `${environment['PATH'] ?? ''}:/usr/bin:/bin` },
  })
  guard.once('error', onError)
  guard.unref()
  guard.stdin.on('error', () => undefined)
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  return () => void guard.kill('SIGKILL')
}
