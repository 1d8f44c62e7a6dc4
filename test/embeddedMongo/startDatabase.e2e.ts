import { inject, expect, it } from 'vitest'
import { startDatabase } from '../../embeddedMongo/startDatabase.ts'
import { recordingLogger } from './support/recordingLogger.ts'
import { mongodPid } from './support/withClient.ts'

it('uses the given database, does not log its address, and does not stop it', async () => {
  const uri = inject('mongodbUri')
  const logger = recordingLogger()
  const database = await startDatabase({ uri, environment: {}, logger })
  expect(database.uri).toBe(uri)
  expect(logger.lines).toEqual(['info Database: the one at MONGODB_URI.'])
  expect(JSON.stringify(logger.details)).not.toContain(uri)
  await database.stop()
  expect(await mongodPid(uri)).toBeGreaterThan(0)
})

it('starts an embedded database when none is given', async () => {
  const database = await startDatabase({ uri: '', environment: process.env, logger: recordingLogger() })
  expect(database.uri).not.toBe(inject('mongodbUri'))
  expect(await mongodPid(database.uri)).toBeGreaterThan(0)
  await database.stop()
  await expect(mongodPid(`${database.uri}&serverSelectionTimeoutMS=200`)).rejects.toThrow('ECONNREFUSED')
})
