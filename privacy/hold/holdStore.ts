import type { ClientSession, Connection } from 'mongoose'
import { type HoldDocument, holdModel } from './holdModel.ts'

/** A legal hold: a ground on which a customer must not be erased. */
export type LegalHold = Omit<HoldDocument, '_id'> & { reference: string }

export type HoldStore = {
  /** The holds that stand at this time on any of these profiles, oldest first. */
  findStanding(profileIds: readonly string[], at: Date, session?: ClientSession): Promise<LegalHold[]>
  find(reference: string): Promise<LegalHold | null>
  add(hold: LegalHold, session: ClientSession): Promise<void>
  /** Release a hold that stands; null when there is none with this reference. One that was released stays as it is. */
  release(reference: string, release: { at: Date; reason: string }): Promise<LegalHold | null>
}

function toHold({ _id, ...rest }: HoldDocument): LegalHold {
  return { reference: _id, ...rest }
}

export function createHoldStore(connection: Connection): HoldStore {
  const model = holdModel(connection)
  return {
    async findStanding(profileIds, at, session) {
      const found = await model
        .find({
          profileId: { $in: [...profileIds] },
          releasedAt: null,
          $or: [{ until: null }, { until: { $gt: at } }],
        })
        .sort({ heldAt: 1, _id: 1 })
        .limit(100)
        .session(session ?? null)
        .lean()
      return found.map(toHold)
    },
    async find(reference) {
      const found = await model.findById(reference).lean()
      return found && toHold(found)
    },
    async add({ reference, ...hold }, session) {
      await model.create([{ _id: reference, ...hold }], { session })
    },
    async release(reference, { at, reason }) {
      await model.updateOne(
        { _id: reference, releasedAt: null },
        { $set: { releasedAt: at, releaseReason: reason } },
      )
      const found = await model.findById(reference).lean()
      return found && toHold(found)
    },
  }
}
