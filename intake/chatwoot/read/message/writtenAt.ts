import type { MessageState } from '../../state/messageState.ts'
import { isNonsenseTime, type JsonObject, objectOf, timeOf } from '../json.ts'
import { required } from '../notUnderstoodError.ts'
import type { Origin } from '../origin.ts'

/** How far the clock of a channel may be ahead of Elo's. */
const toleratedSkewMs = 5 * 60_000

/**
 * When a message was written: as Chatwoot says, and as the channel says in `external_created_at`. A time of the channel
 * that makes no sense, or that is after the delivery, does not count. When neither makes sense the message is as old as
 * its delivery. Throws a NotUnderstoodError when there is no time at all.
 */
export function writtenAt(
  message: JsonObject,
  { deliveredAt, latestAt }: Pick<Origin, 'deliveredAt' | 'latestAt'>,
): Pick<MessageState, 'exactAt' | 'roughAt' | 'channelAt' | 'arrivedAt'> {
  const { external_created_at: external } = objectOf(message['content_attributes'])
  const { created_at: createdAt } = message
  const channel = timeOf(external, deliveredAt + toleratedSkewMs)
  const isNonsense = isNonsenseTime(createdAt, latestAt)
  const created =
    isNonsense || channel
      ? timeOf(createdAt, latestAt)
      : required(timeOf(createdAt, latestAt), 'created_at', 'a time', createdAt)
  return {
    exactAt: created?.isExact ? created.ms : null,
    roughAt: created && !created.isExact ? created.ms : null,
    ...(channel && { channelAt: channel.ms }),
    ...(isNonsense && { arrivedAt: deliveredAt }),
  }
}
