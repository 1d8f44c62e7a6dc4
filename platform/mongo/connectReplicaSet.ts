import type { Connection } from 'mongoose'
import { z } from 'zod'
import { connectionFault, howToGetReplicaSet, notInitiated, writeFault } from './connectionFault.ts'
import { connectDatabase } from './database.ts'
import { createWriteProbe } from './writeProbe.ts'
import { StartError } from '../process/startError.ts'
import { traceCommands } from './traceCommands.ts'

const helloSchema = z.looseObject({
  setName: z.string().optional(),
  /** True when the server was started with --replSet, and its set is not initiated. */
  isreplicaset: z.boolean().optional(),
  /** `isdbgrid` for a router of a sharded cluster. */
  msg: z.string().optional(),
  maxWireVersion: z.number(),
})

/** The wire version of MongoDB 6.0. */
const oldestWireVersion = 17

/**
 * Connect to the MongoDB of MONGODB_URI, as `connectDatabase` does. Throws a StartError when it cannot be reached
 * within ten seconds, when it does not take a write, and when it is no replica set or sharded cluster of MongoDB 6.0 or
 * newer: transactions, change streams and majority writes need one. The message says what to do. With `isTraced` the
 * commands of traced requests are spans.
 */
export async function connectReplicaSet(
  uri: string,
  { isTraced = false }: { isTraced?: boolean } = {},
): Promise<Connection> {
  const connection = await connectDatabase(uri, { monitorCommands: isTraced }).catch((cause: unknown) => {
    throw new StartError(`MONGODB_URI: ${connectionFault(cause, uri)}`, { cause })
  })
  try {
    const fault = faultOf(await connection.getClient().db('admin').command({ hello: 1 }))
    if (fault !== null) throw new StartError(`MONGODB_URI: ${fault}`)
    await createWriteProbe(connection, { majorityWithinMs: 10_000 })().catch((cause: unknown) => {
      throw new StartError(`MONGODB_URI: ${writeFault(cause)}`, { cause })
    })
    if (isTraced) traceCommands(connection)
    return connection
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** Why Elo cannot use the server that gave this answer to `hello`; null when it can. */
export function faultOf(hello: unknown): string | null {
  const { setName, isreplicaset, msg, maxWireVersion } = helloSchema.parse(hello)
  if (maxWireVersion < oldestWireVersion)
    return `expected MongoDB 6.0 or newer, got an older server (wire version ${maxWireVersion}). Upgrade it.`
  if (setName !== undefined || msg === 'isdbgrid') return null
  if (isreplicaset) return notInitiated
  return `expected a MongoDB replica set, got a standalone server. ${howToGetReplicaSet}`
}
