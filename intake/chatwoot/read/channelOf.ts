import type { Channel } from '../state/objectStates.ts'
import { idOf, type JsonObject, objectOf } from './json.ts'

const channelsByClass: Readonly<Record<string, Channel>> = {
  'Channel::Whatsapp': 'WHATSAPP',
  'Channel::Email': 'EMAIL',
  'Channel::Instagram': 'INSTAGRAM',
  'Channel::Telegram': 'TELEGRAM',
  'Channel::WebWidget': 'WEBSITE',
  'Channel::FacebookPage': 'FACEBOOK',
  'Channel::TwilioSms': 'SMS',
  'Channel::Sms': 'SMS',
  'Channel::Voice': 'VOICE',
  'Channel::Line': 'LINE',
  'Channel::Api': 'API',
}

/**
 * The channel that `inboxChannels` names for the inbox of a conversation, else that of the conversation's class; OTHER
 * for an unknown class.
 */
export function channelOf(conversation: JsonObject, inboxChannels: ReadonlyMap<string, Channel>): Channel {
  const contactInbox = objectOf(conversation['contact_inbox'])
  const inbox = idOf(conversation['inbox_id']) ?? idOf(contactInbox['inbox_id'])
  const named = inbox === null ? undefined : inboxChannels.get(inbox)
  if (named !== undefined) return named
  const name = conversation['channel']
  if (typeof name !== 'string' || !Object.hasOwn(channelsByClass, name)) return 'OTHER'
  const { source_id: sourceId } = contactInbox
  // Twilio uses one class for SMS and WhatsApp, and Facebook pages one for Messenger and Instagram.
  if (name === 'Channel::TwilioSms' && String(sourceId).startsWith('whatsapp:')) return 'WHATSAPP'
  const { type } = objectOf(conversation['additional_attributes'])
  if (name === 'Channel::FacebookPage' && type === 'instagram_direct_message') return 'INSTAGRAM'
  return channelsByClass[name] ?? 'OTHER'
}
