import mongoose, { type Connection } from 'mongoose'
import type { Interaction } from '../../../interactions/interaction.ts'
import { interactionModel, toInteraction, withoutTerms } from '../../../interactions/log/interactionModel.ts'
import { isDatabaseUnavailable } from '../../../platform/mongo/mongoErrors.ts'
import { createPositionStore } from './positionStore.ts'
import type { LogPositions } from './streamCursor.ts'

/** A part of one log: after a position, up to another one. */
export type LogRange = { profileId: string; after: number; upTo: number }

/**
 * Reads of the logs themselves. What was read cannot be rolled back. Streams read outside of any request, so each read
 * has a bound of its own, after which it fails as a database fault.
 */
export type LogStore = {
  /** What is after a position of a log, and up to another position if given, in the order of positions. */
  readAfter(
    profileId: string,
    position: number,
    options: { limit: number; upTo?: number },
  ): Promise<Interaction[]>
  /** The last position of each log at one moment; 0 where it is empty. */
  lastPositions(profileIds: readonly string[]): Promise<LogPositions>
  /** All IDENTITY interactions in these logs, in no order. */
  readIdentityChanges(profileIds: readonly string[]): Promise<Interaction[]>
  /** What of all customers changed after this time and id, in the order of both. */
  readChangedAfter(after: { at: Date; id: string }, limit: number): Promise<Interaction[]>
}

/** Reads parts of several logs by one command. */
export type RangeReads = {
  /** What is in any of these ranges, in the order of the logs' ids and of positions. */
  readRanges(ranges: readonly LogRange[]): Promise<Interaction[]>
}

const maxTimeMS = 30_000

export function createLogStore(connection: Connection): LogStore & RangeReads {
  const model = interactionModel(connection)
  const positions = createPositionStore(connection)
  return {
    async readAfter(profileId, position, { limit, upTo }) {
      const documents = await model
        .find({ profileId, seq: { $gt: position, ...(upTo !== undefined && { $lte: upTo }) } }, withoutTerms)
        .sort({ seq: 1 })
        .limit(limit)
        .maxTimeMS(maxTimeMS)
        .lean()
      return documents.map(toInteraction)
    },

    async readRanges(ranges) {
      const documents = await model
        .find(
          {
            $or: ranges.map(({ profileId, after, upTo }) => ({ profileId, seq: { $gt: after, $lte: upTo } })),
          },
          withoutTerms,
        )
        .sort({ profileId: 1, seq: 1 })
        .maxTimeMS(maxTimeMS)
        .lean()
      return documents.map(toInteraction)
    },

    lastPositions: (profileIds) => positions.lastPositions(profileIds, { maxTimeMS }),

    async readIdentityChanges(profileIds) {
      const documents = await model
        .find({ profileId: { $in: profileIds }, kind: 'IDENTITY' })
        .maxTimeMS(maxTimeMS)
        .lean()
      return documents.map(toInteraction)
    },

    async readChangedAfter({ at, id }, limit) {
      const documents = await model
        .find({ changedAt: { $gte: at }, $nor: [{ changedAt: at, _id: { $lte: id } }] }, withoutTerms)
        .sort({ changedAt: 1, _id: 1 })
        .limit(limit)
        .maxTimeMS(maxTimeMS)
        .lean()
      return documents.map(toInteraction)
    },
  }
}

/** Whether the database failed, so that the same read is worth a retry. */
export function isDatabaseFault(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoError || isDatabaseUnavailable(error)
}
