import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type History, startHistory } from '../support/startHistory.ts'
import { briefOf } from './support/askBrief.ts'
import { examineBriefs } from './support/plantedBriefs.ts'
import { type PlantedCustomer, plantCustomer } from './support/plantedCustomer.ts'

let history: History
const customers: PlantedCustomer[] = []

beforeAll(async () => {
  history = await startHistory('planted_facts')
  for (const [index, size] of [10, 40, 300, 5_000].entries())
    customers.push(await plantCustomer(history, index + 1, size))
})

afterAll(() => history.stop())

// test/subgraphs/history/brief/plantedFacts.long.ts does the same for 100 customers.
describe('a brief of a customer with planted facts', () => {
  it.each([50, 200, 1_000, 8_000])(
    'has at most %i tokens as it says, and no line that its ids do not support',
    async (maxTokens) => {
      const { wrongBudgets, unsupported } = await examineBriefs(history, customers, { maxTokens })
      expect({ wrongBudgets, unsupported }).toEqual({ wrongBudgets: [], unsupported: [] })
    },
  )

  it('shows at least 95 of 100 facts in 1,000 tokens', async () => {
    const { planted, found, missing } = await examineBriefs(history, customers, { maxTokens: 1_000 })
    expect({ missing, isEnough: found >= 0.95 * planted }).toEqual({ missing, isEnough: true })
  })

  it('is the same, byte for byte, after many writes for others', async () => {
    const ids = customers.map(({ customerId }) => customerId)
    const before = await Promise.all(ids.map((id) => briefOf(history, [id], { withId: true })))
    const other = await history.newCustomer()
    await history.recordMany(other, 300)
    const after = await Promise.all(ids.map((id) => briefOf(history, [id], { withId: true })))
    expect(after).toEqual(before)
  })
})
