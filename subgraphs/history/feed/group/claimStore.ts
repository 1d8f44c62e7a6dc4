import type { ClientSession, Connection } from 'mongoose'
import type { Interaction } from '../../../../interactions/interaction.ts'
import {
  interactionModel,
  toInteraction,
  withoutTerms,
} from '../../../../interactions/log/interactionModel.ts'
import { inTransaction } from '../../../../interactions/log/transaction.ts'
import type { Shown } from '../../live/shownChanges.ts'
import type { FeedEntryDocument } from './feedEntryModel.ts'
import { type EntryChange, type GivenEntry, limits } from './feedGroup.ts'
import { groupCollections } from './groupCollections.ts'

/** How a member sees an interaction; null: not at all. */
export type Decide = (followed: { change: EntryChange; interaction: Interaction }) => Shown | null

/** Gives the entries of a group's queue to its members. */
export type ClaimStore = {
  /**
   * Give waiting entries to a session, at most `limit`, in order; what it does not see is passed over. It happens as a
   * whole or not at all. Null when the session has ended, and when it was given more than `given` entries: the answer to
   * an earlier claim was lost, and the session must end without acknowledging it.
   */
  claim(claim: {
    group: string
    session: string
    given: number
    limit: number
    decide: Decide
  }): Promise<Claimed | null>
}

/** What a claim gave. `isEmpty`: nothing waited that the session may have, or it has as many as it may have. */
export type Claimed = { entries: GivenEntry[]; isEmpty: boolean }

const nothing = { entries: [], isEmpty: true }
const maxTimeMS = 30_000

export function createClaimStore(connection: Connection): ClaimStore {
  const { groups, members, entries } = groupCollections(connection)
  const interactions = interactionModel(connection)

  /** The keys of which other sessions have entries. */
  async function keysOfOthers(group: string, id: string, session: ClientSession): Promise<string[]> {
    const rows = await entries
      .aggregate<{ _id: string }>(
        [{ $match: { group, isOpen: true, session: { $nin: [null, id] } } }, { $group: { _id: '$key' } }],
        { session },
      )
      .toArray()
    return rows.map(({ _id }) => _id)
  }

  /** The latest revisions in which interactions were given by other entries than these. */
  async function givenBy(
    group: string,
    claimed: readonly Pick<FeedEntryDocument, '_id' | 'interactionId'>[],
    session: ClientSession,
  ): Promise<Map<string, number>> {
    const others = await entries
      .find(
        {
          ...{ group, interactionId: { $in: claimed.map(({ interactionId }) => interactionId) } },
          ...{ _id: { $nin: claimed.map(({ _id }) => _id) }, attempts: { $gt: 0 } },
        },
        { session, projection: { interactionId: 1, revision: 1 } },
      )
      .toArray()
    const given = new Map<string, number>()
    for (const { interactionId, revision } of others)
      given.set(interactionId, Math.max(revision, given.get(interactionId) ?? 0))
    return given
  }

  return {
    async claim({ group, session: id, given: givenBefore, limit, decide }) {
      const waiting = { group, isOpen: true, session: null }
      // Most claims find nothing; then there is no transaction.
      if (!(await entries.findOne(waiting, { projection: { _id: 1 }, maxTimeMS }))) return nothing
      return inTransaction(connection, async (session) => {
        const member = await members.findOne({ _id: id }, { session })
        if (member?.given !== givenBefore) return null
        const room = limits.unacknowledged - (member.given - member.acknowledged)
        if (room <= 0) return nothing
        const claimed = await entries
          .find({ ...waiting, key: { $nin: await keysOfOthers(group, id, session) } }, { session })
          .sort({ number: 1 })
          .limit(Math.min(limit, room))
          .toArray()
        if (claimed.length === 0) return nothing
        const documents = await interactions
          .find({ _id: { $in: claimed.map(({ interactionId }) => interactionId) } }, withoutTerms)
          .session(session)
          .lean()
        const byId = new Map(documents.map((document) => [document._id, toInteraction(document)]))
        const revisions = await givenBy(group, claimed, session)
        let place = member.given
        const given: GivenEntry[] = []
        const writes = claimed.map(({ _id, change, interactionId, attempts }) => {
          const interaction = byId.get(interactionId)
          // An entry that is given again shows the latest revision, whose own entry has nothing new then.
          const isNew = interaction && interaction.revision > (revisions.get(interactionId) ?? 0)
          const shown = isNew ? decide({ change, interaction }) : null
          if (!interaction || shown === null) return { filter: { _id }, update: { $set: { isOpen: false } } }
          place += 1
          given.push({ change, interaction, shown, place, isRepeated: attempts > 0 })
          const { revision } = interaction
          revisions.set(interactionId, revision)
          return {
            filter: { _id },
            update: { $set: { session: id, place, revision }, $inc: { attempts: 1 } },
          }
        })
        // The group's document first, so that an overlapping claim is found before anything else is written.
        await groups.updateOne({ _id: group }, { $inc: { writes: 1 } }, { session })
        await entries.bulkWrite(
          writes.map((updateOne) => ({ updateOne })),
          { session },
        )
        const hadNone = { $eq: ['$given', '$acknowledged'] }
        await members.updateOne(
          { _id: id },
          [{ $set: { progressAt: { $cond: [hadNone, '$$NOW', '$progressAt'] }, given: place } }],
          { session },
        )
        return { entries: given, isEmpty: false }
      })
    },
  }
}
