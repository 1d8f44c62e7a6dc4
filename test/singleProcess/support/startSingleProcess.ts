import { expect, inject } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../../config.ts'
import { readConfig } from '../../../platform/process/settings/readConfig.ts'
import { start } from '../../../server.ts'
import { askForData, askGraph } from '../../support/askGraph.ts'
import { startDatabaseProxy } from '../../support/databaseProxy.ts'
import { openTestDatabase } from '../../support/testDatabase.ts'

export type SingleProcess = Awaited<ReturnType<typeof startSingleProcess>>

export const recordedSchema = z.object({
  recordMessage: z.object({
    message: z.object({ id: z.string(), customer: z.object({ id: z.string() }) }).nullable(),
    userErrors: z.array(z.object({ code: z.string(), field: z.array(z.string()).nullable() })),
  }),
})
export const recordMutation = `mutation ($input: RecordMessageInput!) {
  recordMessage(input: $input) { message { id customer { id } } userErrors { code field } }
}`

/** The input of a message that a customer sends. */
export const message = (phone: string, text: string) => ({
  customer: { identifiers: [{ type: 'PHONE', value: phone }] },
  channel: 'WHATSAPP',
  actor: { kind: 'CUSTOMER' },
  text,
})

/** Everything in one process, on a database of its own whose connections can be cut. */
export async function startSingleProcess(databaseName: string) {
  const proxy = await startDatabaseProxy()
  const database = await openTestDatabase(inject('mongodbUri'), databaseName)
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'error',
    MONGODB_URI: proxy.uri(databaseName),
    // This folder cannot be created. With a given database it is not needed.
    ELO_DATA_DIR: '/dev/null/nowhere',
  }
  const elo = await start(readConfig(configSchema, settings), {})
  const { url } = elo

  return {
    url,
    proxy,
    database,
    /** Record a message of a customer. */
    async record(phone: string, text: string) {
      const { recordMessage } = await askForData(recordedSchema, url, recordMutation, {
        input: message(phone, text),
      })
      if (!recordMessage.message) throw new Error(JSON.stringify(recordMessage.userErrors))
      return recordMessage.message
    },
    /** Send one mutation, and expect no error of any kind. */
    async mutate(mutation: string): Promise<void> {
      const { data, errors } = await askGraph(url, `mutation { ${mutation} }`)
      expect(errors).toBeUndefined()
      expect(JSON.stringify(data)).toContain('"userErrors":[]')
    },
    async stop(): Promise<void> {
      await elo.stop()
      await proxy.stop()
      await database.drop()
    },
  }
}
