import { randomUUID } from 'node:crypto'
import mongoose from 'mongoose'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { inTransaction } from '../../../interactions/log/transaction.ts'
import { noteTime } from '../../../platform/mongo/collections/causalReads.ts'
import { connectDatabase } from '../../../platform/mongo/database.ts'
import { membersOf } from '../../support/recordingSubgraphs.ts'

const { Timestamp } = mongoose.mongo
const uri = new URL(inject('mongodbUri'))
uri.pathname = `/causal_reads_${randomUUID().slice(0, 8)}`
const connection = await connectDatabase(uri.href, { monitorCommands: true })
const items = connection.collection<{ _id: number; text?: string }>('items')

/** Of the reads: the time that each must not be behind. Of the writes: the time that each was answered with. */
const seen: { reads: unknown[]; writes: InstanceType<typeof Timestamp>[] } = { reads: [], writes: [] }
const reads = ['find', 'aggregate', 'distinct', 'count']
connection.getClient().on('commandStarted', ({ commandName, command }) => {
  if (reads.includes(commandName)) seen.reads.push(membersOf(command['readConcern'])['afterClusterTime'])
})
connection.getClient().on('commandSucceeded', ({ commandName, reply }) => {
  const { operationTime } = membersOf(reply)
  const isWrite = !reads.includes(commandName) && commandName !== 'endSessions'
  if (isWrite && operationTime instanceof Timestamp) seen.writes.push(operationTime)
})

beforeEach(async () => {
  await items.deleteMany({})
  seen.reads.length = 0
  seen.writes.length = 0
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

/** Read in each way, and give the times that these reads must not be behind. */
async function readTimes(): Promise<unknown[]> {
  seen.reads.length = 0
  await items.findOne({ _id: 1 })
  await items.find({}).toArray()
  await items.aggregate([{ $match: {} }], { readConcern: { level: 'snapshot' } }).toArray()
  await items.countDocuments({})
  await items.distinct('text')
  expect(seen.reads.length).toBe(5)
  return seen.reads
}

async function expectReadsAfterLastWrite(): Promise<void> {
  const written = seen.writes.at(-1)
  expect(written).toBeInstanceOf(Timestamp)
  for (const time of await readTimes()) {
    expect(time).toBeInstanceOf(Timestamp)
    if (time instanceof Timestamp && written) expect(time.greaterThanOrEqual(written)).toBe(true)
  }
}

describe('reads of a process', () => {
  it('are not behind the last acknowledged write, in whichever way it was written', async () => {
    const writes = [
      () => items.insertOne({ _id: 1 }),
      () => items.updateOne({ _id: 1 }, { $set: { text: 'one' } }),
      () => items.findOneAndUpdate({ _id: 1 }, { $set: { text: 'two' } }),
      () => items.bulkWrite([{ insertOne: { document: { _id: 2 } } }]),
      () => items.deleteMany({ _id: 2 }),
      () => inTransaction(connection, (session) => items.insertOne({ _id: 3 }, { session })),
    ]
    for (const write of writes) {
      await write()
      await expectReadsAfterLastWrite()
    }
  })

  it('are not behind a time that was noted, and never go back', async () => {
    await items.insertOne({ _id: 1 })
    const [written] = seen.writes.slice(-1)
    if (!written) throw new Error('expected a write with a time')
    noteTime(connection, new Timestamp({ t: written.t - 60, i: 1 }))
    await expectReadsAfterLastWrite()
  })

  it('that are local see everything anyway, and wait for nothing', async () => {
    await items.insertOne({ _id: 1 })
    seen.reads.length = 0
    await items.find({}, { readConcern: { level: 'local' } }).toArray()
    expect(seen.reads).toEqual([undefined])
  })

  it('do not wait for each other when many run at once', async () => {
    await items.insertMany(Array.from({ length: 50 }, (_, index) => ({ _id: index })))
    const counts = await Promise.all(Array.from({ length: 200 }, () => items.countDocuments({})))
    expect(new Set(counts)).toEqual(new Set([50]))
  })
})
