import type { PipelineStage } from 'mongoose'
import { isOneOf } from '../../../interactions/matter.ts'
import { withoutTerms } from '../../../interactions/log/interactionModel.ts'
import type { TextSearch } from '../../../interactions/search/matchesText.ts'
import { hasTerms } from '../../../interactions/search/termConditions.ts'
import { lastPositionsPipeline } from '../log/lastPositions.ts'
import type { HistoryFilter } from '../schemaTypes.ts'
import type { HistoryPosition } from './historyCursor.ts'
import type { PageRange } from './historyPage.ts'

type Condition = Record<string, unknown>
type UnionPipeline = NonNullable<Exclude<PipelineStage.UnionWith['$unionWith'], string>['pipeline']>

/** Which page of a history is requested, and what the caller may read. It is also the key of the page cache. */
export type HistoryQuery = {
  profileIds: string[]
  range: PageRange
  filter: HistoryFilter
  /** What `filter.text` searches for; left out without one. */
  text?: TextSearch
  /** Only what was recorded by this time; left out for all. */
  asOf?: Date
  /** The conditions of what the caller may read: `readableConditions` of its principal. */
  readable: Condition[]
  /** Whether the last positions of the logs are requested, for a stream to continue there. */
  withPositions: boolean
}

/** The page and one more, as the arguments of a find. */
export type HistoryFind = {
  filter: Condition
  sort: { occurredAt: 1 | -1; _id: 1 | -1 }
  limit: number
  projection: Condition
}

/**
 * The page and one more. Index (profileId, occurredAt, _id), (profileId, kind, occurredAt, _id) or `matterIndex`, ranges
 * of several profiles merged.
 */
export function historyFind(query: HistoryQuery): HistoryFind {
  const { after, before, from, size } = query.range
  const direction = from === 'START' ? 1 : -1
  return {
    filter: { $and: [...conditions(query), ...isLater(after), ...isEarlier(before)] },
    sort: { occurredAt: direction, _id: direction },
    limit: size + 1,
    // The record of a merge has a position for every profile, which only streams need.
    projection: { ...withoutTerms, ...(query.profileIds.length > 1 && { 'body.positions': 0 }) },
  }
}

/** Pages of different profiles, one after the other. */
export function pagesPipeline(finds: readonly HistoryFind[]): PipelineStage[] {
  const [first = [], ...others] = finds.map(pageStages)
  return [...first, ...others.map(union)]
}

/** A find as the stages of an aggregate. */
function pageStages({ filter, sort, limit, projection }: HistoryFind) {
  return [{ $match: filter }, { $sort: sort }, { $limit: limit }, { $project: projection }]
}

/** Whether a find is not enough for the page. */
export function needsAggregate({ range, withPositions }: HistoryQuery): boolean {
  return withPositions || range.after !== null || range.before !== null
}

/**
 * The one aggregate of a page: the page and one more; if requested, the last position of every log (`position`; index
 * (profileId, seq)); and for a page between cursors whether there is anything beyond them (`beyond`).
 */
export function historyPipeline(query: HistoryQuery): PipelineStage[] {
  const { after, before } = query.range
  const always = conditions(query)
  return [
    ...pageStages(historyFind(query)),
    ...(query.withPositions ? [union(lastPositionsPipeline(query.profileIds))] : []),
    ...(after
      ? [beyond('AFTER', [...always, { occurredAt: { $lte: at(after) } }, not(isLater(after))])]
      : []),
    ...(before
      ? [beyond('BEFORE', [...always, { occurredAt: { $gte: at(before) } }, not(isEarlier(before))])]
      : []),
  ]
}

function conditions({ profileIds, filter, text, readable, asOf }: HistoryQuery): Condition[] {
  return [
    { profileId: isAnyOf(profileIds) },
    ...(text ? hasTerms(text) : []),
    ...readable,
    // When both logs are read, one of the two records of a merge is enough.
    ...(profileIds.length > 1 ? [hidesTwins(profileIds)] : []),
    ...filterConditions(filter),
    ...(asOf ? [{ recordedAt: { $lte: asOf } }] : []),
  ]
}

/** Of the two records of a merge or unmerge in the logs of these profiles, the first one only. */
export function hidesTwins(profileIds: string[]): Condition {
  return { $nor: [{ kind: 'IDENTITY', 'body.isTwin': true, 'body.twinProfileId': { $in: profileIds } }] }
}

/** `matchesFilter` without the text, as conditions of which all must hold. */
export function filterConditions(filter: Omit<HistoryFilter, 'text'>): Condition[] {
  const { from, to } = filter.occurred ?? {}
  return [
    ...(filter.channels ? [{ channel: { $in: filter.channels } }] : []),
    ...(filter.kinds ? [{ kind: isAnyOf(filter.kinds) }] : []),
    ...(filter.departments ? [{ department: { $in: filter.departments } }] : []),
    ...(filter.actorKinds ? [{ 'actor.kind': { $in: filter.actorKinds } }] : []),
    ...(filter.visibilities ? [{ visibility: { $in: filter.visibilities } }] : []),
    ...(filter.matters ? [isOneOf(filter.matters)] : []),
    ...(filter.actors ? [{ 'actor.id': { $in: filter.actors } }] : []),
    ...(filter.models ? [{ 'actor.model': { $in: filter.models } }] : []),
    ...(from ? [{ occurredAt: { $gte: from } }] : []),
    ...(to ? [{ occurredAt: { $lt: to } }] : []),
  ]
}

/** One value as an equality: its index range needs no merging. */
function isAnyOf(values: string[]): unknown {
  return values.length === 1 ? values[0] : { $in: values }
}

function at(position: HistoryPosition): Date {
  return new Date(position.at)
}

// The time bounds the index range. With $or instead of $nor the planner might split the range in two.
function isLater(position: HistoryPosition | null): Condition[] {
  if (!position) return []
  const occurredAt = at(position)
  return [{ occurredAt: { $gte: occurredAt } }, { $nor: [{ occurredAt, _id: { $lte: position.id } }] }]
}

function isEarlier(position: HistoryPosition | null): Condition[] {
  if (!position) return []
  const occurredAt = at(position)
  return [{ occurredAt: { $lte: occurredAt } }, { $nor: [{ occurredAt, _id: { $gte: position.id } }] }]
}

function not(all: Condition[]): Condition {
  return { $nor: [{ $and: all }] }
}

function beyond(cursor: 'AFTER' | 'BEFORE', all: Condition[]): PipelineStage.UnionWith {
  return union([
    { $match: { $and: all } },
    { $limit: 1 },
    { $project: { _id: 0, beyond: { $literal: cursor } } },
  ])
}

function union(pipeline: UnionPipeline): PipelineStage.UnionWith {
  return { $unionWith: { coll: 'interactions', pipeline } }
}
