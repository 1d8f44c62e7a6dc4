import { afterEach, describe, expect, it } from 'vitest'
import { replayDeliveries, shuffledWithin } from '../../../scripts/replayDeliveries.ts'
import { expectedHistory } from '../../support/chatwoot/expectedHistory.ts'
import { sampleDeliveries } from '../../support/chatwoot/sampleDeliveries.ts'
import { startElo } from './support/startElo.ts'
import { newDatabaseUri, type RunningIntake, secret, startIntake } from './support/startIntake.ts'

const deliveries = sampleDeliveries()
const expected = expectedHistory()
const running: RunningIntake[] = []

async function start(options: Partial<Parameters<typeof startIntake>[0]> = {}): Promise<RunningIntake> {
  const intake = await startIntake(options)
  running.push(intake)
  return intake
}

afterEach(async () => {
  for (const intake of running.splice(0).reverse()) await intake.stop({ andDrop: true })
})

describe('the sample deliveries', () => {
  it('give the expected history and answers, and leave no secret in the database or the log', async () => {
    const elo = await startElo()
    const { url, settled, dump, log } = await start({ graph: elo.graph })
    const endings: { quarantined: number[]; refused: number[] } = { quarantined: [], refused: [] }
    for (const delivery of deliveries) {
      const counts = await replayDeliveries([delivery], { url, secret })
      if (counts.quarantined) endings.quarantined.push(delivery.n)
      if (counts.refused && delivery.signed) endings.refused.push(delivery.n)
      expect(counts.failed).toBe(0)
    }
    await settled()
    expect(endings).toEqual({ quarantined: expected.quarantined, refused: expected.refused })
    expect(await elo.history()).toEqual(expected.customers)
    expect(JSON.stringify(elo.inputs)).toContain('"Chatwoot merged contacts 1:60 and 1:62"')

    const callsBefore = elo.mutations.length
    await replayDeliveries(deliveries, { url, secret })
    await settled()
    expect(elo.mutations.length).toBe(callsBefore)

    const kept = (await dump()) + log()
    expect(expected.secrets.filter((text) => kept.includes(text))).toEqual([])
  })

  it('cause no recording by deliveries that show nothing new', async () => {
    const elo = await startElo()
    const { url, settled } = await start({ graph: elo.graph, acceptsUnsigned: true })
    const recordings = () =>
      elo.mutations.filter((name) => /Message|Note|Feedback|Status|handOff/u.test(name)).length
    for (const delivery of deliveries) {
      const before = recordings()
      await replayDeliveries([delivery], { url, secret })
      await settled()
      if (expected.ignored.includes(delivery.n)) expect(recordings(), `line ${delivery.n}`).toBe(before)
    }
  })

  it('give the expected history when two receivers share them in any order and one of them stops', async () => {
    const elo = await startElo()
    const uri = newDatabaseUri()
    const first = await start({ graph: elo.graph, uri, acceptsUnsigned: true })
    const second = await startIntake({ graph: elo.graph, uri, acceptsUnsigned: true })
    const shuffled = shuffledWithin(deliveries, deliveries.length, 7)
    const half = Math.floor(shuffled.length / 2)
    await Promise.all([
      replayDeliveries(shuffled.slice(0, half + 50), { url: first.url, secret, concurrency: 4 }),
      replayDeliveries(shuffled.slice(half - 50), { url: second.url, secret, concurrency: 4 }),
    ])
    await second.stop()
    await first.settled()
    expect(await elo.history()).toEqual(expected.customers)
  })
})
