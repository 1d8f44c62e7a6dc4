import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inSeconds } from '../gateway/authentication/issuer.ts'
import type { Facts, Sent } from './corpus/attack.ts'
import { attacks } from './corpus/attacks.ts'
import { type CorpusTarget, startCorpusTarget } from './corpus/corpusTarget.ts'
import { sendAttack } from './corpus/sendAttack.ts'
import { measureForeignLoad } from './support/foreignLoad.ts'
import { mainThreadMs } from './support/mainThreadMs.ts'
import { type Figures, type Others, startOthers } from './support/others.ts'

/**
 * An attack may take the main thread of Elo this long, and so much more for each megabyte that it sends, each operation
 * that is executed, and each thousand tokens that are validated to their end. A caller may send 100,000 characters of
 * such documents in a second.
 */
const allowedMs = 10
const allowedMsPerMB = 40
const allowedMsPerOperation = 1
const allowedMsPerThousandTokens = 3
const repeats = 5
/** When other programs use more cores than this, times are printed and not judged. */
const busyCores = 0.3
const comparedMs = 5_000

const all = Object.entries(attacks)
  .flatMap(([kind, list]) => list.map((attack) => ({ ...attack, kind })))
  .filter(({ waitsMs }) => waitsMs === undefined)

let target: CorpusTarget
beforeAll(async () => {
  target = await startCorpusTarget('corpus-times')
})
afterAll(() => target.stop())

type Attack = (typeof all)[number]

async function send({ sent }: Pick<Attack, 'sent'>): Promise<number> {
  const { facts } = target
  return (await sendAttack(typeof sent === 'function' ? await sent(facts) : sent, facts)).bytesSent
}

/** The median of what an attack takes the main thread of Elo, in ms, and the bytes that it sends. */
async function timeOf(attack: Attack): Promise<{ tookMs: number; bytes: number }> {
  const times: number[] = []
  let bytes = 0
  for (let n = 0; n < repeats; n += 1) {
    const before = mainThreadMs(target.elo.process.pid ?? 0)
    bytes = await send(attack)
    times.push(mainThreadMs(target.elo.process.pid ?? 0) - before)
  }
  return { tookMs: times.toSorted((a, b) => a - b)[Math.floor(repeats / 2)] ?? NaN, bytes }
}

describe('each attack of the corpus', () => {
  // Nobody else asks meanwhile: the CPU time of the main thread is then the attack's own.
  it(`takes at most ${allowedMs} ms, and ${allowedMsPerMB} ms for each megabyte that it sends`, async () => {
    const slow: string[] = []
    for (const attack of all) {
      const { tookMs, bytes } = await timeOf(attack)
      const { executes = 0, validatesTokens = 0 } = attack
      const mostMs =
        allowedMs +
        (allowedMsPerMB * bytes) / 1_000_000 +
        allowedMsPerOperation * executes +
        (allowedMsPerThousandTokens * validatesTokens) / 1_000
      if (tookMs > mostMs)
        slow.push(`${attack.kind}: ${attack.name}: ${tookMs.toFixed(1)} of ${mostMs.toFixed(1)} ms`)
    }
    expect(slow).toEqual([])
  })
})

/**
 * The attacker sends one attack after the other without a pause. Whoever does that keeps the main thread busy, whatever
 * it sends, and others wait for what is in progress. So the figure of others under attack is compared with their figure
 * while one more caller sends ordinary pages in the same way, and never with an idle process alone. The others are
 * another caller than the attacker, with a budget of their own.
 */
describe('other callers', () => {
  let others: Others
  beforeAll(async () => {
    const { url, customerId } = target.facts
    const token = await target.facts.tokenWith({ sub: 'others', elo_role: 'admin', exp: inSeconds(3_600) })
    others = await startOthers(url, customerId, token)
  })
  afterAll(() => others.stop())

  async function attackOnce(): Promise<void> {
    for (const attack of all) await send(attack)
  }

  it('have a 99th percentile at most twice as long under attack, and the memory stays flat', async () => {
    const foreignCores = measureForeignLoad(pidsOf(target, others))
    await attackOnce()
    const heapBefore = await target.heapBytes()
    const quiet = await others.during(() => delay(comparedMs))
    const busy = await others.during(async () => {
      const endsAt = Date.now() + comparedMs
      while (Date.now() < endsAt) await send({ sent: ordinaryPage })
    })
    const attacked = await others.during(async () => {
      await attackOnce()
      await attackOnce()
    })
    const grownMB = ((await target.heapBytes()) - heapBefore) / 1_000_000
    const cores = foreignCores()
    const [quietMs, busyMs, attackedMs] = [quiet, busy, attacked].map(({ figures }) => p99(figures))
    process.stdout.write(
      `    p99 of others ${quietMs} ms in quiet, ${busyMs} ms beside ordinary pages, ${attackedMs} ms under attack; ` +
        `heap +${grownMB.toFixed(1)} MB; ${cores.toFixed(1)} cores used by other programs\n`,
    )
    expect([quiet, busy, attacked].map(({ figures }) => figures.failed)).toEqual([0, 0, 0])
    expect(grownMB).toBeLessThan(16)
    if (cores <= busyCores) expect(attackedMs).toBeLessThanOrEqual(2 * Math.max(quietMs ?? 0, busyMs ?? 0))
  })
})

function ordinaryPage({ customerId }: Facts): Sent {
  const query =
    'query ($id: ID!) { customer(id: $id) { id name history(last: 20) { nodes { id kind summary } streamCursor } } }'
  return { by: 'operation', query, variables: { id: customerId } }
}

function pidsOf({ elo, subgraph }: CorpusTarget, { pid }: Others): number[] {
  return [process.pid, elo.process.pid ?? 0, subgraph.process.pid ?? 0, pid]
}

function p99({ durationsMs }: Figures): number {
  const duration = durationsMs[Math.min(durationsMs.length - 1, Math.floor(durationsMs.length * 0.99))] ?? NaN
  return Math.round(duration * 10) / 10
}
