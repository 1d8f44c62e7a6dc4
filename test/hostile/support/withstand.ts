import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { measureForeignLoad } from './foreignLoad.ts'
import { everyMs, type Figures } from './others.ts'
import type { Target } from './target.ts'

/** Requests of others may take three times as long as without an attack; below this duration they count as quick. */
const quickMs = 50
const longestMs = 1_000
const deadlineMs = 60_000
/** An attack is judged as if it came once in half a minute, or once in its own duration when that is longer. */
const repeatedEveryMs = 30_000
/** The share of time in which requests may be late, so that their 99th percentile is quick. */
const lateShare = 0.01
/** When other programs use more cores than this, durations are not judged, only CPU times. */
const busyCores = 0.3

/**
 * Send an attack while others send requests, and give its answer. Fails when the process ends, when the attack is not
 * answered within a minute, when a request of others fails or takes over a second, or when their 99th percentile is
 * more than three times its value without an attack. `send` must stop at the signal.
 *
 * Work in one piece blocks others. It is judged by CPU time, which is valid on a busy machine too; and by duration on
 * an otherwise idle machine, which includes the work of the database. Times are judged by `npm run test:hostile` only;
 * among other tests the process must stay alive and answer all requests.
 */
export async function withstand<Answer>(
  target: Target,
  send: (signal: AbortSignal) => Promise<Answer>,
  { quietMs = 1_000, windowMs = 3_000 }: { quietMs?: number; windowMs?: number } = {},
): Promise<Answer> {
  const { others, pids } = target
  if (isOver(target)) throw new Error('the process ended by an earlier attack')
  const foreignCores = measureForeignLoad(pids)
  const quiet = await others.during(() => delay(quietMs))
  await target.use()
  const attack = await others.during(() => attacked(target, send, windowMs))
  const cores = foreignCores()
  const { answer, tookMs } = attack.value
  const { stretchesMs } = await target.use()
  const share = (lateMs: number) => lateMs / Math.max(tookMs, repeatedEveryMs)
  const lateStretchesMs = stretchesMs.reduce((sum, stretchMs) => sum + Math.max(0, stretchMs - quickMs), 0)
  const longestStretchMs = Math.max(0, ...stretchesMs)
  process.stdout.write(
    `    ${expect.getState().currentTestName}: ${shown(quiet.figures)} in quiet, ${shown(attack.figures)} in ${tookMs} ms of attack; ` +
      `longest stretch ${longestStretchMs} ms of CPU; ${cores.toFixed(1)} cores used by other programs\n`,
  )
  expect({ isOver: isOver(target), failed: attack.figures.failed }).toEqual({ isOver: false, failed: 0 })
  if (process.env['HOSTILE_TIMES'] !== 'judged') return answer
  expect(longestStretchMs, 'CPU time in one piece').toBeLessThan(longestMs)
  expect(share(lateStretchesMs), 'the time in which a request waits too long, by CPU').toBeLessThan(lateShare)
  if (cores > busyCores) return answer
  const mostMs = Math.max(quickMs, 3 * quantile(quiet.figures, 0.99))
  const late = attack.figures.durationsMs.filter((durationMs) => durationMs > mostMs)
  expect(quantile(attack.figures, 1), 'the longest that others were held up').toBeLessThan(longestMs)
  expect(share(late.length * everyMs), 'the time in which a request waits too long').toBeLessThan(lateShare)
  return answer
}

function isOver({ elo }: Target): boolean {
  return elo.process.exitCode !== null || elo.process.signalCode !== null
}

/** The answer to an attack, after the window is over. A process that gives none in time is killed. */
async function attacked<Answer>(
  { elo }: Target,
  send: (signal: AbortSignal) => Promise<Answer>,
  windowMs: number,
): Promise<{ answer: Answer; tookMs: number }> {
  const startedAt = performance.now()
  const deadline = new AbortController()
  const timer = setTimeout(() => {
    elo.process.kill('SIGKILL')
    deadline.abort()
  }, deadlineMs)
  const ended = new Promise<never>((_, reject) => {
    elo.process.once('exit', (code, signal) => {
      const late = deadline.signal.aborted
        ? `no answer within ${deadlineMs} ms`
        : `the process ended by ${code ?? signal}`
      reject(new Error(`${late}: ${elo.log().slice(-300)}`))
    })
  })
  try {
    const [answer] = await Promise.all([Promise.race([send(deadline.signal), ended]), delay(windowMs)])
    return { answer, tookMs: Math.round(performance.now() - startedAt) }
  } catch (error) {
    // A lost connection is mostly the end of the process, whose exit event comes a little later.
    await Promise.race([ended, delay(1_000)])
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function quantile({ durationsMs }: Figures, part: number): number {
  return durationsMs[Math.min(durationsMs.length - 1, Math.floor(durationsMs.length * part))] ?? 0
}

function shown(figures: Figures): string {
  const [p99, max] = [0.99, 1].map((part) => quantile(figures, part).toFixed(0))
  return `p99 ${p99} ms, max ${max} ms${figures.failed > 0 ? `, ${figures.failed} failed` : ''}`
}
