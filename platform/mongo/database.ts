import mongoose, { type Connection } from 'mongoose'
import { boundReads } from './collections/boundReads.ts'
import { readCausally } from './collections/causalReads.ts'

/**
 * Connect to MongoDB with majority read concern, and with majority and journaled write concern. Reads for a request end
 * with it, see `boundReads`, and are never behind what this process knows, see `readCausally`. Rejects when no primary answers within ten seconds. Close with `connection.close()`.
 */
export async function connectDatabase(
  uri: string,
  { monitorCommands = false, maxPoolSize = 50 }: { monitorCommands?: boolean; maxPoolSize?: number } = {},
): Promise<Connection> {
  const connection = await mongoose
    .createConnection(uri, {
      appName: 'elo',
      maxPoolSize,
      monitorCommands,
      serverSelectionTimeoutMS: 10_000,
      writeConcern: { w: 'majority', journal: true },
      readConcern: { level: 'majority' },
      retryWrites: true,
      retryReads: true,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      // Without a database in the connection string the driver would use "test".
      ...(hasDatabaseName(uri) ? {} : { dbName: 'elo' }),
    })
    .asPromise()
  boundReads(connection)
  readCausally(connection)
  return connection
}

function hasDatabaseName(uri: string): boolean {
  return /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/u.test(uri)
}

/**
 * Migrates the documents of a collection that an earlier version of Elo stored. Does nothing when they are migrated
 * already.
 */
export type Upgrade = (connection: Connection, collection: string) => Promise<void>

/** Create the collections and indexes of all models of a connection, and upgrade each collection. */
export async function ensureIndexes(connection: Connection, ...upgrades: Upgrade[]): Promise<void> {
  for (const model of Object.values(connection.models)) {
    await model.createCollection()
    await model.createIndexes()
    for (const upgrade of upgrades) await upgrade(connection, model.collection.collectionName)
  }
}
