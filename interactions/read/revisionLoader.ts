import DataLoader from 'dataloader'
import type { Connection } from 'mongoose'
import { createRevisionStore, type RevisionKey, revisionKey } from '../log/revisionStore.ts'

/** Contents that amendments have replaced; null where there is none. */
export type RevisionLoader = DataLoader<RevisionKey, unknown, string>

/** A request's loader of what amendments have replaced: one read per batch. */
export function createRevisionLoader(connection: Connection): RevisionLoader {
  const store = createRevisionStore(connection)
  return new DataLoader((keys) => store.findAll(keys), { maxBatchSize: 100, cacheKeyFn: revisionKey })
}
