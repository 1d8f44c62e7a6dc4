import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type History, startHistory } from '../support/startHistory.ts'
import { type Search, searchPage } from './support/askSearch.ts'
import { examinedBy } from './support/examinedBy.ts'
import { textWithRareWords } from './support/rareWords.ts'
import { seedInteractions } from './support/seedInteractions.ts'

const count = 1_000_000
const minutes = 60_000

let history: History
let customers: string[]

beforeAll(async () => {
  history = await startHistory('search_million')
  customers = []
  for (let index = 0; index < 50; index += 1) customers.push(await history.newCustomer())
  await seedInteractions(history.connection, customers, count, textWithRareWords(count, 100))
}, 30 * minutes)

afterAll(() => history.stop())

describe('a search in 1,000,000 interactions', () => {
  it.each<[string, Search]>([
    ['a word that few have', { text: 'raridade' }],
    ['a word that only the oldest have', { text: 'singular' }],
    ['a word that few have, with one that all have', { text: 'pedido raridade' }],
    ['a word that all have', { text: 'pedido' }],
    ['two words that many have', { text: 'pedido frequente3' }],
    ['a word that few have, in pages of 5', { text: 'raridade', first: 5 }],
  ])('for %s examines at most 3 times the documents that it gives', async (_, given) => {
    let returned = 0
    const { documents, keys } = await examinedBy(history.connection, async () => {
      returned = (await searchPage(history, given)).ids.length
    })
    expect(returned).toBe(given.first ?? 20)
    expect(documents).toBeLessThanOrEqual(3 * returned)
    expect(keys).toBeLessThanOrEqual(3_000)
  })

  it('examines at most 2,000 documents when the filter leaves all out', async () => {
    const { documents } = await examinedBy(history.connection, () =>
      searchPage(history, { text: 'pedido', filter: { channels: ['EMAIL'] } }),
    )
    expect(documents).toBeLessThanOrEqual(2_001)
  })
})
