import type { Connection, PipelineStage } from 'mongoose'
import { escapeRegExp } from '../../../platform/lang/escapeRegExp.ts'
import { createConcurrencyLimit } from '../../../platform/lang/concurrencyLimit.ts'
import { interactionModel } from '../../../interactions/interactionModel.ts'
import type { ShownCustomer } from './customer.ts'
import type { Detail } from './customerDetail.ts'
import { detailOf, type StoredCustomer, toShown } from './customerStore.ts'
import { foldText } from '../text/foldText.ts'
import { identifierModel } from '../identifier/identifierModel.ts'
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

/** A page of customers, in at most four commands. */
export type CustomerSearch = (query: CustomerQuery, detail: Detail) => Promise<FoundCustomers>

type Stage = PipelineStage.FacetPipelineStage
type Row = StoredCustomer | { _id: string; stoppedAt: Date }
type Condition = Record<string, unknown>

/** What one page may cost, however many customers there are. */
export type SearchLimits = {
  /** How many customers are looked at where each must be compared with what no index says. */
  lookedAtMost: number
  /** Up to how many identifiers that contain a text lead to their customers; where there are more, customers are looked at. */
  fewIdentifiers: number
  /** Up to how many names that begin with a text are put in order; where there are more, customers are looked at. */
  fewNames: number
  /** Up to how many identifiers are searched for a text at all. */
  scannedAtMost: number
}

const usualLimits: SearchLimits = {
  lookedAtMost: 2_000,
  fewIdentifiers: 2_000,
  fewNames: 10_000,
  scannedAtMost: 1_000_000,
}

/** Customers in order, from one index, and what is still to be compared with each. */
type Candidates = { match: Condition; hint: Record<string, 1 | -1>; rest: Stage[] }

const ofCustomer = (foreignField: string) => ({ localField: 'customer.profileIds', foreignField }) as const

/** For a customer of a page this many are looked at before the indexes of names and identifiers are searched. */
const lookedAtFirst = 10
/** The indexes of names and identifiers are searched by this many requests at once, so that others get their share. */
const searchesAtOnce = 2

/**
 * Searches of bounded work. There are two ways to a page, which give the same customers in the same order:
 *
 * - What many pass is met soon by looking at the customers themselves, newest first, until the page is full. So this is
 *   tried first, with a few.
 * - What only few pass is found by its own index, all of it, and put in order.
 *
 * What neither finds at little cost - a name or identifier that many have, but none of the newest customers - is found
 * by looking at `lookedAtMost` customers: the page says where it stopped, and the next one goes on there.
 *
 * What happened to a customer is not kept with the customer, so that no message costs a second write: for each customer
 * that is looked at, the end of an index of the log is read instead, by (profileId, kind, occurredAt, _id) for the last
 * message, by (department, profileId) for a department.
 */
export function createCustomerSearch(
  connection: Connection,
  { lookedAtMost, fewIdentifiers, fewNames, scannedAtMost }: SearchLimits = usualLimits,
): CustomerSearch {
  const profiles = profileModel(connection)
  const identifiers = identifierModel(connection)
  const interactions = interactionModel(connection).collection.collectionName
  const search = createConcurrencyLimit(searchesAtOnce)

  function haveHad({ lastContact, department }: CustomerQuery): Stage[] {
    const stages: Stage[] = []
    if (department !== null) {
      stages.push(
        {
          $lookup: {
            from: interactions,
            ...ofCustomer('profileId'),
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

  /** The profiles that hold an identifier which contains this; null when there are too many to read. */
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

  /** Customers newest first, each of which is looked at. */
  function newest(query: CustomerQuery): Candidates {
    const { name, identifier, tag } = query
    return {
      match: placed(query),
      hint: tag === null ? createdIndex : tagIndex,
      rest: [
        ...(name === null ? [] : [{ $match: nameBegins(name) }]),
        ...(identifier === null ? [] : holdIdentifier(identifier)),
        ...haveHad(query),
      ],
    }
  }

  /** The customers that the index of identifiers or of names gives; null where there are too many. */
  async function fewOf(query: CustomerQuery): Promise<Candidates | null> {
    const { name, identifier } = query
    const named = name === null ? {} : nameBegins(name)
    const holders = identifier === null ? null : await findHolders(identifier)
    if (holders) {
      const match = { ...placed(query), ...named, 'customer.profileIds': { $in: holders } }
      return { match, hint: profileIndex, rest: haveHad(query) }
    }
    if (name === null || !(await areFewNamed(name))) return null
    const rest = [...(identifier === null ? [] : holdIdentifier(identifier)), ...haveHad(query)]
    return { match: { ...placed(query), ...named }, hint: nameIndex, rest }
  }

  /** A page of those candidates, of which so many are looked at. */
  async function read(
    { match, hint, rest }: Candidates,
    { limit }: CustomerQuery,
    detail: Detail,
    lookAt: number,
  ): Promise<FoundCustomers> {
    const candidates: Stage[] = [{ $match: match }, { $sort: { createdAt: -1, _id: -1 } }]
    const isBounded = rest.length > 0
    const stages: PipelineStage[] = [
      ...candidates,
      ...(isBounded ? [{ $limit: lookAt }, ...rest] : []),
      { $limit: limit },
      { $project: { _id: 0, canonical: ['$$ROOT'] } },
      ...detailOf(detail),
      ...(isBounded ? [lastOf(candidates, lookAt)] : []),
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

  /** The last customer that is looked at, when there are so many. */
  function lastOf(candidates: Stage[], lookAt: number): PipelineStage.UnionWith {
    return {
      $unionWith: {
        coll: profiles.collection.collectionName,
        pipeline: [
          ...candidates,
          { $skip: lookAt - 1 },
          { $limit: 1 },
          { $project: { stoppedAt: '$createdAt' } },
        ],
      },
    }
  }

  return async (query, detail) => {
    const all = newest(query)
    if (query.name === null && query.identifier === null) return read(all, query, detail, lookedAtMost)
    const first = await read(all, query, detail, Math.min(lookedAtMost, lookedAtFirst * query.limit))
    if (!first.stoppedAt) return first
    return search(async () => read((await fewOf(query)) ?? all, query, detail, lookedAtMost))
  }
}

const createdIndex = { isCanonical: 1, createdAt: -1, _id: -1 } as const
const tagIndex = { isCanonical: 1, 'customer.tags': 1, createdAt: -1, _id: -1 } as const
const nameIndex = { isCanonical: 1, 'customer.foldedName': 1, createdAt: -1, _id: -1 } as const
const profileIndex = { 'customer.profileIds': 1 } as const

function nameBegins(name: string): Condition {
  return { 'customer.foldedName': new RegExp(`^${escapeRegExp(foldText(name))}`, 'u') }
}

/** The customers with the tag, after the page that is followed: what the indexes give in the order of pages. */
function placed({ tag, after }: CustomerQuery): Condition {
  return {
    isCanonical: true,
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
