import type { Access } from '../../../interactions/visibility/access.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import {
  idsOfProtocolNumber,
  protocolNumber,
  spelledProtocolNumber,
} from '../../../platform/lang/protocolNumber.ts'
import { type Conversation, placeOf } from './conversation.ts'
import type { ConversationStore } from './conversationStore.ts'

/**
 * The conversation with a protocol number; null when none has it that the caller may see. A BAD_USER_INPUT error for another text. The number is
 * derived from the id, so it needs no index: it is looked for among the ids of its millisecond.
 */
export async function findByProtocol(
  text: string,
  store: Pick<ConversationStore, 'findBetween'>,
  access: Access,
): Promise<Conversation | null> {
  const ids = idsOfProtocolNumber('cnv', text)
  if (!ids)
    throw callerError(
      'BAD_USER_INPUT',
      'protocol: expected a protocol number such as 20261128-143012-34507731-2 with the right check digit, got another text',
    )
  const spelled = spelledProtocolNumber(text)
  const found = await store.findBetween(ids.from, ids.below)
  const conversation = found.find(({ id }) => protocolNumber(id) === spelled)
  return conversation && (await access.maySeeConversation(placeOf(conversation))) ? conversation : null
}
