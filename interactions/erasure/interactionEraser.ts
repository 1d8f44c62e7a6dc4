import type { AnyBulkWriteOperation, Connection } from 'mongoose'
import { keyedHashOf } from '../../privacy/key/installationKeyStore.ts'
import type { ErasureCount } from '../../privacy/erasure/erasure.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { InteractionKind } from '../interaction.ts'
import { byId } from '../../platform/mongo/byId.ts'
import { currentlyStored } from '../log/currentlyStored.ts'
import { type InteractionDocument, interactionModel } from '../log/interactionModel.ts'
import { revisionModel } from '../log/revisionModel.ts'
import { type EraseBody, eraseUpdateOf } from './eraseUpdate.ts'

/** Erases the contents of interactions of the kinds that one part owns. Position, times, kind and channel stay. */
export type InteractionEraser = {
  count(profileIds: readonly string[]): Promise<ErasureCount[]>
  /** Erase all of these logs, which have ended. It can be repeated. */
  erase(profileIds: readonly string[]): Promise<void>
}

const batchSize = 500

export function createInteractionEraser({
  connection,
  clock,
  kinds,
  eraseBody,
}: {
  connection: Connection
  clock: Clock
  kinds: readonly InteractionKind[]
  eraseBody: EraseBody
}): InteractionEraser {
  const model = interactionModel(connection)
  const revisions = revisionModel(connection)
  const toErase = (profileIds: readonly string[]) => ({
    profileId: { $in: [...profileIds] },
    kind: { $in: [...kinds] },
    erased: { $exists: false },
    endsLog: { $exists: false },
  })

  return {
    async count(profileIds) {
      const counts: ErasureCount[] = []
      for (const kind of kinds) {
        const count = await model.countDocuments({ ...toErase(profileIds), kind })
        if (count > 0) counts.push({ collection: 'interactions', kind, count })
      }
      const of = await model.find(toErase(profileIds), { _id: 1 }).lean()
      let kept = 0
      for (let start = 0; start < of.length; start += batchSize) {
        const ids = of.slice(start, start + batchSize).map(({ _id }) => _id)
        kept += await revisions.countDocuments({
          profileId: { $in: [...profileIds] },
          interactionId: { $in: ids },
        })
      }
      if (kept > 0) counts.push({ collection: 'interactionRevisions', kind: null, count: kept })
      return counts
    },

    async erase(profileIds) {
      const hash = await keyedHashOf(connection)
      for (;;) {
        const found = await model.find(toErase(profileIds)).limit(batchSize).lean()
        if (found.length === 0) return
        await revisions.deleteMany({
          profileId: { $in: [...profileIds] },
          interactionId: { $in: found.map(({ _id }) => _id) },
        })
        const at = clock()
        const updates = found.map((document): AnyBulkWriteOperation<InteractionDocument> => ({
          updateOne: {
            filter: currentlyStored(document),
            hint: byId,
            update: eraseUpdateOf(document, { eraseBody, cause: 'REQUEST', at, hash }),
          },
        }))
        // An interaction that was changed meanwhile is found again.
        await model.bulkWrite(updates, { ordered: false, strict: 'throw' })
      }
    },
  }
}
