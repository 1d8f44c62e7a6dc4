/*
 * Loaded into the process under attack, with `--expose-gc`. A stretch is the CPU time between two turns of a short timer:
 * work in one piece, which blocks all other callers for this time, whatever else the machine does. At each SIGUSR2 it
 * prints the stretches since the last one, the size of the heap after a garbage collection, and the most memory that the
 * process ever had. It ends with its parent.
 */
const everyMs = 5
const shortestMs = 25

let stretchesMs: number[] = []
let last = process.cpuUsage()

const parent = process.ppid

function measure(): void {
  if (process.ppid !== parent) process.exit()
  const now = process.cpuUsage()
  const stretchMs = (now.user - last.user + now.system - last.system) / 1_000
  if (stretchMs >= shortestMs) stretchesMs.push(Math.round(stretchMs))
  last = now
}

setInterval(measure, everyMs).unref()
process.on('SIGUSR2', () => {
  measure()
  globalThis.gc?.()
  globalThis.gc?.()
  const heapBytes = process.memoryUsage().heapUsed
  const peakBytes = process.resourceUsage().maxRSS * 1_024
  process.stdout.write(`${JSON.stringify({ event: 'use', heapBytes, peakBytes, stretchesMs })}\n`)
  stretchesMs = []
  last = process.cpuUsage()
})
