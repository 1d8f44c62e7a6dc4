import type { Connection } from 'mongoose'
import { inject } from 'vitest'
import { createInteractionLog, type InteractionLog } from '../../../interactions/log/interactionLog.ts'
import { connectDatabase, ensureIndexes } from '../../../platform/mongo/database.ts'

/** The log over two connections to a database of its own, as two processes have it. */
export type TwoLogs = {
  uri: string
  connection: Connection
  otherConnection: Connection
  log: InteractionLog
  otherLog: InteractionLog
  drop: () => Promise<void>
}

export async function openLogs(name: string): Promise<TwoLogs> {
  const uri = Object.assign(new URL(inject('mongodbUri')), { pathname: `/${name}` }).toString()
  const connection = await connectDatabase(uri)
  const otherConnection = await connectDatabase(uri)
  const log = createInteractionLog({ connection, clock: () => new Date() })
  await ensureIndexes(connection)
  return {
    uri,
    connection,
    otherConnection,
    log,
    otherLog: createInteractionLog({ connection: otherConnection, clock: () => new Date() }),
    async drop() {
      await connection.dropDatabase()
      await otherConnection.close()
      await connection.close()
    },
  }
}
