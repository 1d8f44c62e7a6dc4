import type { CollectionPlan } from './collectionPlan.ts'
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
