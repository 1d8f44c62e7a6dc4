import { fittingBody } from './fittingBody.ts'
import { listOf, type Members, members } from './members.ts'
import type { Envelope } from './standardBody.ts'
import { isObject } from '../../platform/lang/isObject.ts'

/** As Chatwoot names the sender of each kind of actor; a customer has no type there. */
const senderTypes: Readonly<Record<string, string>> = {
  HUMAN: 'user',
  AI: 'agent_bot',
  AUTOMATION: 'agent_bot',
}

/**
 * The body of a message in the form of Chatwoot's `message_created` and `message_updated`. Ids are those of Elo, as texts;
 * `source_id` is that of the foreign record. What Chatwoot's bodies do not have is in `elo`.
 */
export function chatwootBody(envelope: Envelope, message: Members): string {
  const { actor, source, conversation, occurredAt, id, revision, inbox, channel } = message
  const isDeleted = message['deleted'] === true
  const parts = { content: message['text'] ?? null, attachments: listOf(message['attachments']) }
  return fittingBody(parts, ({ kept, leftOut }) =>
    JSON.stringify({
      event: eventOf(envelope),
      id,
      content: kept['content'],
      content_type: 'text',
      content_attributes: isDeleted ? { deleted: true } : {},
      message_type: isObject(actor) && actor['kind'] === 'CUSTOMER' ? 'incoming' : 'outgoing',
      private: false,
      created_at: occurredAt,
      source_id: isObject(source) ? source['externalId'] : null,
      sender: senderOf(actor, envelope.customerId),
      inbox: { name: inbox },
      conversation: isObject(conversation) ? { ...members(conversation, ['id']), channel } : null,
      attachments: listOf(kept['attachments']).filter(isObject).map(attachmentOf),
      elo: {
        ...eloOf(envelope),
        interactionId: id,
        revision,
        truncated: leftOut.length > 0,
        ...(leftOut.length > 0 && { leftOut }),
      },
    }),
  )
}

/** The body of a message that is hidden now, in the form in which Chatwoot says that one was deleted. */
export function hiddenChatwootBody(envelope: Envelope, interactionId: string): string {
  return JSON.stringify({
    event: eventOf(envelope),
    id: interactionId,
    content: null,
    content_attributes: { deleted: true },
    elo: { ...eloOf(envelope), interactionId },
  })
}

function eventOf({ type }: Envelope): string {
  return type === 'interaction.recorded' ? 'message_created' : 'message_updated'
}

function eloOf({ type, timestamp, cursor, customerId }: Envelope): Members {
  return { type, timestamp, cursor, customerId }
}

function senderOf(actor: unknown, customerId: string | null): Members | null {
  if (!isObject(actor)) return null
  const { kind, externalId, name } = actor
  if (kind === 'CUSTOMER') return { id: customerId, name }
  const type = senderTypes[String(kind)]
  return type ? { id: externalId, name, type } : null
}

function attachmentOf({ type, url, transcript, title, latitude, longitude }: Members): Members {
  return {
    file_type: type,
    data_url: url,
    ...(typeof transcript === 'string' && { transcribed_text: transcript }),
    ...(typeof title === 'string' && { fallback_title: title }),
    ...(typeof latitude === 'number' && { coordinates_lat: latitude, coordinates_long: longitude }),
  }
}
