import type { ClientSession, Connection } from 'mongoose'
import { type GivenIdentifier, type IdentifierKey, keyOf } from './identifier.ts'
import { identifierModel } from './identifierModel.ts'
import type { ReservedAsItIs, ReservedIdentifier } from './reservedIdentifier.ts'
import { type ReservedIdentifierDocument, reservedIdentifierModel } from './reservedIdentifierModel.ts'

/** Identifiers in reserve for profiles until their customers are separated. */
export type ReservedIdentifierStore = {
  /** Those of these profiles and those of these values, in the order they were claimed, with their present state. */
  find(
    of: { profileIds: readonly string[]; keys?: readonly IdentifierKey[] },
    session?: ClientSession,
  ): Promise<ReservedAsItIs[]>
  /** Fails with a duplicate key when another request was first. */
  add(
    profileId: string,
    identifiers: readonly GivenIdentifier[],
    origin: { source: string | null; createdAt: Date },
    session: ClientSession,
  ): Promise<void>
  verify(keys: readonly IdentifierKey[], session: ClientSession): Promise<void>
  remove(keys: readonly IdentifierKey[], session: ClientSession): Promise<void>
}

function anyOf(keys: readonly IdentifierKey[]): { type: IdentifierKey['type']; value: string }[] {
  return keys.map(({ type, value }) => ({ type, value }))
}

function toReserved({
  type,
  value,
  profileId,
  verified,
  source,
  claimedAt,
}: ReservedIdentifierDocument): ReservedIdentifier {
  return { type, value, profileId, verified, source, claimedAt }
}

export function createReservedIdentifierStore(connection: Connection): ReservedIdentifierStore {
  const model = reservedIdentifierModel(connection)
  const identifiers = identifierModel(connection)

  return {
    async find({ profileIds, keys = [] }, session) {
      const found = await model
        .find({ $or: [{ profileId: { $in: [...profileIds] } }, ...anyOf(keys)] })
        .sort({ claimedAt: 1, _id: 1 })
        .session(session ?? null)
        .lean()
      if (found.length === 0) return []
      const known = await identifiers
        .find({ $or: anyOf(found).map((key) => ({ ...key, holder: '' })) })
        .session(session ?? null)
        .lean()
      const byKey = new Map(known.map((each) => [keyOf(each), each]))
      return found.map((each) => {
        const asItIs = byKey.get(keyOf(each))
        return { ...toReserved(each), holder: asItIs?.profileId ?? null, shared: asItIs?.shared ?? false }
      })
    },

    async add(profileId, given, { source, createdAt }, session) {
      await model.insertMany(
        given.map(({ type, value, verified }) => ({
          ...{ type, value, verified, profileId, source },
          claimedAt: createdAt,
        })),
        { session },
      )
    },

    async verify(keys, session) {
      await model.updateMany({ $or: anyOf(keys) }, { $set: { verified: true } }, { session })
    },

    async remove(keys, session) {
      await model.deleteMany({ $or: anyOf(keys) }, { session })
    },
  }
}
