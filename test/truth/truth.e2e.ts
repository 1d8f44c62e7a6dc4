import { afterEach, describe, expect, inject, it } from 'vitest'
import { replayDeliveries } from '../../scripts/replayDeliveries.ts'
import { type EloProcess, startEloProcess } from '../support/eloProcess.ts'
import { expectedHistory } from '../support/chatwoot/expectedHistory.ts'
import { readHistory } from '../support/readHistory.ts'
import { sampleDeliveries } from '../support/chatwoot/sampleDeliveries.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'

const secret = 'the secret of the history test'
const deliveries = sampleDeliveries()
const expected = expectedHistory()

let database: TestDatabase
let elo: EloProcess

async function open(name: string): Promise<void> {
  database = await openTestDatabase(inject('mongodbUri'), `truth-${name}`)
  elo = await startElo()
}

function startElo(): Promise<EloProcess> {
  return startEloProcess({ MONGODB_URI: database.uri, CHATWOOT_WEBHOOK_SECRET: secret })
}

async function expectHistory(): Promise<void> {
  await database.processed()
  expect(await readHistory(elo.url)).toEqual(expected.customers)
}

/** Numbers from a seed, so that a failure can be reproduced. */
function* randomPoints(seed: number, count: number, below: number): Generator<number> {
  let state = seed
  for (let made = 0; made < count; made += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state % below
  }
}

afterEach(async () => {
  await elo.end('SIGTERM')
  await database.drop()
})

describe('the history of the sample deliveries', { timeout: 300_000 }, () => {
  it('is as expected in file order, with the expected refusals and no secret, and stays so when all are sent again', async () => {
    await open('file-order')
    const endings: Record<string, number[]> = { quarantined: [], refused: [] }
    for (const delivery of deliveries) {
      const counts = await replayDeliveries([delivery], { url: elo.url, secret })
      if (counts.quarantined) endings['quarantined']?.push(delivery.n)
      else if (counts.refused && delivery.signed) endings['refused']?.push(delivery.n)
      expect(counts.failed, `line ${delivery.n}`).toBe(0)
    }
    expect(endings).toEqual({ quarantined: expected.quarantined, refused: expected.refused })
    await expectHistory()

    const { accepted } = await replayDeliveries(deliveries, { url: elo.url, secret })
    const leaveNothing = deliveries.filter(({ event }) => event.startsWith('conversation_typing_'))
    expect(accepted).toBe(leaveNothing.length)
    await expectHistory()

    const kept = (await database.dump()) + elo.log() + JSON.stringify(await readHistory(elo.url))
    expect(expected.secrets.filter((text) => kept.includes(text))).toEqual([])
  })

  it.each([1, 2])('is as expected when they are shuffled within windows of 50 (seed %i)', async (seed) => {
    await open(`shuffled-${seed}`)
    await replayDeliveries(deliveries, { url: elo.url, secret, shuffleWindow: 50, seed, concurrency: 4 })
    await expectHistory()
  })

  it('is as expected when Elo is killed with kill -9 at ten random points', async () => {
    await open('killed')
    const points = new Set(randomPoints(20_261_123, 10, deliveries.length))
    for (const [index, delivery] of deliveries.entries()) {
      if (!points.has(index)) {
        await replayDeliveries([delivery], { url: elo.url, secret })
        continue
      }
      // Killed while it handles this delivery and earlier ones; the sender retries this one.
      const lost = replayDeliveries([delivery], { url: elo.url, secret, attempts: 1 })
      await elo.end('SIGKILL')
      await lost
      elo = await startElo()
      await replayDeliveries([delivery], { url: elo.url, secret })
    }
    await expectHistory()
  })
})
