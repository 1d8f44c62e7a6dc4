import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Facts } from './corpus/attack.ts'
import { attacks } from './corpus/attacks.ts'
import { type CorpusTarget, startCorpusTarget } from './corpus/corpusTarget.ts'
import { sendAttack } from './corpus/sendAttack.ts'
import { measureForeignLoad } from './support/foreignLoad.ts'
import { mainThreadMs } from './support/mainThreadMs.ts'
import { type Others, startOthers } from './support/others.ts'

/** An attack may take the main thread of Elo this long, and so much more for each megabyte that it sends and each operation that is executed. */
const allowedMs = 10
const allowedMsPerMB = 40
const allowedMsPerOperation = 1
const repeats = 5
/** When other programs use more cores than this, times are printed and not judged. */
const busyCores = 0.3

const all = Object.entries(attacks).flatMap(([kind, list]) => list.map((attack) => ({ ...attack, kind })))

let target: CorpusTarget
let others: Others
beforeAll(async () => {
  target = await startCorpusTarget('corpus-times')
  const { url, customerId, token } = target.facts
  others = await startOthers(url, customerId, token)
})
afterAll(async () => {
  await others.stop()
  await target.stop()
})

type Attack = (typeof all)[number]

/** The median of what an attack takes the main thread of Elo, in ms, and the bytes that it sends. */
async function timeOf({ sent }: Attack, facts: Facts): Promise<{ tookMs: number; bytes: number }> {
  const times: number[] = []
  let bytes = 0
  for (let n = 0; n < repeats; n += 1) {
    const message = typeof sent === 'function' ? await sent(facts) : sent
    const before = mainThreadMs(target.elo.process.pid ?? 0)
    bytes = (await sendAttack(message, facts)).bytesSent
    times.push(mainThreadMs(target.elo.process.pid ?? 0) - before)
  }
  return { tookMs: times.toSorted((a, b) => a - b)[Math.floor(repeats / 2)] ?? NaN, bytes }
}

describe('each attack of the corpus', () => {
  it(`takes at most ${allowedMs} ms, and ${allowedMsPerMB} ms for each megabyte that it sends`, async () => {
    const slow: string[] = []
    for (const attack of all.filter(({ waitsMs }) => waitsMs === undefined)) {
      const { tookMs, bytes } = await timeOf(attack, target.facts)
      const { executes = 0 } = attack
      const mostMs = allowedMs + (allowedMsPerMB * bytes) / 1_000_000 + allowedMsPerOperation * executes
      if (tookMs > mostMs)
        slow.push(`${attack.kind}: ${attack.name}: ${tookMs.toFixed(1)} of ${mostMs.toFixed(1)} ms`)
    }
    expect(slow).toEqual([])
  })

  it('leaves the 99th percentile of other callers at most twice as long, and the memory flat', async () => {
    const foreignCores = measureForeignLoad(pidsOf(target, others))
    const rounds = async () => {
      for (const { sent } of all.filter(({ waitsMs }) => waitsMs === undefined)) {
        const { facts } = target
        await sendAttack(typeof sent === 'function' ? await sent(facts) : sent, facts)
      }
    }
    await rounds()
    const heapBefore = await target.heapBytes()
    const quiet = await others.during(() => new Promise((resolve) => setTimeout(resolve, 5_000)))
    const attacked = await others.during(async () => {
      await rounds()
      await rounds()
    })
    const [before, meanwhile] = [quiet, attacked].map(({ figures }) => p99(figures.durationsMs))
    const grownMB = ((await target.heapBytes()) - heapBefore) / 1_000_000
    const cores = foreignCores()
    process.stdout.write(
      `    p99 of others ${before?.toFixed(1)} ms in quiet, ${meanwhile?.toFixed(1)} ms meanwhile; heap +${grownMB.toFixed(1)} MB; ${cores.toFixed(1)} cores used by others\n`,
    )
    expect([quiet, attacked].map(({ figures }) => figures.failed)).toEqual([0, 0])
    expect(grownMB).toBeLessThan(16)
    if (cores <= busyCores) expect(meanwhile).toBeLessThanOrEqual(Math.max(2 * (before ?? 0), 2 * allowedMs))
  })
})

function pidsOf({ elo, subgraph }: CorpusTarget, { pid }: Others): number[] {
  return [process.pid, elo.process.pid ?? 0, subgraph.process.pid ?? 0, pid]
}

function p99(durationsMs: readonly number[]): number {
  return durationsMs[Math.min(durationsMs.length - 1, Math.floor(durationsMs.length * 0.99))] ?? 0
}
