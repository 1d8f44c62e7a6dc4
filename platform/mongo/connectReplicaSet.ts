import type { Connection } from 'mongoose'
import { z } from 'zod'
import { connectDatabase } from './database.ts'
import { StartError } from '../process/startError.ts'

const helloSchema = z.looseObject({
  setName: z.string().optional(),
  /** Of a server that was started with --replSet and has not been initiated. */
  isreplicaset: z.boolean().optional(),
  /** `isdbgrid` of a router. */
  msg: z.string().optional(),
  maxWireVersion: z.number(),
})

/** What the driver says when it found no primary: the servers that it saw and that may be of the set. */
const selectionSchema = z.looseObject({
  reason: z.looseObject({ servers: z.map(z.string(), z.looseObject({ type: z.string() })) }),
})

/** The protocol of MongoDB 6.0. */
const oldestWireVersion = 17

const howToGetOne =
  'Start mongod with --replSet rs0, run rs.initiate() once in mongosh, and set MONGODB_URI to ' +
  'mongodb://<host>:27017/elo?replicaSet=rs0; one member is enough to develop with.'
const notInitiated =
  'expected a MongoDB replica set, got a server whose replica set has not been initiated. ' +
  'Run rs.initiate() once in mongosh.'

/**
 * Connect to the MongoDB that MONGODB_URI names, as `connectDatabase` does. Throws a StartError when it cannot be
 * reached within ten seconds, and when it cannot carry Elo: transactions, change streams and majority writes need a
 * replica set (or a sharded cluster, which is made of them), of MongoDB 6.0 or newer.
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

/** What is wrong with a server that answers `hello` so; null when nothing is. */
export function faultOf(hello: unknown): string | null {
  const { setName, isreplicaset, msg, maxWireVersion } = helloSchema.parse(hello)
  if (maxWireVersion < oldestWireVersion)
    return `expected MongoDB 6.0 or newer, got an older server (wire version ${maxWireVersion})`
  if (setName !== undefined || msg === 'isdbgrid') return null
  if (isreplicaset) return notInitiated
  return `expected a MongoDB replica set, got a standalone server. ${howToGetOne}`
}

/** Why there is no connection. It may end up in a log, so the address is left out: it may hold a password. */
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
