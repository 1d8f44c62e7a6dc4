import type { ClientSession, Connection } from 'mongoose'
import { type GivenIdentifier, type IdentifierKey, maximumClaims } from '../identifier/identifier.ts'
import { identifierModel } from '../identifier/identifierModel.ts'
import { sole } from '../identifier/identifierStore.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import { foldText } from '../text/foldText.ts'

/** What a profile had of an identifier before it gave it up. `held` is null when it only claimed it. */
export type GivenUp = {
  held: { verified: boolean; source: string | null; createdAt: Date } | null
  /** The profile that had claimed it and has it now; null when there is none. */
  passedTo: string | null
}

/** Identifiers that go from one profile to another, or to none. */
export type CorrectedIdentifierStore = {
  /** The identifiers of these types that a profile has from a source since before this time, or claimed. */
  findStated(
    profileId: string,
    of: { types: readonly IdentifierType[]; source: string; before: Date },
    session: ClientSession,
  ): Promise<IdentifierKey[]>
  /**
   * Take an identifier, or the claim of it, from a profile. A telephone or another contact point (`isPassedOn`) goes to
   * the profile that claimed it first. Null when the profile neither has nor
   * claimed it, got it later than `at`, or when a person moved it there and a source (`bySource`) withdraws it.
   */
  giveUp(
    key: IdentifierKey,
    profileId: string,
    options: { isPassedOn: boolean; bySource: boolean; at: Date },
    session: ClientSession,
  ): Promise<GivenUp | null>
  /** Give an identifier to a profile. The profile that had it until now has claimed it if `keepsClaim`. No source takes it
   * away if `isMoved`. */
  assign(
    identifier: GivenIdentifier & { source: string | null; createdAt: Date },
    profileId: string,
    options: { keepsClaim: boolean; isMoved: boolean },
    session: ClientSession,
  ): Promise<void>
}

export function createCorrectedIdentifierStore(connection: Connection): CorrectedIdentifierStore {
  const model = identifierModel(connection)
  return {
    async findStated(profileId, { types, source, before }, session) {
      const found = await model
        .find(
          {
            $or: [
              { profileId, type: { $in: [...types] }, source, createdAt: { $lt: before } },
              { claimedBy: profileId, type: { $in: [...types] }, 'claimedBy.0': { $exists: true } },
            ],
          },
          { type: 1, value: 1 },
        )
        .session(session)
        .lean()
      return found.map(({ type, value }) => ({ type, value }))
    },

    async giveUp(key, profileId, { isPassedOn, bySource, at }, session) {
      const { type, value } = key
      const found = await model.findOne(sole(key)).session(session).lean()
      if (!found) return null
      if (found.shared) {
        const holding = await model.findOneAndDelete({ type, value, holder: profileId }, { session }).lean()
        if (!holding) return null
        await model.updateOne(sole(key), { $inc: { holdings: -1 } }, { session })
        const { verified, source, createdAt } = holding
        return { held: { verified, source, createdAt }, passedTo: null }
      }
      if (found.profileId !== profileId) {
        if (!found.claimedBy.includes(profileId)) return null
        await model.updateOne(
          sole(key),
          { $pull: { claimedBy: profileId, contradictedBy: profileId } },
          { session },
        )
        return { held: null, passedTo: null }
      }
      if (found.createdAt > at || (bySource && found.isMoved)) return null
      const [first = null] = isPassedOn ? found.claimedBy : []
      const { verified, source, createdAt } = found
      if (first === null) await model.deleteOne(sole(key), { session })
      else {
        await model.updateOne(
          sole(key),
          {
            $set: { profileId: first, verified: false, source: null, createdAt: at, isMoved: false },
            $pull: { claimedBy: first, contradictedBy: first },
          },
          { session },
        )
      }
      return { held: { verified, source, createdAt }, passedTo: first }
    },

    async assign({ type, value, verified, source, createdAt }, profileId, { keepsClaim, isMoved }, session) {
      const found = await model.findOne(sole({ type, value })).session(session).lean()
      const held = { profileId, verified, source, createdAt, isMoved }
      if (!found) {
        await model.create([{ type, value, folded: foldText(value), ...held }], { session })
        return
      }
      const claimedBy = found.claimedBy.filter((id) => id !== profileId)
      const before = found.profileId
      if (keepsClaim && before !== null && before !== profileId && claimedBy.length < maximumClaims)
        claimedBy.push(before)
      await model.updateOne(
        sole({ type, value }),
        { $set: { ...held, claimedBy }, $pull: { contradictedBy: profileId } },
        { session },
      )
    },
  }
}
