import { afterEach, describe, expect, it } from 'vitest'
import { replayDeliveries } from '../../scripts/replayDeliveries.ts'
import { readHistory } from '../support/readHistory.ts'
import { deliveries, expected, secret, startTruth } from './support/startTruth.ts'

let truth: Awaited<ReturnType<typeof startTruth>>
afterEach(() => truth.stop())

describe('the history of the sample deliveries', { timeout: 300_000 }, () => {
  it('is as expected in file order, with the expected refusals and no secret, and stays so when all are sent again', async () => {
    truth = await startTruth('file-order')
    const { url } = truth.elo()
    const endings: Record<string, number[]> = { quarantined: [], refused: [] }
    for (const delivery of deliveries) {
      const counts = await replayDeliveries([delivery], { url, secret })
      if (counts.quarantined) endings['quarantined']?.push(delivery.n)
      else if (counts.refused && delivery.signed) endings['refused']?.push(delivery.n)
      expect(counts.failed, `line ${delivery.n}`).toBe(0)
    }
    expect(endings).toEqual({ quarantined: expected.quarantined, refused: expected.refused })
    await truth.expectHistory()

    const { accepted } = await replayDeliveries(deliveries, { url, secret })
    const leaveNothing = deliveries.filter(({ event }) => event.startsWith('conversation_typing_'))
    expect(accepted).toBe(leaveNothing.length)
    await truth.expectHistory()

    const kept = (await truth.database.dump()) + truth.elo().log() + JSON.stringify(await readHistory(url))
    expect(expected.secrets.filter((text) => kept.includes(text))).toEqual([])
  })

  it('is as expected when they are shuffled within windows of 50', async () => {
    truth = await startTruth('shuffled')
    const { url } = truth.elo()
    await replayDeliveries(deliveries, { url, secret, shuffleWindow: 50, seed: 1, concurrency: 4 })
    await truth.expectHistory()
  })

  it('is as expected when Elo is killed with kill -9 at three random points', async () => {
    truth = await startTruth('killed')
    await truth.replayWithKills(3)
    await truth.expectHistory()
  })
})
