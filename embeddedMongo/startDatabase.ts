import type { EmbeddedMongoOptions } from './embeddedMongoOptions.ts'
import { startEmbeddedMongo } from './startEmbeddedMongo.ts'

export type StartedDatabase = {
  uri: string
  /** Resolves, with the reason, when an embedded database cannot be kept running; otherwise it never settles. */
  lost: Promise<Error>
  /** Stops an embedded database; one at `uri` is not touched. May be called again. */
  stop: () => Promise<void>
}

/** The database at `uri` when it is given, else an embedded one. Logs which. */
export async function startDatabase(
  options: EmbeddedMongoOptions & { uri?: string | undefined },
): Promise<StartedDatabase> {
  const { uri, ...embedded } = options
  if (!uri) return startEmbeddedMongo(embedded)
  // The address is not logged, because it may hold a password.
  options.logger.info({ step: 'MONGODB_URI' }, 'Database: the one at MONGODB_URI.')
  return { uri, lost: new Promise(() => undefined), stop: async () => undefined }
}
