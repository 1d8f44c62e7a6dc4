import { afterEach, describe, it } from 'vitest'
import { replayDeliveries } from '../../scripts/replayDeliveries.ts'
import { deliveries, secret, startTruth } from './support/startTruth.ts'

let truth: Awaited<ReturnType<typeof startTruth>>
afterEach(() => truth.stop())

describe('the history of the sample deliveries', () => {
  it.each([2, 3, 4, 5])(
    'is as expected when they are shuffled within windows of 50 (seed %i)',
    async (seed) => {
      truth = await startTruth(`shuffled-${seed}`)
      const { url } = truth.elo()
      await replayDeliveries(deliveries, { url, secret, shuffleWindow: 50, seed, concurrency: 4 })
      await truth.expectHistory()
    },
  )

  it('is as expected when Elo is killed with kill -9 at ten random points', async () => {
    truth = await startTruth('killed-often')
    await truth.replayWithKills(10)
    await truth.expectHistory()
  })
})
