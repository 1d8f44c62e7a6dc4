import type { Connection } from 'mongoose'
import { z } from 'zod'
import { connectDatabase } from './database.ts'
import { StartError } from '../process/startError.ts'

const helloSchema = z.looseObject({
  setName: z.string().optional(),
  /** True when the server was started with --replSet, and its set is not initiated. */
  isreplicaset: z.boolean().optional(),
  /** `isdbgrid` for a router of a sharded cluster. */
  msg: z.string().optional(),
  maxWireVersion: z.number(),
})

/** The driver's error when it found no primary: the servers that may belong to the set. */
const selectionSchema = z.looseObject({
  reason: z.looseObject({ servers: z.map(z.string(), z.looseObject({ type: z.string() })) }),
})

/** The wire version of MongoDB 6.0. */
const oldestWireVersion = 17

const howToGetOne =
  'Start mongod with --replSet rs0, run rs.initiate() once in mongosh, and set MONGODB_URI to ' +
  'mongodb://<host>:27017/elo?replicaSet=rs0; one member is enough to develop with.'
const notInitiated =
  'expected a MongoDB replica set, got a server whose replica set has not been initiated. ' +
  'Run rs.initiate() once in mongosh.'

/**
 * Connect to the MongoDB of MONGODB_URI, as `connectDatabase` does. Throws a StartError when it cannot be reached
 * within ten seconds, and when it is no replica set or sharded cluster of MongoDB 6.0 or newer: transactions, change
 * streams and majority writes need one.
 */
export async function connectReplicaSet(uri: string): Promise<Connection> {
  const connection = await connectDatabase(uri).catch((cause: unknown) => {
    throw new StartError(`MONGODB_URI: ${reasonOf(cause, uri)}`, { cause })
  })
  try {
    const fault = faultOf(await connection.getClient().db('admin').command({ hello: 1 }))
    if (fault !== null) throw new StartError(`MONGODB_URI: ${fault}`)
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
    return `expected MongoDB 6.0 or newer, got an older server (wire version ${maxWireVersion})`
  if (setName !== undefined || msg === 'isdbgrid') return null
  if (isreplicaset) return notInitiated
  return `expected a MongoDB replica set, got a standalone server. ${howToGetOne}`
}

/** Why there is no connection, without the address, because the text is logged and the address may hold a password. */
function reasonOf(error: unknown, uri: string): string {
  const servers = selectionSchema.safeParse(error)
  if (servers.success) {
    const types = [...servers.data.reason.servers.values()].map(({ type }) => type)
    if (types.includes('RSGhost')) return notInitiated
    if (types.length === 0)
      return `expected members of the replica set that it names, got none (a standalone server?). ${howToGetOne}`
  }
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(uri, '(the address)')
  return `expected a MongoDB replica set with a primary that answers within 10 s, got: ${message}`
}
