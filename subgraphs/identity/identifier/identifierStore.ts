import type { ClientSession, Connection } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { foldText } from '../text/foldText.ts'
import { type GivenIdentifier, type Identifier, type IdentifierKey, maximumClaims } from './identifier.ts'
import { identifierModel } from './identifierModel.ts'
import type { IdentifierType } from './identifierTypes.ts'
import { toIdentifiers } from './toIdentifiers.ts'

/** By which principal and why an identifier was marked as shared, or unmarked. */
export type SharedMark = { reason: string | null; by: Principal; at: Date }

/** How many identifiers of a type a profile holds; `verified` are those, of WhatsApp only numbers. */
export type Holding = { profileId: string; type: IdentifierType; count: number; verified: number }

const isAccount = {
  $or: [{ $ne: ['$type', 'WHATSAPP'] }, { $regexMatch: { input: '$value', regex: '^[0-9]+$' } }],
}

/** Counts and claims of identifiers, and shared identifiers. The look-up of customers is in the CustomerStore. */
export type IdentifierStore = {
  /** How many identifiers of each type each of these profiles holds, and how many of them are verified. */
  countByType(profileIds: readonly string[], session?: ClientSession): Promise<Holding[]>
  /** The holdings that these profiles have of these shared identifiers. */
  findShared(
    keys: readonly IdentifierKey[],
    profileIds: readonly string[],
    session?: ClientSession,
  ): Promise<Identifier[]>
  /** Add holdings of shared identifiers to a profile. Fails with a duplicate key when it has them. */
  holdShared(
    profileId: string,
    identifiers: readonly GivenIdentifier[],
    origin: { source: string | null; createdAt: Date },
    session: ClientSession,
  ): Promise<void>
  /** Record that a profile claimed an identifier, and whether it contradicted the holder; once each, at most 100. */
  claim(
    key: IdentifierKey,
    profileId: string,
    isContradiction: boolean,
    session: ClientSession,
  ): Promise<void>
  /** The identifiers that these profiles have and others claimed, and those that these claimed; none that are shared. */
  findClaims(profileIds: readonly string[], session: ClientSession): Promise<Identifier[]>
  /** Forget which claims contradicted, so that they are judged anew. */
  forgetContradictions(keys: readonly IdentifierKey[], session: ClientSession): Promise<void>
  /** The profiles that hold an identifier, the oldest holding first, and those that claimed it. Null when it is not stored. */
  findHolders(
    key: IdentifierKey,
    session: ClientSession,
  ): Promise<{ shared: boolean; profileIds: string[]; claimedBy: string[] } | null>
  /** Mark it as shared: the profile that has it holds it, and so do these. It must not be shared yet. */
  share(
    key: IdentifierKey,
    alsoHeldBy: readonly string[],
    mark: SharedMark,
    session: ClientSession,
  ): Promise<void>
  /** Unmark it: the profile with the oldest holding keeps it, the others have claimed it. It must be shared. */
  unshare(key: IdentifierKey, mark: SharedMark, session: ClientSession): Promise<void>
  /** Note that a person decided that it is not shared, so that it is not suspected again. It must not be shared. */
  clear(key: IdentifierKey, mark: SharedMark, session: ClientSession): Promise<void>
}

/** The one document of an identifier: its holder's, or the mark of a shared one. */
export function sole({ type, value }: IdentifierKey): {
  type: IdentifierType
  value: string
  holder: string
} {
  return { type, value, holder: '' }
}

const lastClaim = `claimedBy.${maximumClaims - 1}`

function toMark({ reason, by, at }: SharedMark): {
  reason: string | null
  by: { kind: string; id: string }
  at: Date
} {
  return { reason, by: { kind: by.kind, id: by.id }, at }
}

export function createIdentifierStore(connection: Connection): IdentifierStore {
  const model = identifierModel(connection)

  /** The holdings of a shared identifier, the oldest first. */
  function holdingsOf({ type, value }: IdentifierKey, session: ClientSession) {
    return model
      .find({ type, value, holder: { $ne: '' } })
      .sort({ createdAt: 1, holder: 1 })
      .session(session)
      .lean()
  }

  return {
    async countByType(profileIds, session) {
      const counts = await model
        .aggregate<Pick<Holding, 'count' | 'verified'> & { _id: Pick<Holding, 'profileId' | 'type'> }>([
          { $match: { profileId: { $in: [...profileIds] } } },
          {
            $group: {
              _id: { profileId: '$profileId', type: '$type' },
              count: { $sum: 1 },
              verified: { $sum: { $cond: [{ $and: ['$verified', isAccount] }, 1, 0] } },
            },
          },
        ])
        .session(session ?? null)
      return counts.map(({ _id, count, verified }) => ({ ..._id, count, verified }))
    },

    async findShared(keys, profileIds, session) {
      const found = await model
        .find({
          $or: keys.map(({ type, value }) => ({ type, value, holder: { $in: [...profileIds] } })),
        })
        .session(session ?? null)
        .lean()
      return found.flatMap(toIdentifiers)
    },

    async holdShared(profileId, identifiers, { source, createdAt }, session) {
      for (const { type, value, verified } of identifiers) {
        // A write conflict with an `unshare` at the same time.
        await model.updateOne(sole({ type, value }), { $inc: { holdings: 1 } }, { session })
        await model.create(
          [
            {
              ...{ type, value, verified, profileId, source, createdAt },
              folded: foldText(value),
              holder: profileId,
              shared: true,
            },
          ],
          { session },
        )
      }
    },

    async claim(key, profileId, isContradiction, session) {
      const isRoom = { $or: [{ claimedBy: profileId }, { [lastClaim]: { $exists: false } }] }
      await model.updateOne(
        { ...sole(key), ...isRoom },
        isContradiction
          ? { $addToSet: { claimedBy: profileId, contradictedBy: profileId } }
          : { $addToSet: { claimedBy: profileId }, $pull: { contradictedBy: profileId } },
        { session },
      )
    },

    async findClaims(profileIds, session) {
      const isClaimed = { 'claimedBy.0': { $exists: true } }
      const ids = [...profileIds]
      const found = await model
        .find({
          $or: [
            { profileId: { $in: ids }, ...isClaimed },
            { claimedBy: { $in: ids }, ...isClaimed },
          ],
        })
        .sort({ type: 1, value: 1 })
        .session(session)
        .lean()
      return found.flatMap(toIdentifiers)
    },

    async forgetContradictions(keys, session) {
      for (const key of keys) await model.updateOne(sole(key), { $set: { contradictedBy: [] } }, { session })
    },

    async findHolders(key, session) {
      const found = await model.findOne(sole(key)).session(session).lean()
      if (!found) return null
      const { shared, profileId, claimedBy } = found
      const profileIds = shared
        ? (await holdingsOf(key, session)).map(({ holder }) => holder)
        : profileId === null
          ? []
          : [profileId]
      return { shared, profileIds, claimedBy }
    },

    async share(key, alsoHeldBy, mark, session) {
      const found = await model.findOne(sole(key)).session(session).lean()
      const holders = [
        ...(found?.profileId
          ? [
              {
                profileId: found.profileId,
                verified: found.verified,
                source: found.source,
                createdAt: found.createdAt,
              },
            ]
          : []),
        ...alsoHeldBy.map((profileId) => ({ profileId, verified: false, source: null, createdAt: mark.at })),
      ]
      await model.updateOne(
        sole(key),
        {
          // Searches must not find the mark, because no profile has it.
          $set: {
            profileId: null,
            shared: true,
            folded: '',
            claimedBy: [],
            contradictedBy: [],
            mark: toMark(mark),
            holdings: holders.length,
          },
          $setOnInsert: { verified: false, source: null, createdAt: mark.at },
        },
        { session, upsert: true },
      )
      const { type, value } = key
      await model.insertMany(
        holders.map((holder) => ({
          ...{ type, value, folded: foldText(value), holder: holder.profileId, shared: true },
          ...holder,
        })),
        { session },
      )
    },

    async clear(key, mark, session) {
      await model.updateOne(sole(key), { $set: { contradictedBy: [], mark: toMark(mark) } }, { session })
    },

    async unshare(key, mark, session) {
      const [oldest, ...others] = await holdingsOf(key, session)
      const { type, value } = key
      await model.deleteMany({ type, value, holder: { $ne: '' } }, { session })
      if (!oldest) {
        await model.deleteOne(sole(key), { session })
        return
      }
      const { profileId, verified, source, createdAt } = oldest
      await model.updateOne(
        sole(key),
        {
          $set: {
            ...{
              profileId,
              verified,
              source,
              createdAt,
              shared: false,
              folded: foldText(value),
              holdings: 0,
            },
            claimedBy: others.map(({ holder }) => holder).slice(0, maximumClaims),
            contradictedBy: [],
            mark: toMark(mark),
          },
        },
        { session },
      )
    },
  }
}
