import { access, constants, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Opened } from '../platform/process/openInOrder.ts'
import { StartError } from '../platform/process/startError.ts'
import type { Environment, StepLogger } from './embeddedMongoOptions.ts'
import { bringsNoDatabase, canDownloadMongod } from './obtain/downloadMongod.ts'
import { type StartedDatabase, startDatabase } from './startDatabase.ts'

/**
 * The database that `uri` (MONGODB_URI) names, or the embedded one with its data in `folder` (ELO_DATA_DIR), whose
 * address the commands in scripts/ find in the file `mongodb.uri` there. Both are closed by `opened`. Throws a
 * StartError when the folder cannot be made or written.
 */
export async function openDatabase(
  options: { uri: string | undefined; folder: string; environment: Environment; logger: StepLogger },
  opened: Opened,
): Promise<StartedDatabase> {
  const { uri, folder, environment, logger } = options
  if (!uri) await createDataFolder(folder)
  const dataDir = join(folder, 'mongodb')
  const database = opened(await startDatabase({ uri, dataDir, environment, logger }), (open) => open.stop())
  if (uri) return database
  const file = opened(join(folder, 'mongodb.uri'), (path) => rm(path, { force: true }))
  // A new file, because one that an earlier start left would keep its mode.
  await rm(file, { force: true })
  await writeFile(file, `${database.uri}\n`, { mode: 0o600, flag: 'wx' })
  return database
}

async function createDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    // As in the image, whose files nobody may write.
    if (!canDownloadMongod()) throw new StartError(bringsNoDatabase, { cause })
    const reason = cause instanceof Error ? cause.message : String(cause)
    const advice = 'name a folder that this user may write, or set MONGODB_URI to a MongoDB replica set'
    throw new StartError(
      `ELO_DATA_DIR: the folder of the embedded database cannot be made or written; ${advice} (${reason})`,
      { cause },
    )
  }
}
