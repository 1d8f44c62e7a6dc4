import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { type Fault, type IdentityGraph, mail, phone, startIdentity } from './startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

let next = 10_000_000
const newPhone = () => phone(`+55119${(next += 1)}`)
const newMail = () => mail(`person${(next += 1)}@example.com`)

async function newCustomer(): Promise<string> {
  return (await graph.identify([newPhone()])).customer?.id ?? ''
}
const newCustomers = async () => [await newCustomer(), await newCustomer(), await newCustomer()] as const

type Grouped = { profileIds: string[] } | null
async function decide<Answer>(mutation: string, fields: string, ids: readonly string[], reason?: string) {
  const [profileId = '', otherProfileId = ''] = ids
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`
  const data = await graph.ask<Record<string, Answer & { userErrors: Fault[] }>>(
    `mutation ($input: ${name}) { answer: ${mutation}(input: $input) { ${fields} userErrors { code message field } } }`,
    { input: { profileId, otherProfileId, ...(reason !== undefined && { reason }) } },
  )
  const { answer } = data
  if (!answer) throw new Error('expected an answer')
  return answer
}
const link = (...[one, other, reason]: [string, string, string?]) =>
  decide<{ customer: Grouped }>('linkProfiles', 'customer { profileIds }', [one, other], reason)
const separate = (...[one, other, reason]: [string, string, string?]) =>
  decide<{ customer: Grouped; separatedCustomer: Grouped }>(
    'separateProfiles',
    'customer { profileIds } separatedCustomer { profileIds }',
    [one, other],
    reason,
  )
const removeLink = (one: string, other: string) =>
  decide<{ decision: string | null }>('removeProfileLink', 'decision', [one, other])
const groupOf = async (id: string) => (await graph.customer(id))?.profileIds

async function kindsOf(profileId: string): Promise<unknown[]> {
  const found = await graph.connection
    .collection<{ body: unknown }>('interactions')
    .find({ profileId, kind: 'IDENTITY' }, { sort: { seq: 1 } })
    .toArray()
  return found.map(({ body }) => body)
}

describe('linkProfiles', () => {
  it('makes one customer, and tells both logs by which rule', async () => {
    const [a, b] = await newCustomers()
    expect(await link(b, a, 'same voice')).toEqual({ customer: { profileIds: [a, b] }, userErrors: [] })
    expect(await kindsOf(a)).toMatchObject([
      { change: 'MERGED', rule: 'MUST_LINK', reason: 'same voice', customers: [[a, b]], isTwin: false },
    ])
    expect(await kindsOf(b)).toMatchObject([{ isTwin: true }])
  })

  it('keeps together who is one customer already', async () => {
    const [a, b] = await newCustomers()
    await graph.merge(a, b)
    await link(a, b)
    expect(await kindsOf(a)).toHaveLength(1)
    expect(await graph.unmerge(b)).toMatchObject({
      customer: null,
      userErrors: [{ code: 'MUST_LINK', field: ['profileId'] }],
    })
    expect(await groupOf(a)).toEqual([a, b])
  })

  it('is shown on both profiles, and says the same when it is repeated', async () => {
    const [a, b] = await newCustomers()
    await link(a, b, 'first')
    await link(b, a, 'second')
    const { customer } = await graph.ask<{ customer: { profiles: { id: string; links: unknown[] }[] } }>(
      'query ($id: ID!) { customer(id: $id) { profiles { id links { decision otherProfileId reason } } } }',
      { id: a },
    )
    expect(customer.profiles).toEqual([
      { id: a, links: [{ decision: 'MUST_LINK', otherProfileId: b, reason: 'first' }] },
      { id: b, links: [{ decision: 'MUST_LINK', otherProfileId: a, reason: 'first' }] },
    ])
  })
})

describe('separateProfiles', () => {
  it('makes two customers, tells both logs, and survives that they are given together again', async () => {
    const [telephone, address] = [newPhone(), newMail()]
    const a = (await graph.identify([telephone])).customer?.id ?? ''
    const b = (await graph.identify([address])).customer?.id ?? ''
    await graph.identify([telephone, address])
    expect(await groupOf(a)).toEqual([a, b])

    expect(await separate(a, b, 'mother and son')).toEqual({
      customer: { profileIds: [a] },
      separatedCustomer: { profileIds: [b] },
      userErrors: [],
    })
    expect((await kindsOf(b)).at(-1)).toMatchObject({
      change: 'UNMERGED',
      rule: 'MUST_NOT_LINK',
      reason: 'mother and son',
      customers: [[a], [b]],
      isTwin: true,
    })
    const again = await graph.identify([address, telephone, { type: 'TELEGRAM', value: `${next}` }])
    expect(again.profile?.id).toBe(a)
    expect([await groupOf(a), await groupOf(b)]).toEqual([[a], [b]])
  })

  it('takes along whom the leaving profile is linked to', async () => {
    const [a, b, c] = await newCustomers()
    await link(b, c)
    await graph.merge(a, b)
    expect(await separate(a, c)).toMatchObject({
      customer: { profileIds: [a] },
      separatedCustomer: { profileIds: [b, c] },
    })
  })

  it('keeps apart who is not one customer, whoever would merge them', async () => {
    const [a, b, c] = await newCustomers()
    await separate(a, b, 'brothers')
    await graph.merge(b, c)
    const { userErrors } = await graph.merge(c, a)

    expect(userErrors).toEqual([
      {
        code: 'MUST_NOT_LINK',
        field: ['otherCustomerId'],
        message: `expected profiles of one person, got ${a} and ${b}, which were decided to be different persons: brothers`,
      },
    ])
    expect(await groupOf(c)).toEqual([b, c])
  })
})

describe('a contradiction', () => {
  it('of a separation is refused with both sides named', async () => {
    const [a, b, c] = await newCustomers()
    await separate(a, b)
    await link(b, c)
    for (const [one, other] of [
      [a, b],
      [c, a],
    ] as const) {
      const { customer, userErrors } = await link(one, other)
      expect([customer, userErrors[0]?.code]).toEqual([null, 'MUST_NOT_LINK'])
      expect(userErrors[0]?.message).toContain(`got ${a} and ${b}`)
    }
  })

  it('of a link is refused with both sides named, through others too', async () => {
    const [a, b, c] = await newCustomers()
    await link(a, b, 'one')
    await link(b, c, 'two')
    const before = await graph.state()
    const direct = await separate(a, b)
    const indirect = await separate(a, c)

    expect(direct.userErrors).toMatchObject([{ code: 'MUST_LINK', field: ['otherProfileId'] }])
    expect(direct.userErrors[0]?.message).toContain(
      `got ${a} and ${b}, which were decided to be the same person: one`,
    )
    expect(indirect.userErrors[0]?.message).toContain(`got ${b} and ${c}`)
    expect(await graph.state()).toEqual(before)
  })

  it('of two decisions at once is decided by one of them', async () => {
    const [a, b] = await newCustomers()
    const answers = await Promise.all([link(a, b), separate(a, b)])
    const refused = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))
    expect(refused).toHaveLength(1)
    expect(await groupOf(a)).toEqual(refused[0] === 'MUST_LINK' ? [a, b] : [a])
  })
})

describe('removeProfileLink', () => {
  it('lets the rules hold again, and changes nobody', async () => {
    const [telephone, address] = [newPhone(), newMail()]
    const a = (await graph.identify([telephone])).customer?.id ?? ''
    const b = (await graph.identify([address])).customer?.id ?? ''
    await separate(a, b)
    expect(await removeLink(b, a)).toEqual({ decision: 'MUST_NOT_LINK', userErrors: [] })
    expect(await groupOf(a)).toEqual([a])
    await graph.identify([telephone, address])
    expect(await groupOf(a)).toEqual([a, b])

    await link(a, b)
    expect(await removeLink(a, b)).toEqual({ decision: 'MUST_LINK', userErrors: [] })
    expect(await groupOf(a)).toEqual([a, b])
    expect((await graph.unmerge(b)).userErrors).toEqual([])
  })

  it('names what was never decided', async () => {
    const [a, b] = await newCustomers()
    expect((await removeLink(a, b)).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['otherProfileId'] },
    ])
  })
})

describe('a decision about bad ids', () => {
  it.each([
    ['cus_1', 'INVALID_VALUE'],
    [newId('int'), 'INVALID_VALUE'],
    [newId('cus'), 'NOT_FOUND'],
  ])('names %s: %s', async (id, code) => {
    const a = await newCustomer()
    for (const act of [link, separate, removeLink]) {
      const { userErrors } = await act(a, id)
      expect(userErrors).toMatchObject([{ code, field: ['otherProfileId'] }])
      expect(userErrors[0]?.message).toContain(id)
    }
  })

  it('refuses one profile twice, and too long a reason', async () => {
    const a = await newCustomer()
    for (const act of [link, separate, removeLink])
      expect((await act(a, a)).userErrors).toMatchObject([{ code: 'SAME_CUSTOMER' }])
    expect((await link(a, await newCustomer(), 'r'.repeat(1_001))).userErrors).toMatchObject([
      { code: 'TOO_LONG', field: ['reason'] },
    ])
  })
})
