import mongoose from 'mongoose'
import { describe, expect, it } from 'vitest'
import {
  duplicateDocumentsOnly,
  isDatabaseUnavailable,
  refusedDocumentsOf,
} from '../../../platform/mongo/mongoErrors.ts'
import { startDatabaseProxy } from '../../support/databaseProxy.ts'

/** The error of an insert of these ids when the connection breaks before the answer, or is whole. */
async function insertError(ids: number[], { isCut }: { isCut: boolean }): Promise<unknown> {
  const proxy = await startDatabaseProxy()
  const client = new mongoose.mongo.MongoClient(proxy.uri('mongo_errors'), {
    retryWrites: false,
    serverSelectionTimeoutMS: 1_000,
  })
  const things = client.db().collection<{ _id: number }>('things')
  await things.deleteMany({})
  await things.insertOne({ _id: 2 })
  if (isCut) void proxy.sent(1).then(() => proxy.cut())
  const error: unknown = await things
    .insertMany(
      ids.map((_id) => ({ _id })),
      { ordered: false },
    )
    .catch((reason: unknown) => reason)
  await client.close()
  await proxy.stop()
  return error
}

describe('the error of an insert of many documents', () => {
  it('names the documents that were refused', async () => {
    const error = await insertError([1, 2, 3], { isCut: false })
    expect(refusedDocumentsOf(error)).toEqual(new Set([1]))
    expect(duplicateDocumentsOnly(error)).toBe(true)
    expect(isDatabaseUnavailable(error)).toBe(false)
  })

  it('says nothing about any document when the connection was lost, so that none counts as stored', async () => {
    const error = await insertError([1, 3], { isCut: true })
    expect(error).toBeInstanceOf(mongoose.mongo.MongoBulkWriteError)
    expect(refusedDocumentsOf(error)).toBe(null)
    expect(duplicateDocumentsOnly(error)).toBe(false)
    expect(isDatabaseUnavailable(error)).toBe(true)
  })
})
