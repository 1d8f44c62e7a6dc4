import { onTestFinished } from 'vitest'
import type { EmbeddedMongoOptions } from '../../../embeddedMongo/embeddedMongoOptions.ts'
import { type EmbeddedMongo, startEmbeddedMongo } from '../../../embeddedMongo/startEmbeddedMongo.ts'
import { recordingLogger } from './recordingLogger.ts'

/** An embedded database, by default in a temporary folder. It is stopped when the test is over. */
export async function startForTest(options: Partial<EmbeddedMongoOptions> = {}): Promise<EmbeddedMongo> {
  const mongo = await startEmbeddedMongo({ environment: process.env, logger: recordingLogger(), ...options })
  onTestFinished(mongo.stop)
  return mongo
}
