import { withClient } from './withClient.ts'

/** Writes one document with the write concern of Elo: majority and journal. */
export const write = (uri: string, name: string) =>
  withClient(uri, (client) =>
    client
      .db('test')
      .collection('things')
      .insertOne({ name }, { writeConcern: { w: 'majority', j: true } }),
  )

/** The names in the order in which they were written. */
export const read = (uri: string) =>
  withClient(uri, async (client) => {
    const things = await client.db('test').collection('things').find().sort({ _id: 1 }).toArray()
    return things.map((thing): unknown => thing['name'])
  })
