import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'
import { createTermsBackfill } from '../../../interactions/search/termsBackfill.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { feedSubscription, liveEvents } from '../../subgraphs/history/support/liveEvents.ts'
import { type History, startHistory } from '../../subgraphs/history/support/startHistory.ts'
import { searchIds, searchPage } from '../../subgraphs/history/search/support/askSearch.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('terms_backfill')
})

afterAll(() => history.stop())

const backfill = () =>
  createTermsBackfill({
    connection: history.connection,
    clock: () => new Date(),
    logger: createLogger({ level: 'silent', name: 'test' }),
  })

/** As a version without search stored them. */
async function forgetTerms(ids: string[]): Promise<void> {
  await interactionModel(history.connection).updateMany({ _id: { $in: ids } }, { $unset: { terms: 1 } })
}

describe('interactions of a version without search', () => {
  it('are found once their terms are added, by one of several processes, and until then a search says that it is not complete', async () => {
    const customer = await history.newCustomer()
    const ids: string[] = []
    for (let index = 0; index < 3; index += 1)
      ids.push(await history.record(customer, { body: { text: `garantia ${index}` } }))
    await forgetTerms(ids)
    expect(await searchPage(history, { text: 'garantia' })).toMatchObject({ ids: [], isComplete: false })
    const added = await Promise.all([backfill().runOnce(), backfill().runOnce()])
    expect(Math.max(...added)).toBe(3)
    expect((await searchPage(history, { text: 'garantia' })).isComplete).toBe(true)
    expect((await searchIds(history, { text: 'garantia' })).sort()).toEqual(ids.sort())
    expect(await backfill().runOnce()).toBe(0)
  })

  it('take no position and no revision, and nobody is told of them', async () => {
    const customer = await history.newCustomer()
    const id = await history.record(customer, { body: { text: 'antigo' } })
    await forgetTerms([id])
    const model = interactionModel(history.connection)
    const before = await model.findById(id).lean()
    const feed = liveEvents(await history.subscribe(feedSubscription, {}))
    // The feed may begin a moment earlier.
    const marker = await history.record(customer)
    await feed.takeUntil(({ interaction }) => interaction?.id === marker)
    await backfill().runOnce()
    expect(await model.findById(id).lean()).toEqual({ ...before, terms: ['antig'] })
    const next = await history.record(customer)
    expect(await feed.next()).toMatchObject({ interaction: { id: next } })
    await feed.close()
  })

  it('leave the job to the process that has the lease', async () => {
    const customer = await history.newCustomer()
    const id = await history.record(customer, { body: { text: 'alugado' } })
    await forgetTerms([id])
    const runs = history.connection.collection<{ _id: string; leasedUntil: Date }>('retentionRuns')
    await runs.updateOne({ _id: 'search' }, { $set: { leasedUntil: new Date(Date.now() + 60_000) } })
    expect(await backfill().runOnce()).toBe(0)
    await runs.updateOne({ _id: 'search' }, { $set: { leasedUntil: new Date(0) } })
    expect(await backfill().runOnce()).toBe(1)
  })
})
