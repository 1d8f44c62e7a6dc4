import mongoose from 'mongoose'

const { MongoClient } = mongoose.mongo
const clients = new Map<string, mongoose.mongo.MongoClient>()

/** A client of the database at this address, the same one for each call. */
export function clientAt(uri: string): mongoose.mongo.MongoClient {
  const client = clients.get(uri) ?? new MongoClient(uri, { readConcern: { level: 'majority' } })
  clients.set(uri, client)
  return client
}

/** The database of Elo itself, for what no caller of the graph learns or can do. */
export function databaseAt(uri: string): mongoose.mongo.Db {
  return clientAt(uri).db()
}

/** Disconnect. May be called again. */
export async function closeDatabases(): Promise<void> {
  for (const client of clients.values()) await client.close()
  clients.clear()
}
