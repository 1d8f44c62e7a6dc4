import { type CollectionPlan, isSharded, type Sharded } from '../../../scripts/sharding/collectionPlan.ts'
import type { Access } from './accessesOf.ts'
import type { Conditions } from './filterShape.ts'

/**
 * What is wrong with an access to a collection in a sharded cluster: it would go to all shards, and the plan does not
 * say that it may. Null when it names the shard key, when the plan allows it, when the collection is on one shard, and when
 * it is none of Elo.
 */
export function planFault(access: Access, plan: ReadonlyMap<string, CollectionPlan>): string | null {
  const { collection, command, filter } = access
  const planned = plan.get(collection)
  if (!planned || !isSharded(planned) || filter === null) return null
  if (filter.alternatives.every((conditions) => fits(conditions, access, planned))) return null
  const key = Object.keys(planned.key).join(', ')
  return `${command} ${collection} ${filter.text}: expected an equal ${key}, or a line of its everyShard`
}

function fits(conditions: Conditions, { command, isOfOne }: Access, { key, everyShard }: Sharded): boolean {
  const [first = '', ...others] = Object.keys(key)
  // MongoDB refuses findAndModify unless it names one value of the whole key.
  if (command === 'findAndModify') return [first, ...others].every((field) => conditions.equal.has(field))
  if ((isOfOne ? conditions.equal : conditions.oneOf).has(first)) return true
  return everyShard.some(
    ({ commands, fields }) =>
      commands.some((each) => each === command) &&
      (fields.length === 0
        ? conditions.fields.size === 0
        : fields.every((field) => conditions.fields.has(field))),
  )
}
