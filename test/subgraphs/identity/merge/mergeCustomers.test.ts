import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IdentityChangeBody } from '../../../../interactions/identityChange.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { bodyOf, type Interaction, type NewInteraction } from '../../../../interactions/interaction.ts'
import { createInteractionLog } from '../../../../interactions/log/interactionLog.ts'
import { interactionModel, toInteraction } from '../../../../interactions/log/interactionModel.ts'
import { type IdentityGraph, mail, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

let next = 10_000_000
const newPhone = () => `+55119${(next += 1)}`

async function newCustomer(name?: string): Promise<string> {
  const { customer } = await graph.identify([phone(newPhone())], name === undefined ? {} : { name })
  return customer?.id ?? ''
}

async function logOf(profileId: string): Promise<Interaction[]> {
  const documents = await interactionModel(graph.connection).find({ profileId }).sort({ seq: 1 }).lean()
  return documents.map(toInteraction)
}

function message(profileId: string, source: string | null = null): NewInteraction {
  return {
    profileId,
    kind: 'MESSAGE',
    occurredAt: graph.clock(),
    channel: 'WHATSAPP',
    inbox: null,
    department: null,
    conversationId: null,
    actor: { kind: 'CUSTOMER', id: null, name: null },
    visibility: 'PUBLIC',
    source: source === null ? null : { system: 'test', externalId: source, version: null },
    summary: 'Oi',
    body: { text: 'Oi' },
    idempotencyKey: null,
    content: null,
  }
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

  it('refuses to merge a customer with himself, by whatever id', async () => {
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

describe('unmergeCustomer', () => {
  it('makes the profile a customer by itself again', async () => {
    const [older, younger] = [await newCustomer('Ana'), await newCustomer('Bia')]
    const before = await Promise.all([graph.customer(older), graph.customer(younger)])
    await graph.merge(older, younger)
    const { customer, separatedCustomer, userErrors } = await graph.unmerge(younger, 'mother and daughter')

    expect(userErrors).toEqual([])
    expect([customer, separatedCustomer]).toEqual(before)
    expect(await Promise.all([graph.customer(older), graph.customer(younger)])).toEqual(before)
  })

  it('of the oldest profile leaves the others together, named for the oldest of them', async () => {
    const [a, b, c] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await graph.merge(a, b)
    await graph.merge(b, c)
    const { customer, separatedCustomer } = await graph.unmerge(a)

    expect(customer).toMatchObject({ id: b, profileIds: [b, c] })
    expect(separatedCustomer).toMatchObject({ id: a, profileIds: [a] })
    expect(await graph.customer(c)).toEqual(customer)
  })

  it('is recorded in the logs of both customers, that of the surviving customer first', async () => {
    const [a, b, c] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await graph.merge(a, b)
    await graph.merge(b, c)
    await write(c, 2)
    await graph.unmerge(a, 'not he')

    const body: IdentityChangeBody = {
      change: 'UNMERGED',
      reason: 'not he',
      rule: 'MANUAL',
      customers: [[b, c], [a]],
      positions: { [a]: 3, [b]: 2, [c]: 3 },
      isTwin: false,
      twinProfileId: a,
    }
    const [ofB, ofA] = [(await logOf(b)).at(-1), (await logOf(a)).at(-1)]
    expect(ofB).toMatchObject({ seq: 2, summary: 'Customers separated: not he', body })
    expect(ofA).toMatchObject({ seq: 3, body: { ...body, isTwin: true, twinProfileId: b } })
  })

  it('gives back what was attached and named while it was merged', async () => {
    const [telephone, address, handle] = [
      newPhone(),
      `person${(next += 1)}@example.com`,
      `handle${(next += 1)}`,
    ]
    const { customer: ofMail } = await graph.identify([mail(address)], { name: 'Ana' })
    const { customer: ofPhone } = await graph.identify([phone(telephone)])
    await graph.merge(ofMail?.id ?? '', ofPhone?.id ?? '')
    await graph.identify([phone(telephone), { type: 'INSTAGRAM', value: handle }], { name: 'Bia' })
    const { customer, separatedCustomer } = await graph.unmerge(ofPhone?.id ?? '')

    expect(customer).toEqual(ofMail)
    expect(separatedCustomer).toMatchObject({ id: ofPhone?.id, name: 'Bia' })
    expect(separatedCustomer?.identifiers.map(({ value }) => value)).toEqual([handle, telephone])
  })

  it.each([
    ['cus_1', 'INVALID_VALUE'],
    [newId('cus'), 'NOT_FOUND'],
  ])('names %s: %s', async (id, code) => {
    expect((await graph.unmerge(id)).userErrors).toMatchObject([{ code, field: ['profileId'] }])
  })

  it('refuses a customer of one profile', async () => {
    const id = await newCustomer()
    expect(await graph.unmerge(id)).toMatchObject({
      customer: null,
      separatedCustomer: null,
      userErrors: [{ code: 'NOT_MERGED', field: ['profileId'] }],
    })
  })

  it('of two profiles at once leaves three customers', async () => {
    const [a, b, c] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await graph.merge(a, b)
    await graph.merge(b, c)
    const another = await graph.startAnother()
    await Promise.all([graph.unmerge(b), another.unmerge(a)])

    for (const id of [a, b, c]) expect((await graph.customer(id))?.profileIds).toEqual([id])
  })
})

describe('merging and unmerging', () => {
  it('undone, leaves the state that there would be without it', async () => {
    const values = Array.from({ length: 5 }, () => newPhone())
    const step = fc.oneof(
      fc.record({ do: fc.constant('identify' as const), at: fc.nat(4), with: fc.nat(3), name: fc.boolean() }),
      fc.record({ do: fc.constant('merge' as const), at: fc.nat(4), with: fc.nat(4) }),
      fc.record({ do: fc.constant('unmerge' as const), at: fc.nat(4) }),
    )

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (program) => {
        async function run(withMerges: boolean): Promise<unknown> {
          await graph.forgetEverything()
          const ids: string[] = []
          for (const value of values) ids.push((await graph.identify([phone(value)])).customer?.id ?? '')
          for (const [index, each] of program.entries()) {
            const id = ids[each.at] ?? ''
            if (each.do === 'identify') {
              await graph.identify(
                [phone(values[each.at] ?? ''), { type: 'TELEGRAM', value: `9${each.at}${each.with}` }],
                each.name ? { name: `Name ${index}` } : {},
              )
            } else if (withMerges && each.do === 'merge') await graph.merge(id, ids[each.with] ?? '')
            else if (withMerges) await graph.unmerge(id)
          }
          if (withMerges) for (const id of ids) await graph.unmerge(id)
          const customers = await Promise.all(ids.map((id) => graph.customer(id)))
          return customers.map((customer) => ({
            isItself: customer?.profileIds.length === 1 && ids.includes(customer.id),
            name: customer?.name,
            identifiers: customer?.identifiers,
          }))
        }

        expect(await run(true)).toEqual(await run(false))
      }),
      { numRuns: 8 },
    )
  })
})
