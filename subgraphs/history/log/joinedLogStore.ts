import type { Connection } from 'mongoose'
import type { Interaction } from '../../../interactions/interaction.ts'
import { interactionModel, toInteraction, withoutTerms } from '../../../interactions/log/interactionModel.ts'

/** The positions of a log after one and up to another. */
export type LogRange = { profileId: string; after: number; upTo: number }

/** Reads of what merges and unmerges made a part of a customer's history, or no part any more. Bounded as `LogStore`. */
export type JoinedLogStore = {
  /** The newest IDENTITY interaction of a log, by its time; null when there is none. */
  readNewestIdentityChange(profileId: string): Promise<Interaction | null>
  /** The second records of merges and unmerges in these logs, of which the first is in one of the others; oldest first. */
  readTwins(profileIds: string[], others: string[]): Promise<Interaction[]>
  /** What was recorded at these positions, wherever it is now, without its texts; at most `maxRanges` ranges. */
  readRecordedAt(ranges: LogRange[]): Promise<Interaction[]>
  /** How many of what is in these ranges meet all conditions; no more than `most` are counted. */
  countIn(ranges: LogRange[], conditions: Record<string, unknown>[], most: number): Promise<number>
}

const maxTimeMS = 30_000
export const maxRanges = 50

export function createJoinedLogStore(connection: Connection): JoinedLogStore {
  const model = interactionModel(connection)
  return {
    async readNewestIdentityChange(profileId) {
      const document = await model
        .findOne({ profileId, kind: 'IDENTITY' })
        .sort({ occurredAt: -1, _id: -1 })
        .maxTimeMS(maxTimeMS)
        .lean()
      return document && toInteraction(document)
    },

    async readTwins(profileIds, others) {
      const documents = await model
        .find({
          profileId: { $in: profileIds },
          kind: 'IDENTITY',
          'body.isTwin': true,
          'body.twinProfileId': { $in: others },
        })
        .sort({ changedAt: 1, _id: 1 })
        .maxTimeMS(maxTimeMS)
        .lean()
      return documents.map(toInteraction)
    },

    async readRecordedAt(ranges) {
      if (ranges.length === 0) return []
      const recorded = ranges.map(({ profileId, after, upTo }) => ({
        profileId,
        positions: { $elemMatch: { $gt: after, $lte: upTo } },
      }))
      const documents = await model
        .find({ $or: recorded }, { ...withoutTerms, body: 0, summary: 0 })
        .maxTimeMS(maxTimeMS)
        .lean()
      return documents
        .map((document) => toInteraction({ ...document, body: null, summary: '' }))
        .filter(({ profileId, positions: [first = 0] }) =>
          // Index (profileId, positions) also finds what was amended at such a position.
          ranges.some((range) => range.profileId === profileId && first > range.after && first <= range.upTo),
        )
        .sort(byRecording)
    },

    async countIn(ranges, conditions, most) {
      let count = 0
      for (let from = 0; from < ranges.length && count < most; from += maxRanges) {
        const inRange = ranges
          .slice(from, from + maxRanges)
          .map(({ profileId, after, upTo }) => ({ profileId, seq: { $gt: after, $lte: upTo } }))
        count += await model
          .countDocuments({ $and: [{ $or: inRange }, ...conditions] })
          .limit(most - count)
          .maxTimeMS(maxTimeMS)
      }
      return count
    },
  }
}

function byRecording(one: Interaction, other: Interaction): number {
  if (one.profileId !== other.profileId) return one.profileId < other.profileId ? -1 : 1
  return (one.positions[0] ?? 0) - (other.positions[0] ?? 0)
}
