import mongoose from 'mongoose'
import { expect, inject, test } from 'vitest'

test('the database of the run takes transactions', async () => {
  const connection = await mongoose
    .createConnection(inject('mongodbUri'), { dbName: 'embeddedMongo' })
    .asPromise()
  try {
    const session = await connection.startSession()
    await session.withTransaction(async () => {
      await connection.collection('things').insertOne({ a: 1 }, { session })
    })
    await session.endSession()
    expect(await connection.collection('things').countDocuments()).toBe(1)
  } finally {
    await connection.close()
  }
})
