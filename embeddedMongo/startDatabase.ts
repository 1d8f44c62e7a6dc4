import type { EmbeddedMongoOptions } from './embeddedMongoOptions.ts'
import { startEmbeddedMongo } from './startEmbeddedMongo.ts'

export interface StartedDatabase {
  uri: string
  /** Resolves, with the reason, when an embedded database is lost for good; otherwise never. */
  lost: Promise<Error>
  /** Stops what was started; a database that was given stays as it is. May be called again. */
  stop: () => Promise<void>
}

/** The database at `uri` when one is given, else an embedded one; the log says which. */
export async function startDatabase(
  options: EmbeddedMongoOptions & { uri?: string | undefined },
): Promise<StartedDatabase> {
  const { uri, ...embedded } = options
  if (!uri) return startEmbeddedMongo(embedded)
  // The address may hold a password, so the log names the choice alone.
  options.logger.info({ step: 'MONGODB_URI' }, 'Database: the one that MONGODB_URI names.')
  return { uri, lost: new Promise(() => undefined), stop: async () => undefined }
}
