import { randomUUID } from 'node:crypto'
import type { ClientSession, Connection } from 'mongoose'
import { inTransaction } from '../../../../interactions/log/transaction.ts'
import { leaseMs, limits, type Session } from './feedGroup.ts'
import type { FeedGroupDocument } from './feedGroupModel.ts'
import type { FeedMemberDocument } from './feedMemberModel.ts'
import { groupCollections } from './groupCollections.ts'

/** What a new session belongs to; `rights` is the fingerprint of what its caller may see. */
export type Joining = { group: string; member: string; rights: string }

/** Why a session could not begin. */
export type JoinRefusal = 'NO_GROUP' | 'TOO_MANY_MEMBERS' | 'OTHER_RIGHTS'

/** What has become of a session that cannot be renewed. */
export type SessionEnd = 'REPLACED' | 'EXPIRED' | 'DELETED'

/** The sessions of members. Each write happens as a whole or not at all; all times are the database's. */
export type MembershipStore = {
  /** Begin a session. An earlier session of the same member ends, and what it had waits again. */
  join(joining: Joining): Promise<{ session: string } | JoinRefusal>
  /** Renew the lease of a session. Null when the session has ended. */
  renew(session: string): Promise<Session | null>
  /** End a session, so that what it had waits again. Does nothing when it has ended. */
  leave(group: string, session: string): Promise<void>
  /** End the sessions of a group whose leases have ended. Gives how many these were. */
  endExpired(group: string): Promise<number>
  /** Why a session of this member has ended. */
  endOf(group: string, member: string): Promise<SessionEnd>
  /** Acknowledge everything up to a place; false when the session has ended or was never given this place. */
  acknowledge(given: { group: string; member: string; session: string; place: number }): Promise<boolean>
}

const hasExpired = { $expr: { $lt: ['$until', '$$NOW'] } }
const renewed = { $add: ['$$NOW', leaseMs] }
const maxTimeMS = 30_000

export function createMembershipStore(connection: Connection): MembershipStore {
  const { groups, members, entries } = groupCollections(connection)

  /** Write the group within a transaction, so that the transaction overlaps with no other one of the group. */
  function lock(group: string, session: ClientSession, set: Partial<FeedGroupDocument> = {}) {
    const update = { $inc: { writes: 1 }, ...(Object.keys(set).length > 0 && { $set: set }) }
    return groups.findOneAndUpdate({ _id: group }, update, { session, returnDocument: 'before' })
  }

  /** End sessions within a transaction: what they had waits again. */
  async function end(group: string, ids: string[], session: ClientSession): Promise<void> {
    if (ids.length === 0) return
    await members.deleteMany({ _id: { $in: ids } }, { session })
    await entries.updateMany(
      { group, isOpen: true, session: { $in: ids } },
      { $set: { session: null, place: null } },
      { session },
    )
    await groups.updateOne(
      { _id: group, 'dispatcher.session': { $in: ids } },
      { $set: { dispatcher: null } },
      { session },
    )
  }

  async function idsOf(filter: object, session?: ClientSession): Promise<string[]> {
    const options = { projection: { _id: 1 }, maxTimeMS, ...(session && { session }) }
    return (await members.find(filter, options).toArray()).map(({ _id }) => _id)
  }

  return {
    join: ({ group, member, rights }) =>
      inTransaction(connection, async (session) => {
        const found = await lock(group, session, { rights })
        if (!found) return 'NO_GROUP'
        await end(group, await idsOf({ group, $or: [{ member }, hasExpired] }, session), session)
        const others = await idsOf({ group }, session)
        // What was written is taken back with the transaction.
        if (others.length >= limits.members) return abort(session, 'TOO_MANY_MEMBERS')
        if (others.length > 0 && found.rights !== rights) return abort(session, 'OTHER_RIGHTS')
        const id = randomUUID()
        const counts = { given: 0, acknowledged: 0 }
        const times = { joinedAt: '$$NOW', until: renewed, progressAt: '$$NOW' }
        await members.updateOne(
          { _id: id },
          [{ $set: { group: literal(group), member: literal(member), ...counts, ...times } }],
          {
            session,
            upsert: true,
          },
        )
        return { session: id }
      }),

    async renew(id) {
      const document = await members.findOneAndUpdate({ _id: id }, [{ $set: { until: renewed } }], {
        returnDocument: 'after',
        projection: { group: 1, member: 1, given: 1, acknowledged: 1, progressAt: 1, now: '$$NOW' },
      })
      return document && toSession({ now: new Date(0), ...document })
    },

    leave: (group, id) =>
      inTransaction(connection, async (session) => {
        const ids = await idsOf({ _id: id }, session)
        if (ids.length === 0) return
        await lock(group, session)
        await end(group, ids, session)
      }),

    async endExpired(group) {
      if ((await idsOf({ group, ...hasExpired })).length === 0) return 0
      return inTransaction(connection, async (session) => {
        await lock(group, session)
        const ids = await idsOf({ group, ...hasExpired }, session)
        await end(group, ids, session)
        return ids.length
      })
    },

    async endOf(group, member) {
      if (!(await groups.findOne({ _id: group }, { projection: { _id: 1 }, maxTimeMS }))) return 'DELETED'
      return (await idsOf({ group, member })).length > 0 ? 'REPLACED' : 'EXPIRED'
    },

    acknowledge: ({ group, member, session: id, place }) =>
      inTransaction(connection, async (session) => {
        const isNews = { $lt: ['$acknowledged', place] }
        const found = await members.findOneAndUpdate(
          { _id: id, group, member, given: { $gte: place } },
          [
            {
              $set: {
                progressAt: { $cond: [isNews, '$$NOW', '$progressAt'] },
                acknowledged: { $max: ['$acknowledged', place] },
              },
            },
          ],
          { session, projection: { _id: 1 } },
        )
        if (!found) return false
        await entries.updateMany(
          { group, isOpen: true, session: id, place: { $lte: place } },
          { $set: { isOpen: false } },
          { session },
        )
        return true
      }),
  }
}

const literal = (text: string) => ({ $literal: text })

async function abort<Result>(session: ClientSession, result: Result): Promise<Result> {
  await session.abortTransaction()
  return result
}

function toSession({
  _id,
  ...rest
}: Omit<FeedMemberDocument, 'joinedAt' | 'until'> & { now: Date }): Session {
  return { id: _id, ...rest }
}
