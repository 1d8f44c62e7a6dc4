import type { Connection } from 'mongoose'

/** A database, and a client that is connected to it. */
export type ConnectedDatabase = Pick<Connection, 'getClient' | 'name'>

/** How many change streams are open on the collection `interactions` of a database. */
export async function countChangeStreams(database: ConnectedDatabase): Promise<number> {
  return (await changeStreamOperations(database)).length
}

/** Break all change streams on `interactions` of a database, in a way that the driver does not repair. Gives how many. */
export async function breakChangeStreams(database: ConnectedDatabase): Promise<number> {
  const open = (await changeStreamOperations(database)).flatMap(({ opid }) => opid ?? [])
  for (const op of open) await database.getClient().db('admin').command({ killOp: 1, op })
  return open.length
}

async function changeStreamOperations(database: ConnectedDatabase): Promise<{ opid?: number }[]> {
  return database
    .getClient()
    .db('admin')
    .aggregate<{ opid?: number }>(
      [
        { $currentOp: { allUsers: true, idleCursors: true } },
        {
          $match: {
            ns: `${database.name}.interactions`,
            'cursor.originatingCommand.pipeline.0.$changeStream': { $exists: true },
          },
        },
      ],
      { readConcern: { level: 'local' } },
    )
    .toArray()
}
