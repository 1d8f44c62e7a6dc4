import type { Connection } from 'mongoose'
import { connectDatabase } from '../../platform/mongo/database.ts'
import { startDatabase } from '../../embeddedMongo/startDatabase.ts'
import { createLogger } from '../../platform/process/log/logger.ts'

export type BenchDatabase = {
  /** Names a database of this run alone. */
  mongodbUri: string
  connection: Connection
  /** Drop the database and close everything. */
  stop(): Promise<void>
}

/** A new database on the replica set that MONGODB_URI names, or on an embedded one. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const database = await startDatabase({
    uri: process.env['MONGODB_URI'],
    environment: process.env,
    logger: createLogger({ level: 'warn', name: 'bench' }),
  })
  const name = `elo_bench_${Date.now().toString(36)}`
  const mongodbUri = database.uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(\/[^?]*)?/u, `$1/${name}`)
  const connection = await connectDatabase(mongodbUri)
  return {
    mongodbUri,
    connection,
    async stop() {
      await connection.dropDatabase()
      await connection.close()
      await database.stop()
    },
  }
}
