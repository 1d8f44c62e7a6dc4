import type { Connection } from 'mongoose'
import { connectDatabase } from '../../platform/mongo/database.ts'
import { until } from './until.ts'

/** A database of its own on the run's server. */
export type TestDatabase = {
  uri: string
  connection: Connection
  /** Resolves when no delivery is waiting to be processed. */
  processed(): Promise<void>
  /** Everything that is stored, as text. */
  dump(): Promise<string>
  /** Drop it and disconnect. */
  drop(): Promise<void>
}

/** Open the database `name` on the server at `serverUri`. */
export async function openTestDatabase(serverUri: string, name: string): Promise<TestDatabase> {
  const url = new URL(serverUri)
  url.pathname = `/${name}`
  const connection = await connectDatabase(url.href)
  return {
    uri: url.href,
    connection,
    processed: () =>
      until('every delivery is processed', async () => {
        const waiting = await connection.collection('webhookInbox').countDocuments({ state: 'received' })
        return waiting === 0
      }),
    async dump() {
      const collections = (await connection.db?.collections()) ?? []
      const documents = await Promise.all(collections.map((collection) => collection.find().toArray()))
      return JSON.stringify(documents)
    },
    async drop() {
      await connection.dropDatabase()
      await connection.close()
    },
  }
}
