import type { Connection } from 'mongoose'
import type { Interaction } from '../../../interactions/interaction.ts'
import {
  interactionModel,
  profileTermIndex,
  termIndex,
  toInteraction,
  withoutTerms,
} from '../../../interactions/log/interactionModel.ts'
import type { TextSearch } from '../../../interactions/search/matchesText.ts'
import { hasTerm, hasTerms } from '../../../interactions/search/termConditions.ts'
import type { Period } from '../../../platform/paging/checkedPeriod.ts'

type Condition = Record<string, unknown>

/** A place in the order of a search, which is newest first. */
export type SearchPosition = { at: Date; id: string }

/** Where interactions are searched: in the logs of some profiles, or in all; in a period, and before a place. */
export type SearchRange = {
  profileIds: readonly string[] | null
  period: Period | null
  after: SearchPosition | null
}

/** Reads of the interactions that have terms. Each read is answered by an index on terms, or by ids. */
export type SearchStore = {
  /** The term that the fewest interactions have, of those of a search. It counts no further than `countedAtMost`. */
  rarestTerm(search: TextSearch, range: SearchRange): Promise<string>
  /** The places of the newest interactions of a range that have a term. It reads the index only. */
  findPlaces(term: string, search: TextSearch, range: SearchRange, limit: number): Promise<SearchPosition[]>
  /** Of the interactions with these ids those that have all terms and meet all conditions, newest first. */
  findMatches(
    ids: readonly string[],
    search: TextSearch,
    conditions: readonly Condition[],
  ): Promise<Interaction[]>
  /** Whether every interaction has its terms, also those of earlier versions. */
  isComplete(): Promise<boolean>
  /** All profiles of the customers that have one of these profiles. */
  profilesOfCustomers(profileIds: readonly string[]): Promise<string[]>
}

const countedAtMost = 1_000
const newestFirst = { occurredAt: -1, _id: -1 } as const

export function createSearchStore(connection: Connection): SearchStore {
  const { collection } = interactionModel(connection)
  const profiles = connection.collection<{
    _id: string
    canonicalId: string
    customer: { profileIds: string[] } | null
  }>('profiles')
  const hintOf = ({ profileIds }: SearchRange) => (profileIds ? profileTermIndex : termIndex)

  async function placesIn(
    term: string,
    search: TextSearch,
    range: SearchRange,
    place: Condition,
    limit: number,
  ): Promise<SearchPosition[]> {
    const found = await collection
      .find<{ _id: string; occurredAt: Date }>(
        { $and: [inRange(term, search, range), place] },
        { projection: { _id: 1, occurredAt: 1 } },
      )
      .hint(hintOf(range))
      .sort(newestFirst)
      .limit(limit)
      .toArray()
    return found.map(({ _id, occurredAt }) => ({ at: occurredAt, id: _id }))
  }

  return {
    async rarestTerm(search, range) {
      const [first = '', ...others] = search.terms
      if (others.length === 0) return first
      const counted = await Promise.all(
        search.terms.map(async (term) => ({
          term,
          count: await collection.countDocuments(inRange(term, search, range), {
            hint: hintOf(range),
            limit: countedAtMost,
          }),
        })),
      )
      return counted.reduce((rarest, each) => (each.count < rarest.count ? each : rarest)).term
    },

    async findPlaces(term, search, range, limit) {
      const { after } = range
      if (!after) return placesIn(term, search, range, {}, limit)
      // Two reads, because one with a choice of two conditions would read documents and not only the index.
      const sameTime = { occurredAt: after.at, _id: { $lt: after.id } }
      const atTime = await placesIn(term, search, range, sameTime, limit)
      if (atTime.length === limit) return atTime
      const earlier = { occurredAt: { $lt: after.at } }
      return [...atTime, ...(await placesIn(term, search, range, earlier, limit - atTime.length))]
    },

    async findMatches(ids, search, conditions) {
      const filter = { $and: [{ _id: { $in: [...ids] } }, ...hasTerms(search), ...conditions] }
      const documents = await interactionModel(connection)
        .find(filter, withoutTerms)
        .hint({ _id: 1 })
        .sort(newestFirst)
        .lean()
      return documents.map(toInteraction)
    },

    async isComplete() {
      const missing = await collection.findOne(
        { terms: { $exists: false } },
        { projection: { _id: 1 }, hint: termIndex },
      )
      return missing === null
    },

    async profilesOfCustomers(profileIds) {
      const canonicalIds = await profiles.distinct('canonicalId', { _id: { $in: [...profileIds] } })
      const found = await profiles
        .find({ _id: { $in: canonicalIds } }, { projection: { 'customer.profileIds': 1 } })
        .toArray()
      return found.flatMap(({ customer }) => customer?.profileIds ?? [])
    },
  }
}

/** That an interaction of the range has a term, wherever the page before ended. All of it is in the index. */
function inRange(term: string, search: TextSearch, { profileIds, period }: SearchRange): Condition {
  const { from, to } = period ?? {}
  return {
    $and: [
      ...(profileIds ? [{ profileId: { $in: [...profileIds] } }] : []),
      hasTerm(term, search),
      ...(from ? [{ occurredAt: { $gte: from } }] : []),
      ...(to ? [{ occurredAt: { $lt: to } }] : []),
    ],
  }
}
