import { bodyOf, type Interaction } from '../../../interactions/interaction.ts'
import { mayRead } from '../../../interactions/visibility/visibility.ts'
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
    principal,
  }: Pick<ConversationsContext, 'interactions' | 'interactionsBySource' | 'principal'>,
  message: Interaction,
): Promise<Interaction | null> {
  const { inReplyTo } = bodyOf<MessageBody>(message)
  if (!inReplyTo) return null
  const found = await ('id' in inReplyTo
    ? interactions.load(inReplyTo.id)
    : interactionsBySource.load(inReplyTo))
  return found?.kind === 'MESSAGE' && mayRead(principal, found) ? found : null
}
