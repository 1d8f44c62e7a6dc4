/** How one collection is distributed. */
export type CollectionPlan = Sharded | Whole

/** A collection that is distributed by its shard key. */
export type Sharded = {
  key: Readonly<Record<string, 'hashed' | 1>>
  why: string
  /** Unique indexes that MongoDB refuses with this key, because it is not their beginning. */
  refused: readonly RefusedIndex[]
  /** What is asked of all shards at once. Everything else names the shard key. */
  everyShard: readonly EveryShard[]
}

/** A collection that stays on one shard, the primary shard of the database. */
export type Whole = {
  /** Why it can: how much it grows with what. */
  bound: string
}

export type RefusedIndex = {
  /** The fields of the index, in order. */
  fields: readonly string[]
  /** What guarantees the same in a sharded cluster, and what that costs. */
  instead: string
}

export type EveryShard = {
  /** The fields that the filter names at least; none where all documents are read. */
  fields: readonly string[]
  commands: readonly Command[]
  why: string
  /** How much it reads of each shard at most. */
  bound: string
}

export type Command = 'find' | 'aggregate' | 'delete' | 'update' | '$lookup' | '$unionWith'

/** Whether a collection is distributed. */
export function isSharded(collection: CollectionPlan): collection is Sharded {
  return 'key' in collection
}
