import type { Connection } from 'mongoose'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'

/** How long the customer has been silent. */
export type SilenceStore = {
  /** In how many milliseconds the customer's last message will be `waitMs` ago; 0 when it is by now, or there is none. */
  remainingMs(
    place: { conversationId: string | null; profileIds: readonly string[] },
    waitMs: number,
  ): Promise<number>
}

/** Messages that a sender's clock put ahead count from when they were recorded. A few may be read in vain. */
const readAtOnce = 20

export function createSilenceStore(connection: Connection): SilenceStore {
  const { collection } = interactionModel(connection)
  return {
    async remainingMs({ conversationId, profileIds }, waitMs) {
      if (waitMs === 0) return 0
      const [last] = await collection
        .aggregate<{ silentMs: number }>(
          [
            {
              $match: {
                profileId: { $in: [...profileIds] },
                kind: 'MESSAGE',
                'actor.kind': 'CUSTOMER',
                ...(conversationId && { conversationId }),
                $expr: { $gt: ['$occurredAt', { $subtract: ['$$NOW', waitMs] }] },
              },
            },
            { $sort: { occurredAt: -1 } },
            { $limit: readAtOnce },
            {
              $group: {
                _id: null,
                silentMs: { $min: { $subtract: ['$$NOW', { $min: ['$occurredAt', '$recordedAt'] }] } },
              },
            },
          ],
          { readPreference: 'primary', readConcern: { level: 'local' } },
        )
        .toArray()
      return last ? Math.max(0, Math.min(waitMs, waitMs - last.silentMs)) : 0
    },
  }
}
