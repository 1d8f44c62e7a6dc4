import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { isSharded } from '../../../scripts/sharding/collectionPlan.ts'
import { plan } from '../../../scripts/sharding/plan.ts'
import { startEloProcess } from '../../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../../support/testDatabase.ts'

const root = new URL('../../../', import.meta.url)
const parts = ['audit', 'intake', 'interactions', 'outbound', 'platform', 'privacy', 'subgraphs']

/** The names of collections in the code of Elo: of models, and of those that the driver opens. */
function collectionsInCode(): string[] {
  const names = new Set<string>()
  for (const part of parts) {
    for (const file of readdirSync(new URL(part, root), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue
      const code = readFileSync(new URL(`${part}/${file}`, root), 'utf8')
      for (const [, name] of code.matchAll(/\bcollection(?::|(?:<[^\n]+>)?\()\s*'(\w+)'/gu))
        if (name) names.add(name)
    }
  }
  return [...names]
}

let database: TestDatabase
/** The fields of the unique indexes of each collection of a started Elo. */
const unique = new Map<string, string[][]>()

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), 'sharding_plan')
  const elo = await startEloProcess({ MONGODB_URI: database.uri, LOG_LEVEL: 'info' })
  await elo.end('SIGTERM')
  for (const collection of (await database.connection.db?.collections()) ?? []) {
    const indexes = await collection.indexes()
    unique.set(
      collection.collectionName,
      indexes.filter((index) => index.unique).map((index) => Object.keys(index.key)),
    )
  }
})
afterAll(() => database.drop())

describe('the sharding plan', () => {
  it('has every collection of the code and no other', () => {
    expect([...plan.keys()].sort()).toEqual(collectionsInCode().sort())
  })

  it('has every collection of a started Elo', () => {
    expect(unique.size).toBeGreaterThan(30)
    expect([...unique.keys()].filter((name) => !plan.has(name))).toEqual([])
  })

  it('says of every unique index that its shard key does not begin, what takes its place', () => {
    const refused = [...plan].flatMap(([name, planned]) => {
      if (!isSharded(planned)) return []
      const key = Object.keys(planned.key)
      const others = (unique.get(name) ?? []).filter((fields) =>
        key.some((field, at) => fields[at] !== field),
      )
      return others.map((fields) => `${name}: ${fields.join(', ')}`)
    })
    const planned = [...plan].flatMap(([name, each]) =>
      isSharded(each) ? each.refused.map(({ fields }) => `${name}: ${fields.join(', ')}`) : [],
    )
    expect(planned.sort()).toEqual(refused.sort())
  })
})
