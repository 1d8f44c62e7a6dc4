import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import type { Connection } from 'mongoose'
import { connectDatabase } from '../../platform/database.ts'
import { createLogger } from '../../platform/logger.ts'
import { watchStaleTransactions } from '../../platform/staleTransactions.ts'
import { inTransaction } from '../../platform/transaction.ts'

const logger = createLogger({ level: 'silent', name: 'test' })
let dead: Connection
let living: Connection

beforeEach(async () => {
  const uri = new URL(inject('mongodbUri'))
  uri.pathname = `/stale-${randomUUID().slice(0, 8)}`
  dead = await connectDatabase(uri.href)
  living = await connectDatabase(uri.href)
  await living.createCollection('things')
})

afterEach(async () => {
  await living.dropDatabase()
  await dead.close()
  await living.close()
})

describe('a transaction that nobody goes on with', () => {
  test('gives way to who writes the same, within seconds', async () => {
    const session = await dead.startSession()
    session.startTransaction()
    await dead.collection<{ _id: string }>('things').insertOne({ _id: 'x' }, { session })

    const watch = watchStaleTransactions(living, logger, { everyMs: 100 })
    // Waits for the open transaction, for a minute if nobody ended it.
    await living.collection<{ _id: string }>('things').insertOne({ _id: 'x' })
    watch.stop()
    await expect(session.commitTransaction()).rejects.toMatchObject({ code: 251 })
    await session.endSession()
  }, 20_000)

  test('is not one that goes on, however long it takes', async () => {
    const watch = watchStaleTransactions(living, logger, { everyMs: 100 })
    let runs = 0
    await inTransaction(dead, async (session) => {
      runs += 1
      for (let step = 0; step < 40; step += 1) {
        await dead.collection<{ _id: string }>('things').insertOne({ _id: `${runs} ${step}` }, { session })
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    })
    watch.stop()
    expect(runs).toBe(1)
  })
})
