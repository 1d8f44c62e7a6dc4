import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDatabase, ensureIndexes } from '../../../platform/mongo/database.ts'
import { newId } from '../../../platform/lang/ids.ts'
import { createInteractionLog, type InteractionLog } from '../../../interactions/log/interactionLog.ts'
import { interactionModel, toInteraction } from '../../../interactions/log/interactionModel.ts'
import { newMessage } from './newMessage.ts'

const uri = Object.assign(new URL(inject('mongodbUri')), { pathname: `/inserts_${randomUUID().slice(0, 8)}` })
let connection: Connection
let log: InteractionLog
/** How many documents each insert command had. */
let inserts: number[] = []

beforeAll(async () => {
  connection = await connectDatabase(uri.href, { monitorCommands: true })
  log = createInteractionLog({ connection, clock: () => new Date() })
  await ensureIndexes(connection)
  connection.getClient().on('commandStarted', ({ commandName, command }) => {
    const documents: unknown = command['documents']
    if (commandName === 'insert' && Array.isArray(documents)) inserts.push(documents.length)
  })
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

describe('interactions of many logs that are recorded at the same time', () => {
  it('are inserted by few commands, each at the next position of its log', async () => {
    const profileIds = Array.from({ length: 64 }, () => newId('cus'))
    await Promise.all(profileIds.map((profileId) => log.record(newMessage(profileId))))
    inserts = []
    const results = await Promise.all(profileIds.map((profileId) => log.record(newMessage(profileId))))
    expect(inserts.reduce((sum, count) => sum + count, 0)).toBe(64)
    expect(inserts.length).toBeLessThanOrEqual(8)
    expect(results.map(({ outcome, interaction: { seq } }) => [outcome, seq])).toEqual(
      profileIds.map(() => ['recorded', 2]),
    )
    const stored = await interactionModel(connection)
      .find({ profileId: { $in: profileIds } })
      .lean()
    const byId = new Map(stored.map((document) => [document._id, toInteraction(document)]))
    expect(results.map(({ interaction: { id } }) => byId.get(id))).toEqual(
      results.map(({ interaction }) => interaction),
    )
  })

  it('fail alone when their key or position is taken, and the others are inserted', async () => {
    const [first, other] = [newId('cus'), newId('cus')]
    const taken = await log.record(newMessage(first, { idempotencyKey: 'taken', content: 'one' }))
    // Another process takes the position that this process would take next.
    const otherConnection = await connectDatabase(uri.href)
    await log.record(newMessage(other))
    await createInteractionLog({ connection: otherConnection, clock: () => new Date() }).record(
      newMessage(other),
    )
    await otherConnection.close()

    const profileIds = Array.from({ length: 20 }, () => newId('cus'))
    const [again, behind, ...rest] = await Promise.all([
      log.record(newMessage(newId('cus'), { idempotencyKey: 'taken', content: 'one' })),
      log.record(newMessage(other)),
      ...profileIds.map((profileId) => log.record(newMessage(profileId))),
    ])
    expect(again).toEqual({ outcome: 'repeated', interaction: taken.interaction })
    expect(behind?.interaction.seq).toBe(3)
    expect(rest.map(({ outcome }) => outcome)).toEqual(profileIds.map(() => 'recorded'))
  })
})
