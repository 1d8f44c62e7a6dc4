import type { Connection, PipelineStage } from 'mongoose'
import { interactionModel } from '../../platform/interactionModel.ts'
import type { ShownCustomer } from './customer.ts'
import type { Detail } from './customerDetail.ts'
import { detailOf, type StoredCustomer, toShown } from './customerStore.ts'
import { foldText } from './foldText.ts'
import { identifierModel } from './identifierModel.ts'
import { profileModel } from './profileModel.ts'

/** A place in the order of customers, newest first. */
export type CustomerPosition = { createdAt: Date; id: string }

/** Which customers, newest first. `after` is the customer that the page follows. */
export type CustomerQuery = {
  name: string | null
  identifier: string | null
  tag: string | null
  lastContact: { from: Date | null; to: Date | null } | null
  department: string | null
  after: CustomerPosition | null
  limit: number
}

/** Customers that were found, and where the search stopped looking; null when it came to its end or its limit. */
export type FoundCustomers = { customers: ShownCustomer[]; stoppedAt: CustomerPosition | null }

/** A page of customers, in one command. */
export type CustomerSearch = (query: CustomerQuery, detail: Detail) => Promise<FoundCustomers>

type Stage = PipelineStage.FacetPipelineStage
type Row = StoredCustomer | { _id: string; stoppedAt: Date }

/** How many customers one page looks at where each must be asked of the log of interactions. */
const lookedAtMost = 2_000

const interactionsOf = { localField: 'customer.profileIds', foreignField: 'profileId' } as const

/**
 * Searches begin at the index that their page is read from. What happened to a customer is not kept with him, so that
 * no message costs a second write: for each customer of the page the end of an index of the log is read instead, by
 * (profileId, kind, occurredAt, _id) for his last message, by (department, profileId) for a department.
 */
export function createCustomerSearch(connection: Connection): CustomerSearch {
  const profiles = profileModel(connection)
  const identifiers = identifierModel(connection)
  const interactions = interactionModel(connection).collection.collectionName

  function haveHad({ lastContact, department }: CustomerQuery): Stage[] {
    const stages: Stage[] = []
    if (department !== null) {
      stages.push(
        {
          $lookup: {
            from: interactions,
            ...interactionsOf,
            pipeline: [{ $match: { department } }, { $limit: 1 }, { $project: { _id: 1 } }],
            as: 'ofDepartment',
          },
        },
        { $match: { 'ofDepartment.0': { $exists: true } } },
      )
    }
    if (lastContact) {
      const { from, to } = lastContact
      stages.push(
        {
          $lookup: {
            from: interactions,
            ...interactionsOf,
            pipeline: [
              { $match: { kind: 'MESSAGE' } },
              { $sort: { occurredAt: -1, _id: -1 } },
              { $limit: 1 },
              { $project: { occurredAt: 1 } },
            ],
            as: 'lastMessage',
          },
        },
        { $match: { 'lastMessage.occurredAt': { ...(from && { $gte: from }), ...(to && { $lt: to }) } } },
      )
    }
    return stages
  }

  /** From identifiers to the canonical profiles of who holds them. */
  function holdersOf(text: string): Stage[] {
    return [
      { $match: { folded: searchPattern(text) } },
      { $group: { _id: '$profileId' } },
      { $lookup: { from: 'profiles', localField: '_id', foreignField: '_id', as: 'holder' } },
      { $group: { _id: { $first: '$holder.canonicalId' } } },
      { $lookup: { from: 'profiles', localField: '_id', foreignField: '_id', as: 'canonical' } },
      { $match: { 'canonical.0': { $exists: true } } },
      { $replaceRoot: { newRoot: { $first: '$canonical' } } },
    ]
  }

  return async (query, detail) => {
    const start = query.identifier === null ? profiles.collection : identifiers.collection
    const candidates: Stage[] = [
      ...(query.identifier === null ? [] : holdersOf(query.identifier)),
      { $match: conditions(query) },
      { $sort: { createdAt: -1, _id: -1 } },
    ]
    const asked = haveHad(query)
    const isBounded = asked.length > 0
    const stages: PipelineStage[] = [
      ...candidates,
      ...(isBounded ? [{ $limit: lookedAtMost }, ...asked] : []),
      { $limit: query.limit },
      { $project: { _id: 0, canonical: ['$$ROOT'] } },
      ...detailOf(detail),
      ...(isBounded ? [whereItStops(start.collectionName, candidates)] : []),
    ]
    const model = query.identifier === null ? profiles : identifiers
    const rows = await model.aggregate<Row>(stages).readConcern('snapshot')
    const customers = rows.flatMap((row) => ('stoppedAt' in row ? [] : toShown(row)))
    const stop = rows.find((row) => 'stoppedAt' in row)
    const isFull = customers.length === query.limit
    return {
      customers,
      stoppedAt: stop && !isFull ? { createdAt: stop.stoppedAt, id: stop._id } : null,
    }
  }
}

/** The last customer that is looked at, when there are so many. */
function whereItStops(coll: string, candidates: Stage[]): PipelineStage.UnionWith {
  return {
    $unionWith: {
      coll,
      pipeline: [
        ...candidates,
        { $skip: lookedAtMost - 1 },
        { $limit: 1 },
        { $project: { stoppedAt: '$createdAt' } },
      ],
    },
  }
}

function conditions({ name, tag, after }: CustomerQuery): Record<string, unknown> {
  return {
    isCanonical: true,
    ...(name !== null && { 'customer.foldedName': new RegExp(`^${escapeRegExp(foldText(name))}`, 'u') }),
    ...(tag !== null && { 'customer.tags': tag }),
    ...(after && {
      createdAt: { $lte: after.createdAt },
      $or: [{ createdAt: { $lt: after.createdAt } }, { _id: { $lt: after.id } }],
    }),
  }
}

function searchPattern(text: string): RegExp {
  const folded = foldText(text).trimEnd()
  const digits = folded.replace(/\D/gu, '')
  const isTelephone = digits.length >= 3 && /^[\d\s().+/-]+$/u.test(folded)
  const spellings = isTelephone && digits !== folded ? [folded, digits] : [folded]
  return new RegExp(spellings.map(escapeRegExp).join('|'), 'u')
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')
}
