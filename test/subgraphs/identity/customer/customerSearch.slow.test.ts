import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDatabase, ensureIndexes } from '../../../../platform/mongo/database.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { interactionModel } from '../../../../interactions/log/interactionModel.ts'
import type {
  CustomerPosition,
  CustomerQuery,
} from '../../../../subgraphs/identity/customer/customerConditions.ts'
import {
  createCustomerSearch,
  type SearchLimits,
} from '../../../../subgraphs/identity/customer/customerSearchStore.ts'
import { identifierModel } from '../../../../subgraphs/identity/identifier/identifierModel.ts'
import { nameWords } from '../../../../subgraphs/identity/text/nameWords.ts'
import { profileModel } from '../../../../subgraphs/identity/customer/profileModel.ts'

const uri = new URL(inject('mongodbUri'))
uri.pathname = `/customer_search_${randomUUID().slice(0, 8)}`
const connection = await connectDatabase(uri.href)
const profiles = profileModel(connection)
const identifiers = identifierModel(connection)
const interactions = interactionModel(connection)

const customers = 3_000
const ids = Array.from({ length: customers }, () => newId('cus'))
/** The newest has number 0; pairs were made in one millisecond. */
const createdAt = (number: number) =>
  new Date(Date.parse('2026-06-01T12:00:00.000Z') - Math.floor(number / 2) * 1000)
const nameOf = (number: number) => `${['ana', 'bruno', 'carla'][number % 3] ?? ''} ${number}`
const mailOf = (number: number) => `c${number}@${number % 2 === 0 ? 'gmail.com' : 'correio.example'}`

beforeAll(async () => {
  await ensureIndexes(connection)
  await profiles.insertMany(
    ids.map((id, number) => ({
      _id: id,
      canonicalId: id,
      isCanonical: true,
      customer: {
        profileIds: [id],
        name: nameOf(number),
        foldedName: nameOf(number),
        nameWords: nameWords(nameOf(number)),
        tags: number % 5 === 0 ? ['vip'] : [],
      },
      createdAt: createdAt(number),
      revision: 1,
    })),
  )
  await identifiers.insertMany(
    ids.map((profileId, number) => {
      const value = mailOf(number)
      return { type: 'EMAIL', value, folded: value, profileId, verified: false, createdAt: createdAt(number) }
    }),
  )
})

afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

const anybody: CustomerQuery = {
  ...{ name: null, identifier: null, tags: null, lastContact: null, departments: null },
  ...{ visibleProfiles: null, readable: [], after: null, limit: 21 },
}
const noDetail = { withProfiles: false, withIdentifiers: false }

/** The ids of all that a search finds, page by page, and the sizes of its pages. */
async function allPages(filter: Partial<CustomerQuery>, limits?: SearchLimits) {
  const search = createCustomerSearch(connection, limits)
  const found: string[] = []
  const sizes: number[] = []
  let after: CustomerPosition | null = null
  for (;;) {
    const page = await search({ ...anybody, ...filter, after }, noDetail)
    sizes.push(page.customers.length)
    found.push(...page.customers.map(({ id }) => id))
    const last = page.customers.at(-1)
    if (page.stoppedAt) after = page.stoppedAt
    else if (page.customers.length === (filter.limit ?? anybody.limit) && last)
      after = { createdAt: last.createdAt, id: last.id }
    else return { found, sizes }
  }
}

/** Newest first, and of one millisecond the greater id first. */
function expected(passes: (number: number) => boolean): string[] {
  return ids
    .map((id, number) => ({ id, number }))
    .filter(({ number }) => passes(number))
    .sort((a, b) => createdAt(b.number).getTime() - createdAt(a.number).getTime() || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id)
}

const cases: [string, Partial<CustomerQuery>, (number: number) => boolean][] = [
  ['an identifier that many have', { identifier: '@gm' }, (number) => number % 2 === 0],
  [
    'an identifier that few have',
    { identifier: '99@g' },
    (number) => String(number).endsWith('99') && number % 2 === 0,
  ],
  ['an identifier that one has', { identifier: 'c2998@' }, (number) => number === 2_998],
  ['an identifier that no customer has', { identifier: 'zzz' }, () => false],
  [
    'another spelling of an identifier that one has',
    { identifier: 'c2998 at gmail', wholeIdentifiers: [{ folded: 'c2998@gmail.com', isCertain: true }] },
    (number) => number === 2_998,
  ],
  ['a name that many have', { name: 'an' }, (number) => number % 3 === 0],
  ['a name that few have', { name: 'Bruno 29' }, (number) => nameOf(number).startsWith('bruno 29')],
  ['words of a name in another order', { name: '29 bru' }, (number) => nameOf(number).startsWith('bruno 29')],
  ['words of a name, one of which nobody has', { name: 'bruno zilda' }, () => false],
  [
    'a name, an identifier and a tag',
    { name: 'carla', identifier: 'gmail', tags: ['vip'] },
    (n) => n % 30 === 20,
  ],
  [
    'a tag and a name that few have',
    { tags: ['vip'], name: 'ana 12' },
    (n) => n % 15 === 0 && nameOf(n).startsWith('ana 12'),
  ],
]

describe('a search of customers', () => {
  it.each(cases)('finds the same whatever is looked at, by %s', async (_what, filter, passes) => {
    const all = expected(passes)
    const limits: SearchLimits[] = [
      { examinedAtMost: 2_000, fewIdentifiers: 2_000, fewNames: 10_000, scannedAtMost: 1_000_000 },
      { examinedAtMost: 250, fewIdentifiers: 10, fewNames: 20, scannedAtMost: 1_000_000 },
      { examinedAtMost: 70, fewIdentifiers: 2_000, fewNames: 0, scannedAtMost: 100 },
    ]
    for (const each of limits) expect((await allPages(filter, each)).found).toEqual(all)
    expect((await allPages({ ...filter, limit: 3 }, limits[0])).found).toEqual(all)
  })

  it('fills its pages with common and rare matches, or reports where it stopped', async () => {
    const limits = { examinedAtMost: 250, fewIdentifiers: 10, fewNames: 20, scannedAtMost: 1_000_000 }
    const many = await allPages({ identifier: '@gm' }, limits)
    expect(new Set(many.sizes.slice(0, -1))).toEqual(new Set([21]))
    // Fifteen have it, more than may be put in order: two or one of each 250 that are looked at.
    const { sizes } = await allPages({ identifier: '99@c' }, { ...limits, fewIdentifiers: 5 })
    expect(Math.max(...sizes)).toBeLessThan(21)
    expect(sizes.length).toBe(customers / limits.examinedAtMost + 1)
  })

  it('reads as much as it must, however many have what is asked for', async () => {
    const readFor = async (filter: Partial<CustomerQuery>, limits?: SearchLimits) => {
      await connection.db?.setProfilingLevel('all')
      await createCustomerSearch(connection, limits)({ ...anybody, ...filter }, noDetail)
      await connection.db?.setProfilingLevel('off')
      const profiled = connection.collection('system.profile')
      const seen = await profiled
        .find({ op: { $in: ['query', 'command'] }, keysExamined: { $gt: 0 } })
        .toArray()
      await profiled.drop()
      return seen.reduce((sum, { keysExamined }) => sum + Number(keysExamined), 0)
    }
    // Some ten times the page are looked at first, each with one identifier.
    expect(await readFor({ identifier: '@gm' })).toBeLessThan(700)
    expect(await readFor({ identifier: 'c' })).toBeLessThan(700)
    expect(await readFor({ name: '' })).toBeLessThan(700)
    expect(await readFor({ name: 'ana', tags: ['vip'] })).toBeLessThan(700)
    // The names with each word are counted, and those with the rarest are read, not those with the other one.
    const counted = customers / 3 + 2
    expect(await readFor({ name: 'ana 2997' })).toBeLessThan(counted + 700)
    expect(await readFor({ name: 'carla zilda' })).toBeLessThan(counted + 700)
    // Where too many identifiers would have to be searched, a whole one is still found from the index.
    const whole = {
      identifier: '(27) 9871-0022',
      wholeIdentifiers: [{ folded: 'c2998@gmail.com', isCertain: true }],
    }
    expect(
      await readFor(whole, {
        examinedAtMost: 2_000,
        fewIdentifiers: 2_000,
        fewNames: 10_000,
        scannedAtMost: 100,
      }),
    ).toBeLessThan(700)
    // The index of identifiers is read once, and nothing else of those that do not have it.
    expect(await readFor({ identifier: 'c2998@' })).toBeLessThan(customers + 700)
  })

  it('looks no further than its bound where each customer is asked of the log', async () => {
    await interactions.deleteMany({})
    const limits = { examinedAtMost: 100, fewIdentifiers: 10, fewNames: 20, scannedAtMost: 1_000_000 }
    const search = createCustomerSearch(connection, limits)
    const page = await search({ ...anybody, departments: ['vendas'], name: 'an' }, noDetail)
    expect([page.customers, page.stoppedAt?.createdAt]).toEqual([[], createdAt(99)])
  })
})
