import type { Connection, PipelineStage } from 'mongoose'
import { createConcurrencyLimit } from '../../../platform/async/concurrencyLimit.ts'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'
import type { ShownCustomer } from './customer.ts'
import {
  type Condition,
  type CustomerPosition,
  type CustomerQuery,
  hasName,
  identifierPattern,
  nameBegins,
  pagePosition,
  plainly,
  wordBegins,
  wordBeginsFirst,
} from './customerConditions.ts'
import type { Detail } from './customerDetail.ts'
import { holdIdentifier, matchHistory } from './examinedCustomer.ts'
import { detailOf, type StoredCustomer, toShown } from './storedCustomer.ts'
import { identifierModel } from '../identifier/identifierModel.ts'
import { searchedWords } from '../text/nameWords.ts'
import { profileModel, wordIndex } from './profileModel.ts'

/** The customers found, and where the search stopped; null when it reached its end or the limit. */
export type FoundCustomers = { customers: ShownCustomer[]; stoppedAt: CustomerPosition | null }

/** A page of customers, in at most nine commands. */
export type CustomerSearch = (query: CustomerQuery, detail: Detail) => Promise<FoundCustomers>

type Stage = PipelineStage.FacetPipelineStage
type Row = StoredCustomer | { _id: string; stoppedAt: Date }

/** What one page may cost, however many customers there are. */
export type SearchLimits = {
  /** How many customers are examined when the filter has conditions that no index answers. */
  examinedAtMost: number
  /** How many identifiers that contain a text may lead to their customers; beyond it, customers are examined. */
  fewIdentifiers: number
  /** How many names with a word that begins so may be sorted; beyond it, customers are examined. */
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

/** So many customers per customer of a page are examined before the indexes of names and identifiers are searched. */
const examinedFirst = 10
/** For so many words of a text, the longest, it is counted how many names have them. */
const countedWords = 4
/** So many requests search the indexes of names and identifiers at once. */
const searchesAtOnce = 2

/**
 * Searches with bounded cost. There are two ways to a page, with the same customers in the same order:
 *
 * - A filter that many customers match: examine customers, newest first, until the page is full. This is tried first,
 *   with few customers.
 * - A filter that few customers match: read all matches from the index of names or identifiers, and sort them. Of the
 *   words of a name, the index is read for the one that the fewest names have.
 *
 * A caller that sees some customers only gets its page from their profiles, whatever the filter.
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

  /**
   * The profiles that hold an identifier which contains the text, or is meant by it; null when there are too many to read.
   * When it cannot be searched which identifiers contain it, those that are certainly meant are enough.
   */
  async function findHolders({ identifier, wholeIdentifiers = [] }: CustomerQuery): Promise<string[] | null> {
    if (identifier === null) return null
    const canScan = (await identifiers.estimatedDocumentCount()) <= scannedAtMost
    const holders = canScan ? await holdersOf(identifierPattern(identifier, wholeIdentifiers)) : null
    if (holders) return holders
    const certain = wholeIdentifiers.filter(({ isCertain }) => isCertain).map(({ folded }) => folded)
    const meant = certain.length === 0 ? null : await holdersOf({ $in: certain })
    return meant?.length ? meant : null
  }

  /** The profiles that hold identifiers of this spelling; null when there are too many. */
  async function holdersOf(folded: RegExp | { $in: string[] }): Promise<string[] | null> {
    const found = await identifiers
      .find({ folded }, { _id: 0, profileId: 1 })
      .hint({ folded: 1, profileId: 1 })
      .limit(fewIdentifiers + 1)
      .lean()
    if (found.length > fewIdentifiers) return null
    return [...new Set(found.flatMap(({ profileId }) => (profileId === null ? [] : [profileId])))]
  }

  async function countNames(named: Condition, hint: Candidates['hint']): Promise<number> {
    return profiles
      .countDocuments({ isCanonical: true, ...named })
      .hint(hint)
      .limit(fewNames + 1)
  }

  /** How an index of names answers a text; null when too many names have each of its words. */
  async function fewNamed(text: string): Promise<Pick<Candidates, 'match' | 'hint'> | null> {
    const words = searchedWords(text)
    if (words.length === 0) {
      const match = nameBegins(text)
      return (await countNames(match, nameIndex)) <= fewNames ? { match, hint: nameIndex } : null
    }
    const counted = await Promise.all(
      words.slice(0, countedWords).map(async (word) => ({
        word,
        count: await countNames(wordBegins(word), wordIndex),
      })),
    )
    const [rarest] = counted.sort((a, b) => a.count - b.count)
    if (!rarest || rarest.count > fewNames) return null
    const others = words.filter((word) => word !== rarest.word)
    return { match: wordBeginsFirst(rarest.word, others), hint: wordIndex }
  }

  /** Customers newest first, each of which is examined. */
  function newest(query: CustomerQuery): Candidates {
    const { name, tags } = query
    return {
      match: pagePosition(query),
      hint: tags === null ? createdIndex : tagIndex,
      rest: [
        ...(name === null ? [] : [{ $match: { ...hasName(name), ...plainly(query) } }]),
        ...holdIdentifier(query),
        ...matchHistory(query, interactions),
      ],
    }
  }

  /** The customers from the index of identifiers or of names; null when there are too many. */
  async function fewOf(query: CustomerQuery): Promise<Candidates | null> {
    const { name } = query
    const holders = await findHolders(query)
    if (holders) {
      const named = name === null ? {} : { ...hasName(name), ...plainly(query) }
      const match = { ...pagePosition(query), ...named, 'customer.profileIds': { $in: holders } }
      return { match, hint: profileIndex, rest: matchHistory(query, interactions) }
    }
    const few = name === null ? null : await fewNamed(name)
    if (!few) return null
    const rest = [...holdIdentifier(query), ...matchHistory(query, interactions)]
    return { match: { ...pagePosition(query), ...few.match, ...plainly(query) }, hint: few.hint, rest }
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

  /** The customers with these profiles, of which there are few. */
  function ofProfiles(query: CustomerQuery, profileIds: readonly string[]): Candidates {
    const named = query.name === null ? {} : hasName(query.name)
    return {
      match: { ...pagePosition(query), ...named, 'customer.profileIds': { $in: [...profileIds] } },
      hint: profileIndex,
      rest: [...holdIdentifier(query), ...matchHistory(query, interactions)],
    }
  }

  return async (query, detail) => {
    if (query.visibleProfiles)
      return read(ofProfiles(query, query.visibleProfiles), query, detail, examinedAtMost)
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
