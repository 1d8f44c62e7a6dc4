import { randomUUID } from 'node:crypto'
import type { ClientSession, Connection } from 'mongoose'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { connectDatabase } from '../../../platform/mongo/database.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { maskThrown } from '../../../platform/errors/maskThrown.ts'
import { inTransaction } from '../../../interactions/log/transaction.ts'

let dead: Connection
let living: Connection
let left: ClientSession

const things = (connection: Connection) => connection.collection<{ _id: string }>('things')

// A process that was killed in the middle of a transaction: MongoDB keeps the transaction open.
beforeEach(async () => {
  const uri = new URL(inject('mongodbUri'))
  uri.pathname = `/transaction-${randomUUID().slice(0, 8)}`
  dead = await connectDatabase(uri.href)
  living = await connectDatabase(uri.href)
  await living.createCollection('things')
  left = await dead.startSession()
  left.startTransaction()
  await things(dead).insertOne({ _id: 'x' }, { session: left })
})

afterEach(async () => {
  await left.endSession()
  await living.dropDatabase()
  await dead.close()
  await living.close()
})

describe('a transaction that a killed process left open', () => {
  it('delays another transaction no longer than its caller waits, and the error says that it may be retried', async () => {
    const blocked = inTransaction(living, (session) => things(living).insertOne({ _id: 'x' }, { session }), {
      retryForMs: 200,
    })
    const error: unknown = await blocked.catch((thrown: unknown) => thrown)
    expect(maskThrown(error, createLogger({ level: 'silent', name: 'test' })).extensions).toEqual({
      code: 'UNAVAILABLE',
      retryable: true,
    })
    expect(left.inTransaction()).toBe(true)
  })

  it('does not delay a transaction on other documents', async () => {
    const insert = (session: ClientSession) => things(living).insertOne({ _id: 'y' }, { session })
    expect(await inTransaction(living, insert, { retryForMs: 200 })).toMatchObject({ insertedId: 'y' })
  })

  it('is ended by the server after its time limit', { timeout: 150_000 }, async () => {
    // Waits for the open transaction.
    expect(await things(living).insertOne({ _id: 'x' })).toMatchObject({ insertedId: 'x' })
    await expect(left.commitTransaction()).rejects.toMatchObject({ code: 251 })
  })
})

describe('a transaction', () => {
  it('that cannot commit is given up after its time, however often it was tried', async () => {
    let runs = 0
    const conflict = inTransaction(
      living,
      async (session) => {
        runs += 1
        await things(living).insertOne({ _id: `run ${runs}` }, { session })
        await things(living).insertOne({ _id: 'x' }, { session })
      },
      { retryForMs: 100 },
    )
    await expect(conflict).rejects.toMatchObject({ name: 'TransactionBlockedError' })
    expect(runs).toBeGreaterThan(1)
    expect(await things(living).countDocuments()).toBe(0)
  })
})
