import type { AnyBulkWriteOperation, Connection } from 'mongoose'
import { byId } from '../../platform/mongo/byId.ts'
import { currentlyStored } from '../log/currentlyStored.ts'
import { type InteractionDocument, interactionModel, termIndex } from '../log/interactionModel.ts'
import { termsOf } from './termsOf.ts'

/** Adds the terms to interactions that an earlier version of Elo recorded without them. */
export type MissingTermsStore = {
  /** Whether there are such interactions; it reads one key of an index. */
  isAny(): Promise<boolean>
  /** Add the terms to some, the newest; gives how many were read. It can be repeated, in several processes at once. */
  addSome(): Promise<number>
}

const atOnce = 200
const missing = { terms: { $exists: false } } as const

export function createMissingTermsStore(connection: Connection): MissingTermsStore {
  const model = interactionModel(connection)
  return {
    async isAny() {
      return (await model.findOne(missing, { _id: 1 }).hint(termIndex).lean()) !== null
    },
    async addSome() {
      const found = await model
        .find(missing, { profileId: 1, kind: 1, summary: 1, body: 1, erased: 1, revision: 1 })
        .sort({ occurredAt: -1, _id: -1 })
        .hint(termIndex)
        .limit(atOnce)
        .lean()
      if (found.length === 0) return 0
      const updates = found.map((document): AnyBulkWriteOperation<InteractionDocument> => ({
        updateOne: {
          // One that was changed meanwhile is found again, or has its terms.
          filter: { ...currentlyStored(document), ...missing },
          hint: byId,
          update: { $set: { terms: termsOf(document) } },
        },
      }))
      await model.bulkWrite(updates, { ordered: false, strict: 'throw' })
      return found.length
    },
  }
}
