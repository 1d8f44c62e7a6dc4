import mongoose, { type Connection } from 'mongoose'

const { Timestamp } = mongoose.mongo

/**
 * The time up to which everything is majority-committed; null when the server has none. A majority read of the collection
 * after this sees all of it, and a change stream from here on gives all the rest. The time of a ping would not do: it may
 * be ahead of the majority, and what lies between would be in neither.
 */
export async function majorityTime(
  connection: Connection,
  collection: string,
): Promise<InstanceType<typeof Timestamp> | null> {
  const answer = await connection.db?.command({
    find: collection,
    limit: 1,
    projection: { _id: 1 },
    readConcern: { level: 'majority' },
    maxTimeMS: 10_000,
  })
  const operationTime: unknown = answer?.['operationTime']
  return operationTime instanceof Timestamp ? operationTime : null
}
