import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createHoldStore } from '../../../privacy/hold/holdStore.ts'
import type { CollectionPlan } from '../../../scripts/sharding/collectionPlan.ts'
import { openTestDatabase, type TestDatabase } from '../testDatabase.ts'
import { watchUnplannedCommands } from './unplannedCommands.ts'

const plan = new Map<string, CollectionPlan>([
  ['legalHolds', { key: { _id: 'hashed' }, why: '', refused: [], everyShard: [] }],
])
const faults: string[] = []
let stop: () => void
let database: TestDatabase

beforeAll(async () => {
  stop = watchUnplannedCommands((fault) => faults.push(fault), plan)
  database = await openTestDatabase(inject('mongodbUri'), 'unplanned_commands')
})
afterAll(async () => {
  stop()
  await database.drop()
})

describe('watchUnplannedCommands', () => {
  it('gives a command of Elo that would go to all shards, with the line that sends it', async () => {
    const holds = createHoldStore(database.connection)
    await holds.findStanding(['cus_1'], new Date())
    expect(faults).toEqual([
      expect.stringMatching(
        /^privacy\/hold\/holdStore\.ts:\d+: find legalHolds \{ \$or: .+ \}: expected an equal _id, or a line of its everyShard$/u,
      ),
    ])
  })

  it('leaves out what a test itself sends', async () => {
    faults.length = 0
    await database.connection.collection('legalHolds').find({ profileId: 'cus_1' }).toArray()
    expect(faults).toEqual([])
  })
})
