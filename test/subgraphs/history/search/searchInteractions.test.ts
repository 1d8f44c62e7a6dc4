import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewInteraction } from '../../../../interactions/interaction.ts'
import { interactionModel } from '../../../../interactions/log/interactionModel.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { page } from '../support/askHistory.ts'
import { type History, startHistory } from '../support/startHistory.ts'
import { askSearch, searchIds, searchPage } from './support/askSearch.ts'

let history: History
let customer: string

beforeAll(async () => {
  history = await startHistory('search')
  customer = await history.newCustomer()
})

afterAll(() => history.stop())

const message = (text: string, fields: Partial<NewInteraction> = {}) =>
  history.record(customer, { body: { text }, summary: text, ...fields })

const daysAgo = (days: number) => new Date(Date.parse('2026-06-01T12:00:00.000Z') - days * 86_400_000)

describe('searchInteractions', () => {
  it('finds an interaction of any customer and any age by its words, newest first', async () => {
    const other = await history.newCustomer()
    const old = await message('Quero um orçamento', { occurredAt: new Date('1999-01-01T00:00:00.000Z') })
    const young = await history.record(other, { body: { text: 'os orcamentos' }, occurredAt: daysAgo(1) })
    await message('outra coisa')
    for (const text of ['orçamento', 'orcamento', 'ORÇAMENTOS'])
      expect(await searchIds(history, { text })).toEqual([young, old])
    expect(await searchIds(history, { text: 'documento' })).toEqual([])
  })

  it('finds what has all words, and a phrase word for word', async () => {
    const one = await message('a nota fiscal do pedido 9001')
    const two = await message('nota do fiscal, pedido 9002')
    expect((await searchIds(history, { text: 'fiscal nota' })).sort()).toEqual([one, two].sort())
    expect(await searchIds(history, { text: '"nota fiscal"' })).toEqual([one])
    expect(await searchIds(history, { text: 'fiscal 9002' })).toEqual([two])
    expect(await searchIds(history, { text: '"nota fiscal" 9002' })).toEqual([])
  })

  it('keeps its pages while others write', async () => {
    const ids: string[] = []
    for (let index = 0; index < 7; index += 1)
      // Some at the same time.
      ids.push(await message('vistoria', { occurredAt: daysAgo(Math.floor(index / 3)) }))
    const inOrder = (await searchPage(history, { text: 'vistoria', first: 7 })).ids
    expect([...inOrder].sort()).toEqual([...ids].sort())
    const first = await searchPage(history, { text: 'vistoria', first: 3 })
    expect(first).toMatchObject({
      ids: inOrder.slice(0, 3),
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: first.cursors[0],
      endCursor: first.cursors[2],
    })
    await message('vistoria', { occurredAt: new Date('2026-07-01T00:00:00.000Z') })
    await message('vistoria', { occurredAt: daysAgo(400) })
    const second = await searchPage(history, { text: 'vistoria', first: 4, after: first.endCursor })
    expect(second).toMatchObject({ ids: inOrder.slice(3), hasNextPage: true, hasPreviousPage: true })
    const last = await searchPage(history, { text: 'vistoria', first: 4, after: second.endCursor })
    expect(last).toMatchObject({ hasNextPage: false })
    expect(last.ids).toHaveLength(1)
  })

  it('combines the text with a filter', async () => {
    const email = await message('estoque', { channel: 'EMAIL', department: 'sales' })
    const note = await message('estoque', { kind: 'NOTE', visibility: 'INTERNAL', occurredAt: daysAgo(3) })
    const bot = await message('estoque', { actor: { kind: 'AI', id: null, name: null } })
    const find = async (filter: Record<string, unknown>) =>
      (await searchIds(history, { text: 'estoque', filter })).sort()
    expect(await find({})).toEqual([email, note, bot].sort())
    expect(await find({ channels: ['EMAIL'] })).toEqual([email])
    expect(await find({ kinds: ['NOTE'] })).toEqual([note])
    expect(await find({ departments: ['sales'] })).toEqual([email])
    expect(await find({ actorKinds: ['AI'] })).toEqual([bot])
    expect(await find({ visibilities: ['INTERNAL'] })).toEqual([note])
    expect(await find({ occurred: { from: daysAgo(4), to: daysAgo(2) } })).toEqual([note])
    expect(await find({ channels: [] })).toEqual([])
    expect(await find({ customerId: customer })).toEqual([email, note, bot].sort())
    expect(await find({ customerId: await history.newCustomer() })).toEqual([])
    expect(await find({ customerId: newId('cus') })).toEqual([])
  })

  it('searches a customer by any id that they have or had, over all profiles', async () => {
    const [one, two] = [await history.newCustomer(), await history.newCustomer()]
    const ids = [
      await history.record(one, { body: { text: 'mudança' } }),
      await history.record(two, { body: { text: 'mudanças' } }),
    ]
    await history.merge(one, two)
    for (const customerId of [one, two])
      expect((await searchIds(history, { text: 'mudança', filter: { customerId } })).sort()).toEqual(
        [...ids].sort(),
      )
  })

  it('finds the present text only: not a former one, not a deleted or an erased one', async () => {
    const id = await message('o sofá azul')
    await history.log.amend(id, () => ({ body: { text: 'o sofá verde' } }))
    expect(await searchIds(history, { text: 'sofá azul' })).toEqual([])
    expect(await searchIds(history, { text: 'sofá verde' })).toEqual([id])
    await history.log.amend(id, () => ({ department: 'sales' }))
    expect(await searchIds(history, { text: 'sofá verde' })).toEqual([id])
    await history.log.amend(id, () => ({ body: { text: 'o sofá verde', deleted: true } }))
    expect(await searchIds(history, { text: 'sofá' })).toEqual([])
    expect(await interactionModel(history.connection).findById(id).lean()).toMatchObject({ terms: [] })
  })

  it('shows the part of the text that was found, on one line', async () => {
    const text = `${'Bom dia. '.repeat(30)}\nO número do chassi\nestá errado. ${'Obrigado. '.repeat(40)}`
    await message(text)
    const { snippets } = await searchPage(history, { text: 'errado "número do chassi"' })
    expect(snippets).toEqual([expect.stringMatching(/^…\S.* O número do chassi está errado\. .*…$/u)])
    expect(snippets[0]?.length).toBeLessThanOrEqual(202)
    const transcript = [{ type: 'audio', transcript: 'o carburador falhou' }]
    await message('ouça', { body: { text: 'ouça', attachments: transcript } })
    expect((await searchPage(history, { text: 'carburador' })).snippets).toEqual(['o carburador falhou'])
  })

  it.each([
    [{ text: ' ' }, 'BAD_USER_INPUT', 'text: expected 1 to 200 characters, got only blanks'],
    [{ text: 'de' }, 'BAD_USER_INPUT', 'text: expected a word to search for'],
    [{ text: 'x'.repeat(201) }, 'BAD_USER_INPUT', 'text: expected 1 to 200 characters, got 201'],
    [
      { text: '1 2 3 4 5 6 7 8 9 10 11' },
      'BAD_USER_INPUT',
      'text: expected at most 10 different words, got 11',
    ],
    [{ text: 'x1', first: 0 }, 'BAD_USER_INPUT', 'first: expected 1 to 100, got 0'],
    [{ text: 'x1', first: 101 }, 'BAD_USER_INPUT', 'first: expected 1 to 100, got 101'],
    [
      { text: 'x1', filter: { customerId: 'x' } },
      'BAD_USER_INPUT',
      'filter.customerId: expected cus_…, got "x"',
    ],
    [
      { text: 'x1', filter: { departments: Array.from({ length: 51 }, String) } },
      'BAD_USER_INPUT',
      'filter.departments: expected at most 50, got 51',
    ],
    [
      { text: 'x1', filter: { occurred: {} } },
      'BAD_USER_INPUT',
      'filter.occurred: expected from, to or both',
    ],
    [{ text: 'x1', after: 'x' }, 'INVALID_CURSOR', 'after: expected a search cursor'],
  ])('refuses %o', async (given, code, text) => {
    const { data, errors } = await askSearch(history, given)
    expect(data).toEqual({ searchInteractions: null })
    expect(errors?.[0]?.extensions['code']).toBe(code)
    expect(errors?.[0]?.message).toContain(text)
  })

  it('refuses a cursor of a history', async () => {
    await message('x1')
    const { cursors } = await page(history, [customer], { first: 1 })
    const { errors } = await askSearch(history, { text: 'x1', after: cursors[0] ?? '' })
    expect(errors?.[0]?.extensions['code']).toBe('INVALID_CURSOR')
  })
})
