import mongoose from 'mongoose'
import type { Place } from './oracle.ts'

const { MongoClient } = mongoose.mongo
const clients = new Map<string, mongoose.mongo.MongoClient>()

type Stored = { _id: string; profileId: string; seq: number; revision: number }

/** Where these interactions are in their logs. Read from the database itself: no caller of the graph learns it. */
export async function readPlaces(uri: string, ids: string[]): Promise<Map<string, Place>> {
  const client = clients.get(uri) ?? new MongoClient(uri, { readConcern: { level: 'majority' } })
  clients.set(uri, client)
  const found = await client
    .db()
    .collection<Stored>('interactions')
    .find({ _id: { $in: ids } })
    .project<Stored>({ profileId: 1, seq: 1, revision: 1 })
    .toArray()
  return new Map(found.map(({ _id, ...place }) => [_id, place]))
}

/** Disconnect. May be called again. */
export async function closePlaces(): Promise<void> {
  for (const client of clients.values()) await client.close()
  clients.clear()
}
