import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type History, startHistory } from '../support/startHistory.ts'
import { briefOf } from './support/askBrief.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('brief')
})

afterAll(() => history.stop())

describe('Customer.brief', () => {
  it('smoke', async () => {
    const customer = await history.newCustomer()
    await history.record(customer, {
      summary: 'Meu pedido 12345 não chegou',
      body: { text: 'Meu pedido 12345 não chegou, moro na Rua das Flores, 10' },
    })
    const brief = await briefOf(history, [customer], { withId: true })
    console.log(brief.text, JSON.stringify(brief, null, 1))
    expect(brief.tokens).toBeGreaterThan(0)
  })
})
