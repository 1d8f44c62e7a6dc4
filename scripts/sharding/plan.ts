import { shardedCollections } from './shardedCollections.ts'
import { wholeCollections } from './wholeCollections.ts'

/**
 * How Elo is distributed over the shards of a MongoDB cluster: every collection, its shard key, and what goes to all
 * shards. docs/operating.md explains it. The tests compare it with the collections, indexes and commands that exist.
 */
export const plan: ReadonlyMap<string, CollectionPlan> = new Map<string, CollectionPlan>([
  ...Object.entries(shardedCollections),
  ...Object.entries(wholeCollections),
])

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
