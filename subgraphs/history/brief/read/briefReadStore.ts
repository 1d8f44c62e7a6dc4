import type { Connection, PipelineStage } from 'mongoose'
import { interactionModel } from '../../../../interactions/log/interactionModel.ts'
import { openActionStatuses } from '../../../../interactions/openActions.ts'
import { type LastPosition, lastPositionsPipeline, toLogPositions } from '../../log/lastPositions.ts'
import type { LogPositions } from '../../log/streamCursor.ts'
import type { BriefEvent } from './briefEvent.ts'

/** The lists of interactions that a brief is made of, newest first each. */
type Part = 'COURSE' | 'OPEN_ACTIONS' | 'LAST_ACTIONS' | 'COMMITMENTS' | 'FEEDBACK' | 'NOTES' | 'NEW'

export type BriefParts = Record<Part, BriefEvent[]> & {
  /** The last positions of the logs at the same moment. */
  positions: LogPositions
}

export type BriefQuery = {
  profileIds: readonly string[]
  /** `readableConditions` of the caller. */
  readable: Record<string, unknown>[]
  /** How many of the newest interactions. */
  newest: number
  /** The positions after which something is new; null when that is not asked for. */
  since: LogPositions | null
}

/** Reads what a brief is made of: bounded lists by indexes, all on one snapshot. */
export type BriefReadStore = { read(query: BriefQuery): Promise<BriefParts> }

type Condition = Record<string, unknown>
type Stages = NonNullable<Exclude<PipelineStage.UnionWith['$unionWith'], string>['pipeline']>
type EventRow = Omit<BriefEvent, 'id' | 'isErased' | 'isDeleted' | 'status' | 'matter'> & {
  _id: string
  part: Part
  status?: unknown
  matter?: BriefEvent['matter']
  deleted?: unknown
  erased?: object
}
type Row = EventRow | LastPosition

/** At most so many of each list but the newest ones. */
const most = { open: 50, actions: 10, feedback: 5, notes: 60, changed: 300 }
const newestFirst = { occurredAt: -1, _id: -1 } as const

export function createBriefReadStore(connection: Connection): BriefReadStore {
  const { collection } = interactionModel(connection)
  return {
    async read(query) {
      const rows = await collection
        .aggregate<Row>(briefPipeline(query), { readConcern: { level: 'snapshot' }, batchSize: 2_000 })
        .toArray()
      const events = (part: Part) =>
        rows.flatMap((row) => ('part' in row && row.part === part ? [toEvent(row)] : []))
      const last = rows.flatMap((row) => ('position' in row ? [row] : []))
      return {
        COURSE: events('COURSE'),
        OPEN_ACTIONS: events('OPEN_ACTIONS'),
        LAST_ACTIONS: events('LAST_ACTIONS'),
        COMMITMENTS: events('COMMITMENTS'),
        FEEDBACK: events('FEEDBACK'),
        NOTES: events('NOTES'),
        NEW: events('NEW'),
        positions: toLogPositions(query.profileIds, last),
      }
    },
  }
}

function briefPipeline({ profileIds, readable, newest, since }: BriefQuery): PipelineStage[] {
  const [only, ...others] = profileIds
  const profileId = others.length === 0 ? only : { $in: profileIds }
  const list = (part: Part, conditions: Condition[], limit: number) =>
    stagesOf(part, [{ profileId }, ...conditions, ...readable], newestFirst, limit)
  return [
    ...list('COURSE', [], newest),
    ...[
      list('OPEN_ACTIONS', [{ kind: 'ACTION' }, { 'body.status': { $in: openActionStatuses } }], most.open),
      list('LAST_ACTIONS', [{ kind: 'ACTION' }], most.actions),
      list('COMMITMENTS', [{ kind: 'COMMITMENT' }, { 'body.state': 'OPEN' }], most.open),
      list('FEEDBACK', [{ kind: 'FEEDBACK' }], most.feedback),
      list('NOTES', [{ kind: 'NOTE' }], most.notes),
      ...(since ? [changedAfter(since, profileIds, readable)] : []),
      lastPositionsPipeline(profileIds),
    ].map((pipeline) => ({ $unionWith: { coll: 'interactions', pipeline } })),
  ]
}

/** The last changes after these positions; index (profileId, seq). All of a profile that has no position is new. */
function changedAfter(since: LogPositions, profileIds: readonly string[], readable: Condition[]): Stages {
  const after = profileIds.map((profileId) => ({ profileId, seq: { $gt: since.get(profileId) ?? 0 } }))
  return stagesOf('NEW', [{ $or: after }, ...readable], { seq: -1 }, most.changed)
}

function stagesOf(
  part: Part,
  conditions: Condition[],
  order: Record<string, -1>,
  limit: number,
): PipelineStage.FacetPipelineStage[] {
  return [
    { $match: { $and: conditions } },
    { $sort: order },
    { $limit: limit },
    {
      $project: {
        part: { $literal: part },
        profileId: 1,
        seq: 1,
        kind: 1,
        occurredAt: 1,
        channel: 1,
        department: 1,
        actor: 1,
        visibility: 1,
        summary: 1,
        erased: 1,
        status: '$body.status',
        matter: 1,
        deleted: '$body.deleted',
      },
    },
  ]
}

function toEvent({ _id, part: _part, erased, deleted, status, matter = null, ...row }: EventRow): BriefEvent {
  return {
    id: _id,
    ...row,
    status: typeof status === 'string' ? status : null,
    matter,
    isDeleted: deleted === true,
    isErased: erased !== undefined,
  }
}
