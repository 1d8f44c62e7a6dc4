import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type History, startHistory } from '../support/startHistory.ts'
import { briefOf } from './support/askBrief.ts'
import { examineBriefs } from './support/plantedBriefs.ts'
import { type PlantedCustomer, plantCustomer } from './support/plantedCustomer.ts'

// The long form of plantedFacts.slow.test.ts.

let history: History
const customers: PlantedCustomer[] = []

beforeAll(async () => {
  history = await startHistory('planted_facts_long')
  // From 10 to 5,000 interactions, most of them small.
  for (let index = 0; index < 100; index += 1)
    customers.push(await plantCustomer(history, 1_000 + index, Math.round(10 * 500 ** (index / 99))))
}, 300_000)

afterAll(() => history.stop())

describe('the briefs of 100 customers with planted facts', () => {
  it.each([50, 200, 400, 1_000, 2_000, 4_000, 8_000])(
    'have at most %i tokens as they say, and no line that its ids do not support',
    async (maxTokens) => {
      const { wrongBudgets, unsupported } = await examineBriefs(history, customers, { maxTokens })
      expect({ wrongBudgets, unsupported }).toEqual({ wrongBudgets: [], unsupported: [] })
    },
  )

  it('show at least 95 of 100 facts in 1,000 tokens', async () => {
    const { planted, found, missing } = await examineBriefs(history, customers, { maxTokens: 1_000 })
    expect(planted).toBe(3_000)
    expect({ missing, isEnough: found >= 0.95 * planted }).toEqual({ missing, isEnough: true })
  })

  it('are the same, byte for byte, after 10,000 writes for others', async () => {
    const ids = customers.map(({ customerId }) => customerId)
    const read = async () => {
      const briefs = []
      for (const id of ids) briefs.push(await briefOf(history, [id], { withId: true }))
      return briefs
    }
    const before = await read()
    const other = await history.newCustomer()
    for (let batch = 0; batch < 20; batch += 1) await history.recordMany(other, 500)
    expect(await read()).toEqual(before)
  })
})
