import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { type Given, type IdentityGraph, mail, startIdentity } from '../support/startIdentity.ts'

const blockedPhone = '+5511900001111'
const blockedWaId = '5511900002222'
const rules = rulesOf(
  JSON.stringify({
    types: {
      PHONE: { blocked: { values: [blockedPhone], patterns: [] } },
      WHATSAPP: { blocked: { values: [blockedWaId], patterns: [] } },
    },
  }),
  'rules',
)

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity({ rules })))
afterAll(() => graph.stop())

const { change } = createCustomerActs(() => graph)

const phone = (value: string): Given => ({ type: 'PHONE', value })
const whatsapp = (value: string): Given => ({ type: 'WHATSAPP', value })
const lookUp = async ({ type, value }: Given) => (await graph.byIdentifier(type, value))?.id ?? null
const newCustomer = async (...identifiers: Given[]) => (await graph.identify(identifiers)).customer?.id ?? ''

/** The customer that a mutation finds, or the code of why it finds none. */
async function named(...identifiers: Given[]): Promise<string | undefined> {
  const tag = `t${identifiers.map(({ value }) => value).join()}`.slice(0, 60)
  const { userErrors } = await change('tagCustomer', { customer: { identifiers }, tags: [tag] })
  if (userErrors[0]) return userErrors[0].code
  const { customers } = await graph.ask<{ customers: { nodes: { id: string }[] } }>(
    'query ($tag: String!) { customers(filter: { tags: [$tag] }) { nodes { id } } }',
    { tag },
  )
  return customers.nodes.map(({ id }) => id).join()
}

async function searched(identifier: string): Promise<string[]> {
  const { customers } = await graph.ask<{ customers: { nodes: { id: string }[] } }>(
    'query ($identifier: String!) { customers(filter: { identifier: $identifier }) { nodes { id } } }',
    { identifier },
  )
  return customers.nodes.map(({ id }) => id)
}

async function share({ type, value }: Given): Promise<void> {
  const answer = await graph.ask<{ markIdentifierShared: { userErrors: unknown[] } }>(
    'mutation ($input: MarkIdentifierSharedInput!) { markIdentifierShared(input: $input) { userErrors { code } } }',
    { input: { identifier: { type, value } } },
  )
  expect(answer.markIdentifierShared.userErrors).toEqual([])
}

describe('a customer who is known by one type of a number', () => {
  it.each([
    ['Brazil', whatsapp('5511987100017'), phone('(11) 98710-0017')],
    ['Brazil without the ninth digit', whatsapp('553187100017'), phone('+55 31 98710-0017')],
    ['Mexico', whatsapp('5215512340018'), phone('+52 55 1234 0018')],
    ['Argentina', whatsapp('5491123450018'), phone('+54 11 15 2345-0018')],
    ['Portugal', whatsapp('351912345678@s.whatsapp.net'), phone('+351 912 345 678')],
    ['the United States', whatsapp('12025550123:4@s.whatsapp.net'), phone('+1 (202) 555-0123')],
    ['Benin', whatsapp('22997120018'), phone('+229 01 97 12 00 18')],
    ['Brazil, known by telephone', phone('11 98710-0019'), whatsapp('551187100019')],
    ['Mexico, known by telephone', phone('+52 1 55 1234 0019'), whatsapp('5215512340019')],
  ])('is found by the other type: %s', async (_, known, other) => {
    const id = await newCustomer(known)
    expect([await lookUp(known), await lookUp(other)]).toEqual([id, id])
    expect([await named(known), await named(other)]).toEqual([id, id])
    expect([await searched(known.value), await searched(other.value)]).toEqual([[id], [id]])
  })

  it('is found with all that is asked for', async () => {
    const { customer } = await graph.identify([whatsapp('5511987100031'), mail('lia@example.com')], {
      name: 'Lia',
    })
    expect(await graph.byIdentifier('PHONE', '+5511987100031')).toEqual(customer)
  })

  it('is found in one command by what they have, and also when the other type is of somebody else', async () => {
    const [telephone, waId] = [phone('+5511987100041'), whatsapp('5511987100041')]
    const ana = await newCustomer(waId)
    expect(await graph.commandsOf(() => lookUp(waId))).toEqual(['aggregate'])
    await graph.connection
      .collection('identifiers')
      .updateOne({ type: 'WHATSAPP', value: '5511987100041' }, { $set: { value: '5511987100042' } })
    const bia = await newCustomer(telephone)
    await graph.connection
      .collection('identifiers')
      .updateOne({ type: 'WHATSAPP', value: '5511987100042' }, { $set: { value: '5511987100041' } })
    expect([await lookUp(waId), await lookUp(telephone)]).toEqual([ana, bia])
    expect(await graph.commandsOf(() => lookUp(telephone))).toEqual(['aggregate'])
    expect(await named(waId, telephone)).toBe('CONFLICT')
  })

  it('is found together with what else a mutation names, and not with what is of another customer', async () => {
    const ana = await newCustomer(whatsapp('5511987100051'), mail('ana51@example.com'))
    await newCustomer(mail('bia51@example.com'))
    const telephone = phone('+5511987100051')
    expect(await named(telephone, whatsapp('5511987100051'))).toBe(ana)
    expect(await named(telephone, mail('ana51@example.com'), mail('new51@example.com'))).toBe(ana)
    expect(await named(telephone, mail('bia51@example.com'))).toBe('CONFLICT')
  })
})

describe('an identifier that finds nobody', () => {
  it('is one whose number no customer has by either type', async () => {
    expect([await lookUp(phone('+5511987100061')), await lookUp(whatsapp('5511987100061'))]).toEqual([
      null,
      null,
    ])
    expect(await named(phone('+5511987100061'))).toBe('NOT_FOUND')
  })

  it('is an id that hides its number, though its digits are those of a telephone', async () => {
    await newCustomer(phone('+5511987100071'))
    const hidden = whatsapp('5511987100071@lid')
    expect([await lookUp(hidden), await named(hidden)]).toEqual([null, 'NOT_FOUND'])
    const id = await newCustomer(hidden)
    expect([await lookUp(hidden), await lookUp(whatsapp('5511987100071:2@lid'))]).toEqual([id, id])
    expect(await lookUp(phone('+5511987100071'))).not.toBe(id)
  })

  it.each([
    ['telephone', phone('+5511987100081'), whatsapp('5511987100081')],
    ['wa_id', whatsapp('5511987100082'), phone('+5511987100082')],
  ])('is a %s that is shared, and the other type of it', async (_, shared, other) => {
    await newCustomer(shared)
    await share(shared)
    expect([await lookUp(shared), await lookUp(other)]).toEqual([null, null])
    expect([await named(shared), await named(other)]).toEqual(['SHARED_VALUE', 'SHARED_VALUE'])
  })

  it.each([
    ['telephone', phone('+5511987100091'), whatsapp('5511987100091')],
    ['wa_id', whatsapp('5511987100092'), phone('+5511987100092')],
  ])(
    'is a %s that was marked as shared while a customer had only the other type',
    async (_, shared, other) => {
      const id = await newCustomer(other)
      await share(shared)
      expect([await lookUp(shared), await lookUp(other)]).toEqual([null, id])
    },
  )

  it('is a blocked one, and one whose other type is blocked', async () => {
    const [waId, telephone] = [blockedPhone.slice(1), `+${blockedWaId}`]
    const [holder, other] = [await newCustomer(whatsapp(waId)), await newCustomer(phone(telephone))]
    expect([await lookUp(phone(blockedPhone)), await lookUp(whatsapp(blockedWaId))]).toEqual([null, null])
    expect([await lookUp(whatsapp(waId)), await lookUp(phone(telephone))]).toEqual([holder, other])

    // Such as were stored before the rules blocked them.
    const stored = graph.connection.collection('identifiers')
    await stored.updateOne(
      { type: 'WHATSAPP', value: waId },
      { $set: { type: 'PHONE', value: blockedPhone } },
    )
    await stored.updateOne(
      { type: 'PHONE', value: telephone },
      { $set: { type: 'WHATSAPP', value: blockedWaId } },
    )
    expect([await lookUp(whatsapp(waId)), await lookUp(phone(telephone))]).toEqual([null, null])
    expect([await named(whatsapp(waId)), await named(phone(telephone))]).toEqual(['NOT_FOUND', 'NOT_FOUND'])
  })
})
