/**
 * The hint of a write to one document by its id and its shard key. Without it MongoDB also considers, and tries, the
 * indexes that begin with the shard key.
 */
export const byId = { _id: 1 } as const
