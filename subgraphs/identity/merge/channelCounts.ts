import type { ClientSession, Connection } from 'mongoose'
import type { Channel } from '../../../interactions/interaction.ts'
import { interactionModel } from '../../../interactions/interactionModel.ts'

const countedAtMost = 10_000

/**
 * How many interactions these profiles have per channel, of the latest ten thousand: whoever has more is not counted
 * further, so that a preview of a million costs what one of ten thousand does.
 */
export async function channelCounts(
  connection: Connection,
  profileIds: readonly string[],
  session: ClientSession,
): Promise<Map<Channel | null, number>> {
  const counts = await interactionModel(connection)
    .aggregate<{ _id: Channel | null; count: number }>([
      { $match: { profileId: { $in: [...profileIds] } } },
      // Ranges of the index (profileId, occurredAt, _id), merged.
      { $sort: { occurredAt: -1, _id: -1 } },
      { $limit: countedAtMost },
      { $group: { _id: '$channel', count: { $sum: 1 } } },
    ])
    .session(session)
  return new Map(counts.map(({ _id, count }) => [_id, count]))
}
