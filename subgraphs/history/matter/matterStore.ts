import type { Connection, PipelineStage } from 'mongoose'
import { interactionModel, matterIndex } from '../../../interactions/log/interactionModel.ts'
import { isNamed } from '../../../interactions/matter.ts'
import { openActionStatuses } from '../../../interactions/openActions.ts'
import { departmentConditions, readableConditions } from '../../../interactions/visibility/visibility.ts'
import type { NewestFirst } from '../../../platform/paging/newestFirstPage.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CustomerMatterFilter } from '../schemaTypes.ts'
import { type CustomerMatter, openCounts } from './customerMatter.ts'

export type MatterStore = {
  /** The matters that interactions and conversations of these profiles name which the principal may see. One command. */
  page(
    profileIds: readonly string[],
    query: NewestFirst,
    request: { filter: CustomerMatterFilter; principal: Principal },
  ): Promise<CustomerMatter[]>
}

type Row = Omit<CustomerMatter, 'lastTouch'> & Omit<CustomerMatter['lastTouch'], 'id'> & { _id: string }

/**
 * Nothing is stored for a matter: its state follows from what names it, so no write has to keep it up to date, and a merge
 * needs none. The price is that a page reads all interactions of the customer that name any matter; an index has only
 * these.
 */
export function createMatterStore(connection: Connection): MatterStore {
  const { collection } = interactionModel(connection)
  return {
    async page(profileIds, query, request) {
      const rows = await collection
        .aggregate<Row>(mattersPipeline(profileIds, query, request), {
          readConcern: { level: 'snapshot' },
          hint: matterIndex,
        })
        .toArray()
      return rows.map(({ _id, at, profileId, channel, ...matter }) => ({
        ...matter,
        lastTouch: { id: _id, at, profileId, channel },
      }))
    },
  }
}

function mattersPipeline(
  profileIds: readonly string[],
  { filter: page, sort, limit }: NewestFirst,
  { filter: { kinds, states }, principal }: { filter: CustomerMatterFilter; principal: Principal },
): PipelineStage[] {
  const named = {
    profileId: { $in: [...profileIds] },
    ...isNamed,
    ...(kinds && { 'matter.kind': { $in: kinds } }),
  }
  return [
    { $match: { $and: [named, ...readableConditions(principal)] } },
    {
      $project: {
        matter: 1,
        touch: touch('$occurredAt'),
        interactionCount: { $literal: 1 },
        openActionCount: countIf('ACTION', { $in: ['$body.status', [...openActionStatuses]] }),
        openCommitmentCount: countIf('COMMITMENT', { $eq: ['$body.state', 'OPEN'] }),
      },
    },
    {
      $unionWith: {
        coll: 'conversations',
        pipeline: [
          { $match: { $and: [named, ...departmentConditions(principal, 'team.name')] } },
          {
            $project: {
              matter: 1,
              conversationTouch: touch('$lastActivityAt'),
              openConversationCount: { $cond: [{ $ne: ['$status', 'RESOLVED'] }, 1, 0] },
            },
          },
        ],
      },
    },
    {
      $group: {
        _id: { kind: '$matter.kind', externalId: '$matter.externalId' },
        // The later one by its time, of two at one time the greater id: the order of pages.
        touch: { $max: '$touch' },
        conversationTouch: { $max: '$conversationTouch' },
        interactionCount: { $sum: '$interactionCount' },
        openConversationCount: { $sum: '$openConversationCount' },
        openActionCount: { $sum: '$openActionCount' },
        openCommitmentCount: { $sum: '$openCommitmentCount' },
      },
    },
    ...(states ? [{ $match: { $or: states.length > 0 ? states.map(isIn) : [{ _id: null }] } }] : []),
    {
      $replaceWith: {
        $mergeObjects: [
          { $ifNull: ['$touch', '$conversationTouch'] },
          {
            matter: '$_id',
            interactionCount: '$interactionCount',
            openConversationCount: '$openConversationCount',
            openActionCount: '$openActionCount',
            openCommitmentCount: '$openCommitmentCount',
          },
        ],
      },
    },
    { $match: page },
    { $sort: sort },
    { $limit: limit },
  ]
}

function touch(at: string) {
  return { at, _id: '$_id', profileId: '$profileId', channel: '$channel' }
}

function countIf(kind: string, condition: Record<string, unknown>) {
  return { $cond: [{ $and: [{ $eq: ['$kind', kind] }, condition] }, 1, 0] }
}

/** The condition of a state on a group. `stateOf` has the same rule. */
function isIn(state: 'OPEN' | 'SETTLED'): Record<string, unknown> {
  const isOpen = openCounts.map((count) => ({ [count]: { $gt: 0 } }))
  return state === 'OPEN' ? { $or: isOpen } : { $nor: isOpen }
}
