import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agentOf } from '../../../support/limitedCallers.ts'
import { page } from '../support/askHistory.ts'
import { type History, startHistory } from '../support/startHistory.ts'
import { type Search, searchIds, searchPage } from './support/askSearch.ts'
import { examinedBy } from './support/examinedBy.ts'
import { textWithRareWords } from './support/rareWords.ts'
import { seedInteractions } from './support/seedInteractions.ts'

const count = 20_000

let history: History
let customers: string[]

beforeAll(async () => {
  history = await startHistory('search_examined')
  customers = [await history.newCustomer(), await history.newCustomer()]
  await seedInteractions(history.connection, customers, count, textWithRareWords(count, 40))
})

afterAll(() => history.stop())

async function examined(
  given: Parameters<typeof searchPage>[1],
  principal?: Parameters<typeof searchPage>[2],
) {
  let returned = 0
  const { documents, keys } = await examinedBy(history.connection, async () => {
    returned = (await searchPage(history, given, principal)).ids.length
  })
  return { returned, documents, keys }
}

describe('a search in 20,000 interactions', () => {
  it.each<[string, Search]>([
    ['a word that few have', { text: 'raridade' }],
    ['a word that few and old ones have', { text: 'singular', first: 40 }],
    ['a word that few have, in small pages', { text: 'raridade', first: 5 }],
    ['a word that all have', { text: 'pedido' }],
    ['a rare word with a word that all have', { text: 'pedido singular' }],
    ['a phrase', { text: '"pedido frequente0"' }],
  ])('for %s examines at most 3 times the documents that it gives', async (_, given) => {
    const { returned, documents, keys } = await examined(given)
    expect(returned).toBe(given.first ?? 20)
    expect(documents).toBeLessThanOrEqual(3 * returned)
    // It reads one more to know whether there is more, and one to know whether all have their terms.
    expect(documents).toBeLessThanOrEqual(returned + 2)
    expect(keys).toBeLessThanOrEqual(3_000)
  })

  it('of one customer examines at most 3 times the documents that it gives, and so does a page with a text', async () => {
    const [customerId = ''] = customers
    const { returned, documents } = await examined({ text: 'raridade', filter: { customerId } })
    expect(returned).toBe(20)
    expect(documents).toBeLessThanOrEqual(60)
    const ofPage = await examinedBy(history.connection, () =>
      page(history, customers, { first: 20, filter: { text: 'raridade' } }),
    )
    expect(ofPage.documents).toBeLessThanOrEqual(60)
  })

  it('examines at most 2,000 for a page, also when the filter leaves all out, and continues where it stopped', async () => {
    const filter = { channels: ['EMAIL'] }
    const first = await searchPage(history, { text: 'pedido', filter })
    expect(first).toMatchObject({ ids: [], hasNextPage: true, hasPreviousPage: false })
    const { documents } = await examined({ text: 'pedido', filter })
    expect(documents).toBeLessThanOrEqual(2_001)
    expect(await searchIds(history, { text: 'pedido', filter })).toEqual([])
    const rare = await searchIds(history, { text: 'raridade pedido', first: 7 }, agentOf('sales'))
    expect(rare).toHaveLength(40)
    expect(new Set(rare).size).toBe(40)
  })
})
