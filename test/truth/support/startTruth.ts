import { expect, inject } from 'vitest'
import { replayDeliveries } from '../../../scripts/replayDeliveries.ts'
import { expectedHistory } from '../../support/chatwoot/expectedHistory.ts'
import { sampleDeliveries } from '../../support/chatwoot/sampleDeliveries.ts'
import { type EloProcess, startEloProcess } from '../../support/eloProcess.ts'
import { readHistory } from '../../support/readHistory.ts'
import { openTestDatabase } from '../../support/testDatabase.ts'

export const secret = 'the secret of the history test'
export const deliveries = sampleDeliveries()
export const expected = expectedHistory()

/** Elo as a process on a database of its own, which gets the sample deliveries. */
export async function startTruth(name: string) {
  const database = await openTestDatabase(inject('mongodbUri'), `truth-${name}`)
  const startElo = () => startEloProcess({ MONGODB_URI: database.uri, CHATWOOT_WEBHOOK_SECRET: secret })
  let elo: EloProcess = await startElo()
  return {
    database,
    elo: () => elo,
    async expectHistory(): Promise<void> {
      await database.processed()
      expect(await readHistory(elo.url)).toEqual(expected.customers)
    },
    /** Send all deliveries, and kill Elo with kill -9 at so many random points. */
    async replayWithKills(count: number): Promise<void> {
      const points = new Set(randomPoints(20_261_123, count, deliveries.length))
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
    },
    async stop(): Promise<void> {
      await elo.end('SIGTERM')
      await database.drop()
    },
  }
}

/** Numbers from a seed, so that a failure can be reproduced. */
function* randomPoints(seed: number, count: number, below: number): Generator<number> {
  let state = seed
  for (let made = 0; made < count; made += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state % below
  }
}
