import type { Connection } from 'mongoose'
import { conversationModel } from '../conversation/conversationModel.ts'
import { turnModel } from '../turn/turnModel.ts'

/** Erases what conversations hold of a customer, and their turns. Channel, inbox, department, status and times stay. */
export type ConversationErasureStore = {
  count(profileIds: readonly string[]): Promise<number>
  /** It can be repeated. */
  erase(profileIds: readonly string[], at: Date): Promise<void>
}

export function createConversationErasureStore(connection: Connection): ConversationErasureStore {
  const model = conversationModel(connection)
  const turns = turnModel(connection)
  const toErase = (profileIds: readonly string[]) => ({
    profileId: { $in: [...profileIds] },
    erasedAt: { $exists: false },
  })
  return {
    count: (profileIds) => model.countDocuments(toErase(profileIds)),
    async erase(profileIds, at) {
      await model.updateMany(toErase(profileIds), {
        $set: {
          labels: [],
          customAttributes: null,
          matter: null,
          person: null,
          bot: null,
          erasedAt: at,
        },
        // Without its source a later message of the same thread begins another conversation, of another customer.
        $unset: { source: 1, keyScope: 1, idempotencyKeys: 1, openKey: 1 },
        $inc: { revision: 1 },
      })
      await turns.deleteMany({ profileIds: { $in: [...profileIds] } })
    },
  }
}
