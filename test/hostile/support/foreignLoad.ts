import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** Kernel ticks of CPU time: of all processes, and of some. */
type Ticks = { total: number; busy: number; own: number }

function numbersOf(file: string, after: RegExp): number[] {
  return readFileSync(file, 'utf8').replace(after, '').trim().split(/\s+/u).map(Number)
}

function ticksNow(pids: readonly number[]): Ticks {
  const [head = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1)
  const times = head
    .replace(/^cpu\s+/u, '')
    .split(' ')
    .slice(0, 8)
    .map(Number)
  const total = times.reduce((sum, time) => sum + time, 0)
  const own = pids.map((pid) => {
    // utime and stime are the 14th and 15th field; the second, in parentheses, may contain blanks.
    const fields = numbersOf(`/proc/${pid}/stat`, /^.*\) \S /u)
    return (fields[10] ?? 0) + (fields[11] ?? 0)
  })
  return {
    total,
    busy: total - (times[3] ?? 0) - (times[4] ?? 0),
    own: own.reduce((sum, time) => sum + time, 0),
  }
}

/**
 * Begin to measure the CPU use of all processes except these. Call the result for the number of cores used since; 0 on
 * systems that do not report it.
 */
export function measureForeignLoad(pids: readonly number[]): () => number {
  try {
    const before = ticksNow(pids)
    return () => {
      const after = ticksNow(pids)
      const foreign = after.busy - before.busy - (after.own - before.own)
      return (foreign / Math.max(1, after.total - before.total)) * cpus().length
    }
  } catch {
    return () => 0
  }
}
