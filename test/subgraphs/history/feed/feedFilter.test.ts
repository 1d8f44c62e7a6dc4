import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { feedSubscription, liveEvents } from '../support/liveEvents.ts'
import { asAgent, type History, startHistory } from '../support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('feed_filter')
})

afterAll(() => history.stop())

const subscribe = (filter: Record<string, unknown>) => history.subscribe(feedSubscription, { filter })

async function follow(filter: Record<string, unknown>) {
  const events = liveEvents(await subscribe(filter))
  await events.next()
  return events
}

async function refusal(filter: Record<string, unknown>): Promise<unknown> {
  return subscribe(filter).then(
    () => 'accepted',
    (error: unknown) => error,
  )
}

async function tag(customerId: string, tags: string[]): Promise<void> {
  const { data, errors } = await history.callIdentity({
    query: 'mutation ($input: TagCustomerInput!) { tagCustomer(input: $input) { userErrors { message } } }',
    variables: { input: { customer: { id: customerId }, tags } },
    principal: asAgent,
    scope: createRequestScope(),
  })
  if (errors) throw new Error(JSON.stringify(errors))
  expect(data).toEqual({ tagCustomer: { userErrors: [] } })
}

describe('FeedFilter.customerIds', () => {
  it('delivers what is of these customers, through merges and unmerges', async () => {
    const [one, other, stranger] = [
      await history.newCustomer(),
      await history.newCustomer(),
      await history.newCustomer(),
    ]
    const events = await follow({ customerIds: [one] })
    await history.record(stranger)
    await history.record(other)
    const own = await history.record(one)
    await history.merge(one, other)
    const joined = await history.record(other)
    await history.unmerge(other)
    await history.record(other)
    const last = await history.record(one)
    const delivered = await events.takeUntil(({ interaction }) => interaction?.id === last)
    expect(delivered.map(({ interaction }) => interaction?.kind)).toEqual([
      'MESSAGE',
      'IDENTITY_CHANGE',
      'MESSAGE',
      'IDENTITY_CHANGE',
      'MESSAGE',
    ])
    const messages = delivered.filter(({ interaction }) => interaction?.kind === 'MESSAGE')
    expect(messages.map(({ interaction }) => interaction?.id)).toEqual([own, joined, last])
    await events.close()
  })

  it('takes any id that the customer has or had', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.merge(one, other)
    const events = await follow({ customerIds: [other, other] })
    const id = await history.record(one)
    // A feed begins where its process is: the merge may come first.
    const delivered = await events.takeUntil(({ interaction }) => interaction?.kind === 'MESSAGE')
    expect(delivered.at(-1)?.interaction?.id).toBe(id)
    await events.close()
  })

  it('refuses an empty list, which nothing matches', async () => {
    expect(await refusal({ customerIds: [] })).toMatchObject({
      message:
        'filter.customerIds: expected at least one value, or no list, got an empty list, which nothing matches',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  it('refuses ids that no customer has, malformed ids, and too many', async () => {
    const [known, unknown] = [await history.newCustomer(), newId('cus')]
    expect(await refusal({ customerIds: [known, unknown] })).toMatchObject({
      message: `filter.customerIds: no customer has the ids ${unknown}`,
      extensions: { code: 'NOT_FOUND' },
    })
    expect(await refusal({ customerIds: ['int_1'] })).toMatchObject({
      message: 'filter.customerIds: expected ids cus_…, got "int_1"',
      extensions: { code: 'BAD_USER_INPUT' },
    })
    const many = Array.from({ length: 1_001 }, () => newId('cus'))
    expect(await refusal({ customerIds: many })).toMatchObject({
      message: 'filter.customerIds: expected at most 1000, got 1001',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })
})

describe('FeedFilter.tags', () => {
  it('delivers what is of customers with one of these tags', async () => {
    const [vip, late, plain] = [
      await history.newCustomer(),
      await history.newCustomer(),
      await history.newCustomer(),
    ]
    await tag(vip, ['vip', 'são paulo'])
    await tag(late, ['late'])
    const events = await follow({ tags: ['vip', 'late'] })
    await history.record(plain)
    const ids = [await history.record(vip), await history.record(late)]
    expect((await events.take(2)).map(({ interaction }) => interaction?.id)).toEqual(ids)
    await events.close()
  })

  it('refuses too many tags, and tags that are too long', async () => {
    expect(await refusal({ tags: Array.from({ length: 21 }, (_, index) => `${index}`) })).toMatchObject({
      message: 'filter.tags: expected at most 20, got 21',
      extensions: { code: 'BAD_USER_INPUT' },
    })
    expect(await refusal({ tags: ['x'.repeat(65)] })).toMatchObject({
      message: 'filter.tags: expected 1 to 64 characters, got 65',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })
})
