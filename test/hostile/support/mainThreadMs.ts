import { readFileSync } from 'node:fs'

/** The CPU time that the main thread of a process has taken, in ms, as Linux counts it: other programs do not change it. */
export function mainThreadMs(pid: number): number {
  const [nanoseconds] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')
  return Number(nanoseconds) / 1_000_000
}
