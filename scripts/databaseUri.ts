import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The folder in which an Elo on this machine keeps its data: ELO_DATA_DIR, else `.data`. */
export function dataFolder(): string {
  return process.env['ELO_DATA_DIR'] || '.data'
}

/** The database of MONGODB_URI, else the embedded one of the Elo that runs on `dataFolder`. Throws when there is none. */
export async function databaseUri(): Promise<string> {
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
