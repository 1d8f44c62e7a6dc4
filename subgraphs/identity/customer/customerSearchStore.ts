import type { Connection, PipelineStage } from 'mongoose'
import { escapeRegExp } from '../../../platform/lang/escapeRegExp.ts'
import { createConcurrencyLimit } from '../../../platform/lang/concurrencyLimit.ts'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'
import type { ShownCustomer } from './customer.ts'
import type { Detail } from './customerDetail.ts'
import { detailOf, type StoredCustomer, toShown } from './storedCustomer.ts'
import { foldText } from '../text/foldText.ts'
import { identifierModel } from '../identifier/identifierModel.ts'
import { profileModel } from './profileModel.ts'

/** A place in the order of customers, newest first. */
export type CustomerPosition = { createdAt: Date; id: string }

/** Which customers, newest first; lists match by any of their items. `after` is the customer before the page. */
export type CustomerQuery = {
  name: string | null
  identifier: string | null
  tags: string[] | null
  lastContact: { from: Date | null; to: Date | null } | null
  departments: string[] | null
  after: CustomerPosition | null
  limit: number
}

/** The customers found, and where the search stopped; null when it reached its end or the limit. */
export type FoundCustomers = { customers: ShownCustomer[]; stoppedAt: CustomerPosition | null }

/** A page of customers, in at most four commands. */
export type CustomerSearch = (query: CustomerQuery, detail: Detail) => Promise<FoundCustomers>

type Stage = PipelineStage.FacetPipelineStage
type Row = StoredCustomer | { _id: string; stoppedAt: Date }
type Condition = Record<string, unknown>

/** What one page may cost, however many customers there are. */
export type SearchLimits = {
  /** How many customers are examined when the filter has conditions that no index answers. */
  examinedAtMost: number
  /** How many identifiers that contain a text may lead to their customers; beyond it, customers are examined. */
  fewIdentifiers: number
  /** How many names that begin with a text may be sorted; beyond it, customers are examined. */
  fewNames: number
  /** How many identifiers may be searched for a text at all. */
  scannedAtMost: number
}

const usualLimits: SearchLimits = {
  examinedAtMost: 2_000,
  fewIdentifiers: 2_000,
  fewNames: 10_000,
  scannedAtMost: 1_000_000,
}

/** Customers in order from one index, and the stages that examine each. */
type Candidates = { match: Condition; hint: Record<string, 1 | -1>; rest: Stage[] }

const ofCustomer = (foreignField: string) => ({ localField: 'customer.profileIds', foreignField }) as const

/** So many customers per customer of a page are examined before the indexes of names and identifiers are searched. */
const examinedFirst = 10
/** So many requests search the indexes of names and identifiers at once. */
const searchesAtOnce = 2

/**
 * Searches with bounded cost. There are two ways to a page, with the same customers in the same order:
 *
 * - A filter that many customers match: examine customers, newest first, until the page is full. This is tried first,
 *   with few customers.
 * - A filter that few customers match: read all matches from the index of names or identifiers, and sort them.
 *
 * If neither is cheap (many customers have the name or identifier, but none of the newest), `examinedAtMost` customers are
 * examined. The page reports where it stopped, and the next page continues there.
 *
 * The last message and the departments of a customer are not stored with the customer, so that a message needs no second
 * write. For each customer that is examined the end of an index of the log is read: (profileId, kind, occurredAt, _id)
 * for the last message, (department, profileId) for a department.
 */
export function createCustomerSearch(
  connection: Connection,
  { examinedAtMost, fewIdentifiers, fewNames, scannedAtMost }: SearchLimits = usualLimits,
): CustomerSearch {
  const profiles = profileModel(connection)
  const identifiers = identifierModel(connection)
  const interactions = interactionModel(connection).collection.collectionName
  const search = createConcurrencyLimit(searchesAtOnce)

  function matchHistory({ lastContact, departments }: CustomerQuery): Stage[] {
    const stages: Stage[] = []
    if (departments) {
      stages.push(
        {
          $lookup: {
            from: interactions,
            ...ofCustomer('profileId'),
            pipeline: [
              { $match: { department: { $in: departments } } },
              { $limit: 1 },
              { $project: { _id: 1 } },
            ],
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
            ...ofCustomer('profileId'),
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

  function holdIdentifier(text: string): Stage[] {
    return [
      {
        $lookup: {
          from: 'identifiers',
          ...ofCustomer('profileId'),
          pipeline: [{ $match: { folded: searchPattern(text) } }, { $limit: 1 }, { $project: { _id: 1 } }],
          as: 'holding',
        },
      },
      { $match: { 'holding.0': { $exists: true } } },
    ]
  }

  /** The profiles that hold an identifier which contains this text; null when there are too many to read. */
  async function findHolders(text: string): Promise<string[] | null> {
    if ((await identifiers.estimatedDocumentCount()) > scannedAtMost) return null
    const found = await identifiers
      .find({ folded: searchPattern(text) }, { _id: 0, profileId: 1 })
      .hint({ folded: 1, profileId: 1 })
      .limit(fewIdentifiers + 1)
      .lean()
    if (found.length > fewIdentifiers) return null
    return [...new Set(found.flatMap(({ profileId }) => (profileId === null ? [] : [profileId])))]
  }

  async function areFewNamed(name: string): Promise<boolean> {
    const count = await profiles
      .countDocuments({ isCanonical: true, ...nameBegins(name) })
      .hint(nameIndex)
      .limit(fewNames + 1)
    return count <= fewNames
  }

  /** Customers newest first, each of which is examined. */
  function newest(query: CustomerQuery): Candidates {
    const { name, identifier, tags } = query
    return {
      match: pagePosition(query),
      hint: tags === null ? createdIndex : tagIndex,
      rest: [
        ...(name === null ? [] : [{ $match: nameBegins(name) }]),
        ...(identifier === null ? [] : holdIdentifier(identifier)),
        ...matchHistory(query),
      ],
    }
  }

  /** The customers from the index of identifiers or of names; null when there are too many. */
  async function fewOf(query: CustomerQuery): Promise<Candidates | null> {
    const { name, identifier } = query
    const named = name === null ? {} : nameBegins(name)
    const holders = identifier === null ? null : await findHolders(identifier)
    if (holders) {
      const match = { ...pagePosition(query), ...named, 'customer.profileIds': { $in: holders } }
      return { match, hint: profileIndex, rest: matchHistory(query) }
    }
    if (name === null || !(await areFewNamed(name))) return null
    const rest = [...(identifier === null ? [] : holdIdentifier(identifier)), ...matchHistory(query)]
    return { match: { ...pagePosition(query), ...named }, hint: nameIndex, rest }
  }

  /** A page of the candidates, of which so many are examined. */
  async function read(
    { match, hint, rest }: Candidates,
    { limit }: CustomerQuery,
    detail: Detail,
    examined: number,
  ): Promise<FoundCustomers> {
    const candidates: Stage[] = [{ $match: match }, { $sort: { createdAt: -1, _id: -1 } }]
    const isBounded = rest.length > 0
    const stages: PipelineStage[] = [
      ...candidates,
      ...(isBounded ? [{ $limit: examined }, ...rest] : []),
      { $limit: limit },
      { $project: { _id: 0, canonical: ['$$ROOT'] } },
      ...detailOf(detail),
      ...(isBounded ? [lastOf(candidates, examined)] : []),
    ]
    const rows = await profiles.aggregate<Row>(stages).hint(hint).readConcern('snapshot')
    const customers = rows.flatMap((row) => ('stoppedAt' in row ? [] : toShown(row)))
    const stop = rows.find((row) => 'stoppedAt' in row)
    const isFull = customers.length === limit
    return {
      customers,
      stoppedAt: stop && !isFull ? { createdAt: stop.stoppedAt, id: stop._id } : null,
    }
  }

  /** The last customer that is examined, when there are so many. */
  function lastOf(candidates: Stage[], examined: number): PipelineStage.UnionWith {
    return {
      $unionWith: {
        coll: profiles.collection.collectionName,
        pipeline: [
          ...candidates,
          { $skip: examined - 1 },
          { $limit: 1 },
          { $project: { stoppedAt: '$createdAt' } },
        ],
      },
    }
  }

  return async (query, detail) => {
    const all = newest(query)
    if (query.name === null && query.identifier === null) return read(all, query, detail, examinedAtMost)
    const first = await read(all, query, detail, Math.min(examinedAtMost, examinedFirst * query.limit))
    if (!first.stoppedAt) return first
    return search(async () => read((await fewOf(query)) ?? all, query, detail, examinedAtMost))
  }
}

const createdIndex = { isCanonical: 1, createdAt: -1, _id: -1 } as const
const tagIndex = { isCanonical: 1, 'customer.tags': 1, createdAt: -1, _id: -1 } as const
const nameIndex = { isCanonical: 1, 'customer.foldedName': 1, createdAt: -1, _id: -1 } as const
const profileIndex = { 'customer.profileIds': 1 } as const

function nameBegins(name: string): Condition {
  return { 'customer.foldedName': new RegExp(`^${escapeRegExp(foldText(name))}`, 'u') }
}

/** The customers with one of the tags after the page before: what the indexes return in the order of pages. */
function pagePosition({ tags, after }: CustomerQuery): Condition {
  return {
    isCanonical: true,
    ...(tags && { 'customer.tags': { $in: tags } }),
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
