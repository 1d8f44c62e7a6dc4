import { withClient } from './withClient.ts'

/** Writes one document, acknowledged as Elo does it: by the majority and in the journal. */
export const write = (uri: string, name: string) =>
  withClient(uri, (client) =>
    client
      .db('test')
      .collection('things')
      .insertOne({ name }, { writeConcern: { w: 'majority', j: true } }),
  )

/** The names written, in their order. */
export const read = (uri: string) =>
  withClient(uri, async (client) => {
    const things = await client.db('test').collection('things').find().sort({ _id: 1 }).toArray()
    return things.map((thing): unknown => thing['name'])
  })
