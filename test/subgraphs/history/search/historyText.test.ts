import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agentOf } from '../../../support/limitedCallers.ts'
import { ask, page, start, minute } from '../support/askHistory.ts'
import { followCustomer, readLogs } from '../support/followCustomer.ts'
import { readChanges } from '../support/pollChanges.ts'
import { asPartner, type History, startHistory } from '../support/startHistory.ts'
import { seedInteractions } from './support/seedInteractions.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('history_text')
})

afterAll(() => history.stop())

describe('history with a text in its filter', () => {
  it('is the pages of what has the text, over all profiles, in both directions', async () => {
    const profiles = [await history.newCustomer(), await history.newCustomer()]
    const ids: string[] = []
    for (let index = 0; index < 6; index += 1) {
      const text = index % 2 ? 'outra coisa' : `boletos vencidos ${index}`
      ids.push(
        await history.record(profiles[index % 3 ? 0 : 1] ?? '', {
          body: { text },
          occurredAt: new Date(start + index * minute),
        }),
      )
    }
    const filter = { text: 'boleto vencido' }
    const wanted = [ids[0], ids[2], ids[4]]
    expect((await page(history, profiles, { filter })).ids).toEqual(wanted)
    const first = await page(history, profiles, { first: 2, filter })
    expect(first).toMatchObject({ ids: wanted.slice(0, 2), hasNextPage: true, hasPreviousPage: false })
    const after = await page(history, profiles, { first: 2, after: first.cursors[1] ?? '', filter })
    expect(after).toMatchObject({ ids: wanted.slice(2), hasNextPage: false, hasPreviousPage: true })
    const last = await page(history, profiles, { last: 1, filter })
    expect(last).toMatchObject({ ids: wanted.slice(2), hasNextPage: false, hasPreviousPage: true })
    expect((await page(history, profiles, { filter: { ...filter, channels: ['EMAIL'] } })).ids).toEqual([])
  })

  it('reads on until a page with a phrase is full', async () => {
    const customer = await history.newCustomer()
    await seedInteractions(history.connection, [customer], 130, (index) =>
      index % 60 === 0 ? 'nota fiscal' : 'fiscal da nota',
    )
    const all = await readLogs(history, [customer])
    const ids = all.filter(({ seq }) => seq % 60 === 1).map(({ id }) => id)
    const filter = { text: '"nota fiscal"' }
    expect(await page(history, [customer], { first: 2, filter })).toMatchObject({
      ids: ids.slice(0, 2),
      hasNextPage: true,
    })
    const newest = await page(history, [customer], { last: 2, filter })
    expect(newest).toMatchObject({ ids: ids.slice(1), hasPreviousPage: true, hasNextPage: false })
    const rest = await page(history, [customer], { last: 2, before: newest.cursors[0] ?? '', filter })
    expect(rest).toMatchObject({ ids: ids.slice(0, 1), hasPreviousPage: false })
  })

  it('does not find by what the caller sees masked', async () => {
    const customer = await history.newCustomer()
    const id = await history.record(customer, { body: { text: 'sou ana.souza@loja.com' } })
    for (const text of ['souza', '"ana souza"']) {
      expect((await page(history, [customer], { filter: { text } })).ids).toEqual([id])
      expect((await page(history, [customer], { filter: { text } }, asPartner)).ids).toEqual([])
    }
  })

  it.each([
    ['', 'filter.text: expected 1 to 200 characters, got only blanks'],
    ['the', 'filter.text: expected a word to search for'],
  ])('refuses the text "%s"', async (text, message) => {
    const customer = await history.newCustomer()
    const { errors } = await ask(history, [customer], { filter: { text } })
    expect(errors?.[0]?.message).toContain(message)
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT')
  })
})

describe('a stream with a text in its filter', () => {
  it('delivers the revisions that have the text, and so does changes', async () => {
    const customer = await history.newCustomer()
    const filter = { text: 'estorno' }
    const stream = await followCustomer(history, customer, { filter })
    const [position] = await stream.take(1)
    await history.record(customer, { body: { text: 'bom dia' } })
    const one = await history.record(customer, { body: { text: 'cadê o ESTORNO?' } })
    const two = await history.record(customer, { body: { text: 'nada' } })
    await history.log.amend(two, () => ({ body: { text: 'estornos' } }))
    expect(await stream.take(2)).toMatchObject([{ interaction: { id: one } }, { interaction: { id: two } }])
    await stream.close()
    const { events } = await readChanges(history, customer, { after: position?.cursor ?? '', filter })
    expect(events.map(({ interaction }) => interaction?.id)).toEqual([one, two])
  })

  it('says nothing of the text of what it may not see any more', async () => {
    const customer = await history.newCustomer()
    const id = await history.record(customer, { department: 'sales', body: { text: 'estorno' } })
    const other = await history.record(customer, { department: 'sales', body: { text: 'bom dia' } })
    const filter = { text: 'estorno' }
    const stream = await followCustomer(history, customer, { filter }, agentOf('sales'))
    await stream.next()
    await history.log.amend(id, () => ({ department: 'support', body: { text: 'bom dia' } }))
    await history.log.amend(other, () => ({ department: 'support', body: { text: 'estorno' } }))
    expect(await stream.take(2)).toMatchObject([
      { change: 'HIDDEN', interactionId: id },
      { change: 'HIDDEN', interactionId: other },
    ])
    await stream.close()
  })
})
