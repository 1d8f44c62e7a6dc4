import { bodyOf, type Interaction } from '../../../interactions/interaction.ts'
import type { ConversationsContext } from '../context.ts'
import type { MessageBody } from './message.ts'

/**
 * The message that a message answers; null when there is none or the reader may not see it. It is looked up when it is
 * read, because it may be recorded after its answer.
 */
export async function readInReplyTo(
  {
    interactions,
    interactionsBySource,
    access,
  }: Pick<ConversationsContext, 'interactions' | 'interactionsBySource' | 'access'>,
  message: Interaction,
): Promise<Interaction | null> {
  const { inReplyTo } = bodyOf<MessageBody>(message)
  if (!inReplyTo) return null
  const found = await ('id' in inReplyTo
    ? interactions.load(inReplyTo.id)
    : interactionsBySource.load(inReplyTo))
  return found?.kind === 'MESSAGE' && (await access.maySeeInteraction(found)) ? found : null
}
