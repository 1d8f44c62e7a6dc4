import { describe, expect, it } from 'vitest'
import type { TestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'
import { post } from './support/send.ts'
import { useTarget } from './support/target.ts'
import { withstand } from './support/withstand.ts'

const customers = 100_000
const perInsert = 10_000
const atOnce = 16

/** Customers as identity stores them, each with one e-mail address. */
async function seed({ connection }: TestDatabase): Promise<void> {
  for (let from = 0; from < customers; from += perInsert) {
    const profiles = []
    const identifiers = []
    for (let n = from; n < from + perInsert; n += 1) {
      const id = `cus_00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
      const value = `person.${n}@gmail.com`
      const createdAt = new Date(Date.UTC(2026, 0, 1) + n)
      profiles.push({
        profile: id,
        canonicalId: id,
        isCanonical: true,
        customer: { profileIds: [id], name: null, foldedName: null, tags: [] },
        ...{ name: null, namedAt: null, tags: [], createdAt, revision: 1 },
      })
      identifiers.push({
        ...{ type: 'EMAIL', value, folded: value, profileId: id, holder: '', shared: false },
        ...{ claimedBy: [], verified: false, source: null, createdAt, mark: null },
      })
    }
    const collection = connection.collection<{ _id: string }>('profiles')
    await collection.insertMany(
      profiles.map(({ profile, ...rest }) => ({ _id: profile, ...rest })),
      { ordered: false },
    )
    await connection.collection('identifiers').insertMany(identifiers, { ordered: false })
  }
}

const target = useTarget({ name: 'hostile-identifier-search', seed })
const search = (text: string, more = '') =>
  `{ customers(first: 20, filter: { identifier: "${text}" ${more} }) { nodes { id name } pageInfo { hasNextPage } } }`

/** The number of reads in progress in the target's database. */
async function readsGoingOn(): Promise<number> {
  const admin = target().database.connection.db?.admin()
  const answer: unknown = await admin?.command({
    currentOp: 1,
    active: true,
    ns: /^hostile-identifier-search\./u,
    op: { $in: ['command', 'query', 'getmore'] },
  })
  return JSON.stringify(answer).split('"secs_running":').length - 1
}

describe('searches by a part of an identifier', () => {
  it.each([
    ['one that everybody has', search('@gm')],
    ['one that everybody has, with a tag that nobody has', search('gmail', 'tags: ["vip"]')],
    ['one that everybody has, by department', search('.com', 'departments: ["sales"]')],
    [
      'one that everybody has, by last contact',
      search('person', 'lastContact: { from: "2026-01-01T00:00:00Z" }'),
    ],
    ['one that nobody has', search('zzzzzz')],
  ])('for %s, sixteen at once, do bounded work that ends with the answer', async (_, query) => {
    const answers = await withstand(target(), (signal) =>
      Promise.all(Array.from({ length: atOnce }, () => post(target().url, { query }, signal))),
    )
    for (const { errors } of answers) expect(errors ?? []).toEqual([])
    await until('no read goes on', async () => (await readsGoingOn()) === 0, 2_000)
  })
})
