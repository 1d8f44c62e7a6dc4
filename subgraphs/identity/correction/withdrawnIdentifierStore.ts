import type { ClientSession, Connection } from 'mongoose'
import type { IdentifierKey } from '../identifier/identifier.ts'
import { type WithdrawnIdentifierDocument, withdrawnIdentifierModel } from './withdrawnIdentifierModel.ts'

export type WithdrawnIdentifier = WithdrawnIdentifierDocument

/** A profile that does not get an identifier again from its source. */
export type BarredIdentifier = IdentifierKey & { profileId: string }

/** The identifiers that profiles gave up. */
export type WithdrawnIdentifierStore = {
  add(withdrawn: readonly WithdrawnIdentifier[], session: ClientSession): Promise<void>
  /**
   * Which of these profiles do not get which of these identifiers: a person corrected it, or the source withdrew it
   * later than the statement that is being read.
   */
  findBarred(
    profileIds: readonly string[],
    keys: readonly IdentifierKey[],
    statedAt: Date,
    session?: ClientSession,
  ): Promise<BarredIdentifier[]>
  /** The latest 100 of each profile that stand, the latest first. One command. */
  findByProfileIds(profileIds: readonly string[]): Promise<Map<string, WithdrawnIdentifier[]>>
  /** Those of a correction. */
  findByToken(undoToken: string, session: ClientSession): Promise<WithdrawnIdentifier[]>
  markUndone(undoToken: string, session: ClientSession): Promise<void>
}

const maximumShown = 100

function toWithdrawn(document: WithdrawnIdentifierDocument): WithdrawnIdentifier {
  const { type, value, profileId, wasHeld, verified, source, claimedAt } = document
  const { withdrawnAt, kind, reason, undoToken, isUndone } = document
  return {
    ...{ type, value, profileId, wasHeld, verified, source, claimedAt },
    ...{ withdrawnAt, kind, reason, undoToken, isUndone },
  }
}

export function createWithdrawnIdentifierStore(connection: Connection): WithdrawnIdentifierStore {
  const model = withdrawnIdentifierModel(connection)
  return {
    async add(withdrawn, session) {
      await model.insertMany(withdrawn, { session })
    },

    async findBarred(profileIds, keys, statedAt, session) {
      const found = await model
        .find(
          {
            profileId: { $in: [...profileIds] },
            isUndone: false,
            $and: [
              { $or: keys.map(({ type, value }) => ({ type, value })) },
              { $or: [{ kind: { $ne: 'SOURCE' as const } }, { withdrawnAt: { $gt: statedAt } }] },
            ],
          },
          { _id: 0, type: 1, value: 1, profileId: 1 },
        )
        .session(session ?? null)
        .lean()
      return found.map(({ type, value, profileId }) => ({ type, value, profileId }))
    },

    async findByProfileIds(profileIds) {
      const found = await model.aggregate<{ _id: string; latest: WithdrawnIdentifierDocument[] }>([
        { $match: { profileId: { $in: [...profileIds] }, isUndone: false } },
        { $sort: { profileId: 1, withdrawnAt: -1 } },
        { $group: { _id: '$profileId', latest: { $firstN: { input: '$$ROOT', n: maximumShown } } } },
      ])
      return new Map(found.map(({ _id, latest }) => [_id, latest.map(toWithdrawn)]))
    },

    async findByToken(undoToken, session) {
      const found = await model.find({ undoToken }).session(session).lean()
      return found.map(toWithdrawn)
    },

    async markUndone(undoToken, session) {
      await model.updateMany({ undoToken }, { $set: { isUndone: true } }, { session })
    },
  }
}
