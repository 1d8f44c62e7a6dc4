import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInteractionEraser } from '../../../interactions/erasure/interactionEraser.ts'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'
import { createContentExpiry } from '../../../interactions/retention/contentExpiry.ts'
import { searchIds } from '../../subgraphs/history/search/support/askSearch.ts'
import { type History, startHistory } from '../../subgraphs/history/support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('erased_terms')
})

afterAll(() => history.stop())

const clock = () => new Date()
const eraseBody = () => ({ body: { text: null }, summary: 'Message erased' })

describe('the terms of an interaction', () => {
  it('are erased with its content, at the request of the customer and by age', async () => {
    const { connection } = history
    const customers = [await history.newCustomer(), await history.newCustomer()]
    const ids: string[] = []
    for (const customer of customers)
      ids.push(await history.record(customer, { body: { text: 'confidencial, ana@loja.com' } }))
    expect(await searchIds(history, { text: 'confidencial' })).toHaveLength(2)
    await createInteractionEraser({ connection, clock, kinds: ['MESSAGE'], eraseBody }).erase(
      customers.slice(0, 1),
    )
    expect(await searchIds(history, { text: 'confidencial' })).toEqual(ids.slice(1))
    const rules = [{ kinds: ['MESSAGE' as const], days: 1, departments: null }]
    await createContentExpiry({ connection, clock, rules, kinds: ['MESSAGE'], eraseBody }).expire()
    expect(await searchIds(history, { text: 'confidencial' })).toEqual([])
    const stored = await interactionModel(connection)
      .find({ _id: { $in: ids } }, { terms: 1 })
      .lean()
    expect(stored.map(({ terms }) => terms)).toEqual([[], []])
  })
})
