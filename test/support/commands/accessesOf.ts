import { allOf, emptyFilter, equalTo, filterShape, type FilterShape, isPlain } from './filterShape.ts'

/** What a command does with one collection. */
export type Access = {
  collection: string
  /** The command, or the stage of an aggregation that reads another collection. */
  command: string
  /** Which documents; null for those that it inserts. */
  filter: FilterShape | null
  /** Whether it changes or deletes at most one document. */
  isOfOne: boolean
}

/**
 * What a command reads and writes, by collection; empty for what has no filter, e.g. the rest of a cursor or the end of
 * a transaction.
 */
export function accessesOf(command: string, body: Record<string, unknown>): Access[] {
  const collection = body[command]
  if (typeof collection !== 'string') return []
  switch (command) {
    case 'find':
      return [{ collection, command, filter: filterShape(body['filter']), isOfOne: false }]
    case 'count':
    case 'distinct':
      return [{ collection, command, filter: filterShape(body['query']), isOfOne: false }]
    case 'findAndModify':
      return [{ collection, command, filter: filterShape(body['query']), isOfOne: true }]
    case 'insert':
      return [{ collection, command, filter: null, isOfOne: false }]
    case 'update':
      return statements(body['updates']).map(({ q, multi }) => ({
        collection,
        command,
        filter: filterShape(q),
        isOfOne: multi !== true,
      }))
    case 'delete':
      return statements(body['deletes']).map(({ q, limit }) => ({
        collection,
        command,
        filter: filterShape(q),
        isOfOne: limit === 1,
      }))
    case 'aggregate':
      return pipelineAccesses({ collection, command }, statements(body['pipeline']))
    default:
      return []
  }
}

type Stage = Record<string, unknown>

/** A change stream is open on every shard by its nature. */
function pipelineAccesses(
  source: Pick<Access, 'collection' | 'command'>,
  stages: readonly Stage[],
  joined: FilterShape = emptyFilter,
): Access[] {
  if (stages[0]?.['$changeStream']) return []
  const firstOther = stages.findIndex((stage) => !stage['$match'])
  const first = stages.slice(0, firstOther === -1 ? stages.length : firstOther)
  const filter = allOf([joined, ...first.map((stage) => filterShape(stage['$match']))])
  return [{ ...source, filter, isOfOne: false }, ...stages.flatMap(stageAccesses)]
}

function stageAccesses(stage: Stage): Access[] {
  const { $lookup, $unionWith, $facet } = stage
  if (isPlain($lookup)) return joinAccesses('$lookup', $lookup['from'], $lookup)
  if (typeof $unionWith === 'string') return joinAccesses('$unionWith', $unionWith, {})
  if (isPlain($unionWith)) return joinAccesses('$unionWith', $unionWith['coll'], $unionWith)
  if (isPlain($facet)) {
    // The pipelines of a facet read what the stage before it gives.
    return Object.values($facet).flatMap((pipeline) => statements(pipeline).flatMap(stageAccesses))
  }
  return Object.keys(stage)
    .filter((name) => ['$merge', '$out', '$graphLookup'].includes(name))
    .map((command) => ({ collection: '(any)', command, filter: emptyFilter, isOfOne: false }))
}

function joinAccesses(command: string, collection: unknown, join: Record<string, unknown>): Access[] {
  const { foreignField, pipeline } = join
  return pipelineAccesses(
    { collection: String(collection), command },
    statements(pipeline),
    typeof foreignField === 'string' ? equalTo(foreignField) : emptyFilter,
  )
}

function statements(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isPlain) : []
}
