import mongoose from 'mongoose'

type MongoClient = mongoose.mongo.MongoClient

/** Calls `work` with a client of the database at `uri`, then closes the client. */
export async function withClient<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await mongoose.mongo.MongoClient.connect(uri)
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

/** The process id of the mongod at `uri`. */
export async function mongodPid(uri: string): Promise<number> {
  return withClient(uri, async (client) =>
    Number((await client.db('admin').command({ serverStatus: 1 }))['pid']),
  )
}
