import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewInteraction } from '../../../../interactions/interaction.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { newConversation } from '../../../../subgraphs/conversations/conversation/conversation.ts'
import { createConversationStore } from '../../../../subgraphs/conversations/conversation/conversationStore.ts'
import { agentOf, assignedAgent, customerSelf } from '../../../support/limitedCallers.ts'
import { asAgent, asPartner, type History, startHistory } from '../support/startHistory.ts'
import { searchIds, searchPage } from './support/askSearch.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('search_visibility')
})

afterAll(() => history.stop())

const record = (customer: string, text: string, fields: Partial<NewInteraction> = {}) =>
  history.record(customer, { body: { text }, ...fields })

async function assign(profileId: string, person: string): Promise<void> {
  const conversation = newConversation(profileId, 'WHATSAPP', new Date(), {
    team: null,
    person: { id: person, name: null },
  })
  await createConversationStore(history.connection).insert(conversation)
}

/** That a search shows nothing, as where nothing was recorded. */
async function expectNothing(text: string, principal: Principal, customerId?: string): Promise<void> {
  const filter = customerId === undefined ? {} : { customerId }
  expect(await searchPage(history, { text, filter, first: 1 }, principal)).toMatchObject({
    ids: [],
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  })
}

describe('searchInteractions', () => {
  it('finds for a caller of some departments what these did and what none did', async () => {
    const customer = await history.newCustomer()
    const sales = await record(customer, 'auditoria', { department: 'sales' })
    const ofNone = await record(customer, 'auditoria')
    const hidden = await record(customer, 'auditoria sigilosa', { department: 'support' })
    expect((await searchIds(history, { text: 'auditoria' }, agentOf('sales'))).sort()).toEqual(
      [sales, ofNone].sort(),
    )
    await expectNothing('sigilosa', agentOf('sales'))
    await expectNothing('sigilosa', agentOf('sales'), customer)
    await expectNothing('sigilosa', agentOf())
    expect(await searchIds(history, { text: 'sigilosa' }, agentOf('support'))).toEqual([hidden])
    const filter = { departments: ['support'] }
    expect(await searchIds(history, { text: 'sigilosa', filter }, agentOf('sales'))).toEqual([])
  })

  it('finds nothing internal and no note for a caller without notes:read', async () => {
    const customer = await history.newCustomer()
    await record(customer, 'suspeita', { kind: 'NOTE', visibility: 'INTERNAL' })
    await record(customer, 'suspeita', { visibility: 'INTERNAL' })
    // A note is not for others, whatever its visibility.
    await record(customer, 'suspeita', { kind: 'NOTE' })
    for (const principal of [asPartner, customerSelf(customer)]) {
      await expectNothing('suspeita', principal)
      await expectNothing('"suspeita"', principal, customer)
    }
    expect(await searchIds(history, { text: 'suspeita' })).toHaveLength(3)
  })

  it('finds for a caller of some customers what happened with these, over all their profiles', async () => {
    const [own, merged, other] = [
      await history.newCustomer(),
      await history.newCustomer(),
      await history.newCustomer(),
    ]
    await assign(own, 'ana')
    await assign(other, 'bia')
    const found = [await record(own, 'consórcio'), await record(merged, 'consórcios')]
    const ofOther = await record(other, 'consórcio')
    await history.merge(own, merged)
    for (const principal of [assignedAgent('ana'), customerSelf(own), customerSelf(merged)]) {
      expect((await searchIds(history, { text: 'consórcio' }, principal)).sort()).toEqual([...found].sort())
      await expectNothing('consórcio', principal, other)
    }
    expect(await searchIds(history, { text: 'consórcio' }, assignedAgent('bia'))).toEqual([ofOther])
    await expectNothing('consórcio', assignedAgent('nobody'))
    await history.unmerge(merged)
    expect(await searchIds(history, { text: 'consórcio' }, customerSelf(own))).toEqual([found[0]])
  })

  it('finds nothing by what the caller sees masked, and shows it masked in snippets', async () => {
    const customer = await history.newCustomer()
    const id = await record(customer, 'CPF 529.982.247-25 de ana.souza@loja.com, cadastro novo')
    for (const text of ['529', 'souza', '"ana souza"', 'cadastro souza', '"529.982.247-25"']) {
      expect(await searchIds(history, { text }, asAgent)).toEqual([id])
      await expectNothing(text, asPartner)
    }
    const { snippets } = await searchPage(history, { text: 'cadastro' }, asPartner)
    expect(snippets).toEqual(['CPF ***.982.247-** de a***@…, cadastro novo'])
  })

  it('cuts no identifier so that masking would not recognise it', async () => {
    const customer = await history.newCustomer()
    // The cut falls into the number, and masking would not recognise what is left of it.
    const between = 'a'.repeat(48)
    const text = `${'palavra '.repeat(30)}+55 11 98765 4321 ${between} instalado ${'depois '.repeat(40)}`
    await record(customer, text)
    const { snippets } = await searchPage(history, { text: 'instalado' }, asPartner)
    expect(snippets[0]).toContain('instalado')
    expect(snippets[0]).not.toMatch(/\d{3}/u)
  })

  it('reads on over what the caller may not see', async () => {
    const customer = await history.newCustomer()
    const at = (index: number) => new Date(Date.parse('2026-01-01T00:00:00.000Z') + index * 1_000)
    const seen = await record(customer, 'reunião', { occurredAt: at(0), department: 'sales' })
    for (let index = 1; index <= 20; index += 1)
      await record(customer, 'reunião', { occurredAt: at(index), department: 'support' })
    expect(await searchPage(history, { text: 'reunião', first: 2 }, agentOf('sales'))).toMatchObject({
      ids: [seen],
      hasNextPage: false,
    })
  })
})
