import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection } from 'mongoose'
import { connectionFault } from '../../platform/mongo/connectionFault.ts'
import { connectDatabase } from '../../platform/mongo/database.ts'

/** The folder in which an Elo on this machine keeps its data: ELO_DATA_DIR, else `.data`. */
export function dataFolder(): string {
  return process.env['ELO_DATA_DIR'] || '.data'
}

/** The database of MONGODB_URI, else the embedded one of the Elo that runs on `dataFolder`. Throws when there is none. */
async function databaseUri(): Promise<string> {
  const given = process.env['MONGODB_URI']
  if (given) return given
  const folder = dataFolder()
  const file = join(folder, 'mongodb.uri')
  return (
    await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new Error(`no database: set MONGODB_URI, or start Elo on ${folder} (there is no ${file})`, {
        cause,
      })
    })
  ).trim()
}

/**
 * Work with the database of the Elo that commands are for. It is disconnected at the end. Throws with what to do when
 * there is none.
 */
export async function withDatabase<Result>(
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const uri = await databaseUri()
  const connection = await connectDatabase(uri).catch((cause: unknown) => {
    throw new Error(`the database: ${connectionFault(cause, uri)}`, { cause })
  })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}
