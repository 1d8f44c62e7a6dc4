import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { askGraph } from '../../scripts/command/askGraph.ts'
import { createInteractionLog } from '../../interactions/log/interactionLog.ts'
import { interactionModel } from '../../interactions/log/interactionModel.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import type { Running } from '../../platform/process/runProcess.ts'
import { newId } from '../../platform/lang/ids.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { recordInput, seedConversations } from '../../bench/writes/seedConversations.ts'
import { verifyWrites } from '../../bench/writes/verifyWrites.ts'
import {
  bareCollection,
  messageDocument,
  messageEntry,
  messageText,
} from '../../bench/writes/writtenMessage.ts'
import { configSchema } from '../../config.ts'
import { start } from '../../server.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'

let database: TestDatabase
let elo: Running

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), 'bench-writes')
  const settings = { PORT: '0', LOG_LEVEL: 'error', MONGODB_URI: database.uri }
  elo = await start(readConfig(configSchema, settings), {})
})

afterAll(async () => {
  await elo.stop()
  await database.drop()
})

it('finds a message, an append or an insert that was acknowledged and is not there, or is there twice', async () => {
  const { connection } = database
  const url = `${elo.url}/graphql`
  const writers = await seedConversations(url, 2)
  const profileIds = writers.map(() => newId('cus'))
  const log = createInteractionLog({ connection, clock: systemClock })
  const bare = connection.collection<{ _id: string }>(bareCollection)
  for (const number of [0, 1, 2]) {
    const { phone = '' } = writers[number % 2] ?? {}
    await askGraph(
      url,
      z.object({ recordMessage: z.object({ userErrors: z.array(z.object({})).max(0) }) }),
      'mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { userErrors { message } } }',
      { input: recordInput(phone, messageText('load 1', number), `load 1-${number}`) },
    )
    await log.record(messageEntry(profileIds[number % 2] ?? '', 'load 2', number))
    await bare.insertOne({ _id: newId('int'), ...messageDocument('cus_x', 'load 3', number) })
  }
  const verify = (counts: { messages?: number; appends?: number; inserts?: number } = {}) =>
    verifyWrites({
      url,
      connection,
      writers,
      profileIds,
      acknowledged: {
        messages: new Map([['load 1', counts.messages ?? 3]]),
        appends: new Map([['load 2', counts.appends ?? 3]]),
        inserts: counts.inserts ?? 3,
      },
    })

  expect(Object.keys(await verify())).toEqual(['message', 'append', 'insert'])
  await expect(verify({ messages: 4 })).rejects.toThrow('expected 3 texts, found 2')
  await expect(verify({ messages: 2 })).rejects.toThrow('expected 2 texts, found 3')
  await expect(verify({ appends: 4 })).rejects.toThrow('expected 2 texts, found 1')
  await expect(verify({ inserts: 4 })).rejects.toThrow('4 inserts were acknowledged, 3 are there')
  const [lost] = await interactionModel(connection)
    .find({ profileId: profileIds[0] ?? '' })
    .sort({ seq: 1 })
  await lost?.deleteOne()
  await expect(verify()).rejects.toThrow('expected 2 texts, found 1')
})
