import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IdentityChangeBody } from '../../../../interactions/identityChange.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { bodyOf, type NewInteraction } from '../../../../interactions/interaction.ts'
import { newMessage } from '../../../interactions/log/newMessage.ts'
import { createInteractionLog } from '../../../../interactions/log/interactionLog.ts'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { type IdentityGraph, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newCustomer, logOf } = createCustomerActs(() => graph)

function message(profileId: string): NewInteraction {
  return newMessage(profileId, { occurredAt: graph.clock(), summary: 'Oi', body: { text: 'Oi' } })
}

async function write(profileId: string, count: number): Promise<void> {
  const log = createInteractionLog({ connection: graph.connection, clock: graph.clock })
  for (let index = 0; index < count; index += 1) await log.record(message(profileId))
}

describe('mergeCustomers', () => {
  it('keeps the oldest id, and every id answers with the whole customer', async () => {
    const [older, younger] = [await newCustomer(), await newCustomer('Bia')]
    const { customer, userErrors } = await graph.merge(younger, older, 'same person')

    expect(userErrors).toEqual([])
    expect(customer).toMatchObject({ id: older, profileId: older, profileIds: [older, younger], name: 'Bia' })
    expect(customer?.identifiers).toHaveLength(2)
    expect(customer?.profiles.map(({ identifiers }) => identifiers.length)).toEqual([1, 1])
    for (const id of [older, younger]) expect(await graph.customer(id)).toEqual(customer)
    for (const { type, value } of customer?.identifiers ?? [])
      expect(await graph.byIdentifier(type, value)).toEqual(customer)
  })

  it('takes any id of either', async () => {
    const [first, second, third] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await graph.merge(first, second)
    const { customer } = await graph.merge(second, third)

    expect(customer?.profileIds).toEqual([first, second, third])
  })

  it('is recorded in the logs of both customers, with the end of every log', async () => {
    const [older, younger, youngest] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await graph.merge(younger, youngest)
    await write(older, 3)
    await write(youngest, 2)
    await graph.merge(youngest, older, 'one form')

    const [ofOlder, ofYounger] = [(await logOf(older)).at(-1), (await logOf(younger)).at(-1)]
    const body: IdentityChangeBody = {
      change: 'MERGED',
      reason: 'one form',
      rule: 'MANUAL',
      customers: [[older, younger, youngest]],
      positions: { [older]: 4, [younger]: 2, [youngest]: 3 },
      isTwin: false,
      twinProfileId: younger,
    }
    expect(ofOlder).toMatchObject({
      kind: 'IDENTITY',
      visibility: 'INTERNAL',
      channel: null,
      actor: { kind: 'SYSTEM', id: null, name: null },
      summary: 'Customers merged: one form',
      seq: 4,
      body,
    })
    expect(ofYounger).toMatchObject({ kind: 'IDENTITY', seq: 2 })
    expect(ofYounger && bodyOf<IdentityChangeBody>(ofYounger)).toEqual({
      ...body,
      isTwin: true,
      twinProfileId: older,
    })
    expect((await logOf(youngest)).map(({ kind }) => kind)).toEqual(['IDENTITY', 'MESSAGE', 'MESSAGE'])
  })

  it('that follows from three customers at once is two changes in order', async () => {
    const [a, b, c] = [newPhone(), newPhone(), newPhone()]
    for (const value of [a, b, c]) await graph.identify([phone(value)])
    await write((await graph.byIdentifier('PHONE', a))?.id ?? '', 2)
    const { customer } = await graph.identify([phone(c), phone(a), phone(b)], { reason: 'one contact' })

    const [first = '', second = '', third = ''] = customer?.profileIds ?? []
    const changes = (await logOf(first)).filter(({ kind }) => kind === 'IDENTITY')
    expect(changes.map((change) => bodyOf<IdentityChangeBody>(change))).toEqual([
      {
        change: 'MERGED',
        reason: 'one contact',
        rule: 'SHARED_IDENTIFIER',
        customers: [[first, second]],
        positions: { [first]: 3, [second]: 1 },
        isTwin: false,
        twinProfileId: second,
      },
      {
        change: 'MERGED',
        reason: 'one contact',
        rule: 'SHARED_IDENTIFIER',
        customers: [[first, second, third]],
        positions: { [first]: 4, [second]: 1, [third]: 1 },
        isTwin: false,
        twinProfileId: third,
      },
    ])
  })

  it('sends as many commands for a long history as for a short one', async () => {
    const [short, brief, long, endless] = [
      await newCustomer(),
      await newCustomer(),
      await newCustomer(),
      await newCustomer(),
    ]
    const copies = Array.from({ length: 2_000 }, (_, index) => ({
      ...message(index % 2 === 0 ? long : endless),
      _id: newId('int'),
      seq: Math.floor(index / 2) + 1,
      positions: [Math.floor(index / 2) + 1],
      recordedAt: new Date(),
      changedAt: new Date(),
      revision: 1,
      fingerprint: '',
    }))
    await graph.connection.collection('interactions').insertMany(
      copies.map(({ source: _source, idempotencyKey: _key, content: _content, _id, ...rest }) => ({
        ...rest,
        id: _id,
      })),
    )
    const ofShort = await graph.commandsOf(() => graph.merge(short, brief))
    const ofLong = await graph.commandsOf(() => graph.merge(long, endless))

    expect(ofLong).toEqual(ofShort)
    expect((await logOf(long)).at(-1)?.seq).toBe(1_001)
  })

  it.each([
    ['customerId', 'cus_1', 'INVALID_VALUE'],
    ['otherCustomerId', newId('int'), 'INVALID_VALUE'],
    ['customerId', newId('cus'), 'NOT_FOUND'],
    ['otherCustomerId', newId('cus'), 'NOT_FOUND'],
  ])('names %s when it is %s', async (field, id, code) => {
    const known = await newCustomer()
    const { customer, userErrors } = await graph.merge(
      field === 'customerId' ? id : known,
      field === 'otherCustomerId' ? id : known,
    )

    expect(customer).toBeNull()
    expect(userErrors).toMatchObject([{ code, field: [field] }])
    expect(userErrors[0]?.message).toContain(id)
  })

  it('refuses to merge a customer with themselves, by whatever id', async () => {
    const [first, second] = [await newCustomer(), await newCustomer()]
    expect((await graph.merge(first, first)).userErrors).toMatchObject([{ code: 'SAME_CUSTOMER' }])
    await graph.merge(first, second)
    const before = await graph.state()
    expect((await graph.merge(second, first)).userErrors).toMatchObject([
      { code: 'SAME_CUSTOMER', field: ['otherCustomerId'] },
    ])
    expect(await graph.state()).toEqual(before)
  })

  it('refuses a reason of more than 1,000 characters', async () => {
    const [first, second] = [await newCustomer(), await newCustomer()]
    expect((await graph.merge(first, second, 'r'.repeat(1_001))).userErrors).toMatchObject([
      { code: 'TOO_LONG', field: ['reason'] },
    ])
  })

  it('of the same customers by many at once is carried out once', async () => {
    const ids = [await newCustomer(), await newCustomer(), await newCustomer()]
    const [a = '', b = '', c = ''] = ids
    const another = await graph.startAnother()
    const pairs = [
      [a, b],
      [b, c],
      [c, a],
      [b, a],
      [c, b],
      [a, c],
    ] as const
    const answers = await Promise.all(
      pairs.map(([one, other], index) => (index % 2 === 0 ? graph : another).merge(one, other)),
    )

    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(2)
    expect((await graph.customer(c))?.profileIds).toEqual(ids)
    const acts = await graph.connection
      .collection('identityActs')
      .countDocuments({ profileIds: { $in: ids } })
    expect(acts).toBe(2)
  })

  it('finds its positions while others write to both logs', async () => {
    const [first, second] = [await newCustomer(), await newCustomer()]
    await Promise.all([
      write(first, 20),
      write(second, 20),
      graph.merge(first, second).then(({ userErrors }) => expect(userErrors).toEqual([])),
    ])

    for (const id of [first, second]) {
      const log = await logOf(id)
      expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
      const change = log.find(({ kind }) => kind === 'IDENTITY')
      expect(change && bodyOf<IdentityChangeBody>(change).positions[id]).toBe(change?.seq)
    }
  })
})
