import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { type Fault, type IdentityGraph, mail, phone, pro, startIdentity } from '../support/startIdentity.ts'

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
const decideSame = (...[one, other, reason]: [string, string, string?]) =>
  decide<{ customer: Grouped }>('decideProfilesSame', 'customer { profileIds }', [one, other], reason)
const decideDifferent = (...[one, other, reason]: [string, string, string?]) =>
  decide<{ customer: Grouped; separatedCustomer: Grouped }>(
    'decideProfilesDifferent',
    'customer { profileIds } separatedCustomer { profileIds }',
    [one, other],
    reason,
  )
const withdraw = (one: string, other: string) =>
  decide<{ decision: string | null }>('withdrawProfileDecision', 'decision', [one, other])
const groupOf = async (id: string) => (await graph.customer(id))?.profileIds

async function kindsOf(profileId: string): Promise<unknown[]> {
  const found = await graph.connection
    .collection<{ body: unknown }>('interactions')
    .find({ profileId, kind: 'IDENTITY' }, { sort: { seq: 1 } })
    .toArray()
  return found.map(({ body }) => body)
}

describe('decideProfilesSame', () => {
  it('makes one customer, and records the rule in both logs', async () => {
    const [a, b] = await newCustomers()
    expect(await decideSame(b, a, 'same voice')).toEqual({ customer: { profileIds: [a, b] }, userErrors: [] })
    expect(await kindsOf(a)).toMatchObject([
      { change: 'MERGED', rule: 'MUST_LINK', reason: 'same voice', customers: [[a, b]], isTwin: false },
    ])
    expect(await kindsOf(b)).toMatchObject([{ isTwin: true }])
  })

  it('keeps profiles together that are one customer already', async () => {
    const [a, b] = await newCustomers()
    await graph.merge(a, b)
    await decideSame(a, b)
    expect(await kindsOf(a)).toHaveLength(1)
    expect(await graph.unmerge(b)).toMatchObject({
      customer: null,
      userErrors: [{ code: 'DECIDED_SAME', field: ['profileId'] }],
    })
    expect(await groupOf(a)).toEqual([a, b])
  })

  it('is shown on both profiles, and stays as it is when it is repeated', async () => {
    const [a, b] = await newCustomers()
    await decideSame(a, b, 'first')
    await decideSame(b, a, 'second')
    const { customer } = await graph.ask<{ customer: { profiles: { id: string; decisions: unknown[] }[] } }>(
      'query ($id: ID!) { customer(id: $id) { profiles { id decisions { decision otherProfile { id } reason } } } }',
      { id: a },
    )
    expect(customer.profiles).toEqual([
      { id: pro(a), decisions: [{ decision: 'SAME', otherProfile: { id: pro(b) }, reason: 'first' }] },
      { id: pro(b), decisions: [{ decision: 'SAME', otherProfile: { id: pro(a) }, reason: 'first' }] },
    ])
  })
})

describe('decideProfilesDifferent', () => {
  it('makes two customers, is recorded in both logs, and holds when identifiers of both are given together', async () => {
    const [telephone, address, record] = [
      newPhone(),
      newMail(),
      { type: 'INTERNAL_ID', value: `ERP-${next}` },
    ]
    const a = (await graph.identify([telephone, record])).customer?.id ?? ''
    const b = (await graph.identify([address])).customer?.id ?? ''
    await graph.identify([telephone, address])
    expect(await groupOf(a)).toEqual([a, b])

    expect(await decideDifferent(a, b, 'mother and son')).toEqual({
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
    const again = await graph.identify([address, telephone, record, newPhone()])
    expect(again.profile?.id).toBe(pro(a))
    expect([await groupOf(a), await groupOf(b)]).toEqual([[a], [b]])
  })

  it('moves the profiles that are the same person as the leaving one', async () => {
    const [a, b, c] = await newCustomers()
    await decideSame(b, c)
    await graph.merge(a, b)
    expect(await decideDifferent(a, c)).toMatchObject({
      customer: { profileIds: [a] },
      separatedCustomer: { profileIds: [b, c] },
    })
  })

  it('keeps two customers apart whatever would merge them', async () => {
    const [a, b, c] = await newCustomers()
    await decideDifferent(a, b, 'brothers')
    await graph.merge(b, c)
    const { userErrors } = await graph.merge(c, a)

    expect(userErrors).toEqual([
      {
        code: 'DECIDED_DIFFERENT',
        field: ['otherCustomerId'],
        message: `expected profiles of one person, got ${pro(a)} and ${pro(b)}, which were decided to be different persons: brothers`,
      },
    ])
    expect(await groupOf(c)).toEqual([b, c])
  })
})

describe('a contradiction', () => {
  it('of a decision that two are different is refused, with both profiles named', async () => {
    const [a, b, c] = await newCustomers()
    await decideDifferent(a, b)
    await decideSame(b, c)
    for (const [one, other] of [
      [a, b],
      [c, a],
    ] as const) {
      const { customer, userErrors } = await decideSame(one, other)
      expect([customer, userErrors[0]?.code]).toEqual([null, 'DECIDED_DIFFERENT'])
      expect(userErrors[0]?.message).toContain(`got ${pro(a)} and ${pro(b)}`)
    }
  })

  it('of a decision that two are the same is refused, with both profiles named, also through others', async () => {
    const [a, b, c] = await newCustomers()
    await decideSame(a, b, 'one')
    await decideSame(b, c, 'two')
    const before = await graph.state()
    const direct = await decideDifferent(a, b)
    const indirect = await decideDifferent(a, c)

    expect(direct.userErrors).toMatchObject([{ code: 'DECIDED_SAME', field: ['otherProfileId'] }])
    expect(direct.userErrors[0]?.message).toContain(
      `got ${pro(a)} and ${pro(b)}, which were decided to be the same person: one`,
    )
    expect(indirect.userErrors[0]?.message).toContain(`got ${pro(b)} and ${pro(c)}`)
    expect(await graph.state()).toEqual(before)
  })

  it('between two concurrent decisions is decided by one of them', async () => {
    const [a, b] = await newCustomers()
    const answers = await Promise.all([decideSame(a, b), decideDifferent(a, b)])
    const refused = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))
    expect(refused).toHaveLength(1)
    expect(await groupOf(a)).toEqual(refused[0] === 'DECIDED_SAME' ? [a, b] : [a])
  })
})

describe('withdrawProfileDecision', () => {
  it('lets the rules hold again, and changes no customer', async () => {
    const [telephone, address] = [newPhone(), newMail()]
    const a = (await graph.identify([telephone])).customer?.id ?? ''
    const b = (await graph.identify([address])).customer?.id ?? ''
    await decideDifferent(a, b)
    expect(await withdraw(b, a)).toEqual({ decision: 'DIFFERENT', userErrors: [] })
    expect(await groupOf(a)).toEqual([a])
    await graph.identify([telephone, address])
    expect(await groupOf(a)).toEqual([a, b])

    await decideSame(a, b)
    expect(await withdraw(a, b)).toEqual({ decision: 'SAME', userErrors: [] })
    expect(await groupOf(a)).toEqual([a, b])
    expect((await graph.unmerge(b)).userErrors).toEqual([])
  })

  it('is NOT_FOUND when there is no decision', async () => {
    const [a, b] = await newCustomers()
    expect((await withdraw(a, b)).userErrors).toMatchObject([
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
    for (const act of [decideSame, decideDifferent, withdraw]) {
      const { userErrors } = await act(a, id)
      expect(userErrors).toMatchObject([{ code, field: ['otherProfileId'] }])
      expect(userErrors[0]?.message).toContain(code === 'NOT_FOUND' ? pro(id) : id)
    }
  })

  it('refuses the same profile twice, and a reason that is too long', async () => {
    const a = await newCustomer()
    for (const act of [decideSame, decideDifferent, withdraw])
      expect((await act(a, a)).userErrors).toMatchObject([{ code: 'SAME_CUSTOMER' }])
    expect((await decideSame(a, await newCustomer(), 'r'.repeat(1_001))).userErrors).toMatchObject([
      { code: 'TOO_LONG', field: ['reason'] },
    ])
  })
})
