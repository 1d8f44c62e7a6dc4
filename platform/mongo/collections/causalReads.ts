import type mongoose from 'mongoose'
import type { ClientSession, Connection } from 'mongoose'
import { isObject } from '../../lang/isObject.ts'
import { interceptCollections, optionsOf, withOptions } from './interceptCollections.ts'
import { readMethods } from './readMethods.ts'

/*
 * A majority read gives what the server knows a majority to have. A new primary has everything that was acknowledged,
 * but learns only after a moment that a majority has it, and until then reads give an earlier state. So each read says
 * which time it must not be behind: that of the latest acknowledged write, or earlier read, of this process. Usually the
 * server is past it, and nothing waits.
 */

/** The methods of a collection that write one or several documents, and the index of the argument with their options. */
const writeMethods = {
  insertOne: 1,
  insertMany: 1,
  updateOne: 2,
  updateMany: 2,
  replaceOne: 2,
  deleteOne: 1,
  deleteMany: 1,
  findOneAndUpdate: 2,
  findOneAndReplace: 2,
  findOneAndDelete: 1,
  bulkWrite: 1,
} as const

/** The session of all reads of a connection. The driver keeps the latest time in it, and sends it with each read. */
const readers = new WeakMap<Connection, ClientSession>()

/**
 * Let no read through this connection be behind what was acknowledged to it or read by it before, also after a change of
 * the primary. Reads and writes in a session of their own are left alone, and so are local reads, which see everything.
 * Call it before a model is created.
 */
export function readCausally(connection: Connection): void {
  const client = connection.getClient()
  const reader = client.startSession({ causalConsistency: true })
  readers.set(connection, reader)
  interceptCollections(connection, readMethods, (read, args, place) =>
    read(isFree(optionsOf(args, place)) ? withOptions(args, place, { session: reader }) : args),
  )
  interceptCollections(connection, writeMethods, async (write, args, place) => {
    if (optionsOf(args, place)['session']) return write(args)
    const session = client.startSession({ causalConsistency: true })
    try {
      return await write(withOptions(args, place, { session }))
    } finally {
      noteTime(connection, session.operationTime)
      await session.endSession()
    }
  })
}

/** No later read through this connection is behind this time of the database, which a majority must have. */
export function noteTime(connection: Connection, time: mongoose.mongo.Timestamp | undefined): void {
  if (time) readers.get(connection)?.advanceOperationTime(time)
}

/** Whether a read may be given a session. */
function isFree({ session, readConcern }: Readonly<Record<string, unknown>>): boolean {
  return !session && !(isObject(readConcern) && readConcern['level'] === 'local')
}
