import type { Agent, Attachment, DeliveryStatus, Status } from '../story/storyScript.ts'

/** What Chatwoot (v4.15) keeps, as far as its webhooks show it, and the exact bodies of its webhooks. */

export type Account = { id: number; name: string }

export type Contact = {
  id: number
  name: string
  phone: string | null
  email: string | null
  identifier: string | null
  telegram: string | null
  customAttributes: Record<string, unknown>
  additionalAttributes: Record<string, unknown>
}

export type Inbox = { id: number; name: string; channel: string }

export type Message = {
  id: number
  content: string | null
  contentType: string
  contentAttributes: Record<string, unknown>
  type: 'incoming' | 'outgoing' | 'template'
  isPrivate: boolean
  status: DeliveryStatus
  sourceId: string | null
  sender: Contact | Agent | null
  attachments: StoredAttachment[]
  createdAt: Date
  updatedAt: Date
}

export type StoredAttachment = { id: number; attachment: Attachment; url: string }

export type Conversation = {
  id: number
  inbox: Inbox
  contact: Contact
  contactInbox: { id: number; sourceId: string; pubsubToken: string }
  status: Status
  assignee: Agent | null
  team: { id: number; name: string } | null
  labels: string[]
  priority: string | null
  additionalAttributes: Record<string, unknown>
  snoozedUntil: Date | null
  lastPublicMessage: Message | null
  unreadCount: number
  firstReplyAt: Date | null
  waitingSince: Date | null
  agentLastSeenAt: Date | null
  createdAt: Date
  lastActivityAt: Date
  updatedAt: Date
}

export type ChangedAttributes = Record<string, { previous_value: unknown; current_value: unknown }>[]

type Body = Record<string, unknown>

const seconds = (time: Date | null) => (time ? Math.floor(time.getTime() / 1000) : 0)

function isContact(sender: Contact | Agent): sender is Contact {
  return 'customAttributes' in sender
}

function contactFields(contact: Contact): Body {
  return {
    email: contact.email,
    id: contact.id,
    identifier: contact.identifier,
    name: contact.name,
    phone_number: contact.phone,
    thumbnail: '',
    blocked: false,
  }
}

/** A contact as an event's subject, or as a message's sender: no `type`. */
export function contactBody(account: Account, contact: Contact): Body {
  return {
    account,
    additional_attributes: contact.additionalAttributes,
    avatar: '',
    custom_attributes: contact.customAttributes,
    ...contactFields(contact),
  }
}

function nestedContact(contact: Contact): Body {
  return {
    additional_attributes: contact.additionalAttributes,
    custom_attributes: contact.customAttributes,
    ...contactFields(contact),
    type: 'contact',
  }
}

export function agentBody({ id, name, type }: Agent): Body {
  switch (type) {
    case 'user':
      return { id, name, email: `${name.split(' ')[0]?.toLowerCase()}@pedalmanso.example`, type }
    case 'agent_bot':
      return { id, name, type }
    case 'captain_assistant':
      return {
        id,
        name,
        avatar_url: '',
        description: 'Notas fiscais, boletos e estornos',
        created_at: '2026-01-12T13:00:00.000Z',
        type,
      }
  }
}

function nestedAgent({ id, name, type }: Agent): Body {
  return type === 'user'
    ? { id, name, available_name: name, avatar_url: '', type, availability_status: 'online', thumbnail: '' }
    : { id, name, avatar_url: '', type }
}

function attachmentBody(account: Account, message: Message, stored: StoredAttachment): Body {
  const { id, attachment, url } = stored
  const base = { id, message_id: message.id, file_type: attachment.type, account_id: account.id }
  switch (attachment.type) {
    case 'audio':
      return {
        ...base,
        extension: 'ogg',
        content_type: 'audio/ogg',
        data_url: url,
        thumb_url: '',
        file_size: attachment.seconds * 2_400,
        width: null,
        height: null,
        transcribed_text: attachment.transcript,
      }
    case 'location':
      return {
        ...base,
        coordinates_lat: attachment.latitude,
        coordinates_long: attachment.longitude,
        fallback_title: attachment.title,
        data_url: `https://maps.example/?q=${attachment.latitude},${attachment.longitude}`,
      }
    case 'image':
    case 'file':
      return {
        ...base,
        extension: attachment.name.split('.').at(-1),
        content_type: attachment.type === 'image' ? 'image/jpeg' : 'application/pdf',
        data_url: `${url}/${attachment.name}`,
        thumb_url: attachment.type === 'image' ? `${url}/thumb` : '',
        file_size: attachment.sizeBytes,
        width: attachment.type === 'image' ? 1080 : null,
        height: attachment.type === 'image' ? 1350 : null,
      }
  }
}

function attachmentsBody(account: Account, message: Message): Body {
  if (message.attachments.length === 0) return {}
  return { attachments: message.attachments.map((stored) => attachmentBody(account, message, stored)) }
}

const messageTypeNumbers = { incoming: 0, outgoing: 1, template: 3 }
const senderTypes = { user: 'User', agent_bot: 'AgentBot', captain_assistant: 'Captain::Assistant' }

function nestedMessage(account: Account, conversation: Conversation, message: Message): Body {
  const { sender } = message
  return {
    id: message.id,
    content: message.content,
    account_id: account.id,
    inbox_id: conversation.inbox.id,
    conversation_id: conversation.id,
    message_type: messageTypeNumbers[message.type],
    created_at: seconds(message.createdAt),
    updated_at: message.updatedAt.toISOString(),
    private: message.isPrivate,
    status: message.status,
    source_id: message.sourceId,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    sender_type: sender && (isContact(sender) ? 'Contact' : senderTypes[sender.type]),
    sender_id: sender && sender.id,
    external_source_ids: {},
    additional_attributes: {},
    processed_message_content: message.content,
    sentiment: {},
    conversation: {
      assignee_id: conversation.assignee?.type === 'user' ? conversation.assignee.id : null,
      unread_count: conversation.unreadCount,
      last_activity_at: seconds(conversation.lastActivityAt),
      contact_inbox: { source_id: conversation.contactInbox.sourceId },
    },
    ...(sender && { sender: isContact(sender) ? nestedContact(sender) : nestedAgent(sender) }),
    ...attachmentsBody(account, message),
  }
}

/** The conversation object: an event's subject, and part of every message event. */
export function conversationBody(account: Account, conversation: Conversation): Body {
  const { inbox, contact, contactInbox, assignee, lastPublicMessage } = conversation
  const since = conversation.createdAt.toISOString()
  return {
    additional_attributes: conversation.additionalAttributes,
    can_reply: true,
    channel: inbox.channel,
    contact_inbox: {
      id: contactInbox.id,
      contact_id: contact.id,
      inbox_id: inbox.id,
      source_id: contactInbox.sourceId,
      created_at: since,
      updated_at: since,
      hmac_verified: false,
      pubsub_token: contactInbox.pubsubToken,
    },
    id: conversation.id,
    inbox_id: inbox.id,
    messages: lastPublicMessage ? [nestedMessage(account, conversation, lastPublicMessage)] : [],
    labels: conversation.labels,
    meta: {
      sender: nestedContact(contact),
      assignee: assignee && nestedAgent(assignee),
      assignee_type: assignee && (assignee.type === 'user' ? 'User' : 'AgentBot'),
      team: conversation.team,
      hmac_verified: false,
    },
    status: conversation.status,
    custom_attributes: {},
    snoozed_until: conversation.snoozedUntil?.toISOString() ?? null,
    unread_count: Math.min(conversation.unreadCount, 10),
    first_reply_created_at: conversation.firstReplyAt?.toISOString() ?? null,
    priority: conversation.priority,
    waiting_since: seconds(conversation.waitingSince),
    agent_last_seen_at: seconds(conversation.agentLastSeenAt),
    contact_last_seen_at: 0,
    last_activity_at: seconds(conversation.lastActivityAt),
    timestamp: seconds(conversation.lastActivityAt),
    created_at: seconds(conversation.createdAt),
    updated_at: conversation.updatedAt.getTime() / 1000,
    account,
  }
}

/** A message as an event's subject. */
export function messageBody(account: Account, conversation: Conversation, message: Message): Body {
  const { sender } = message
  return {
    account,
    additional_attributes: {},
    content_attributes: message.contentAttributes,
    content_type: message.contentType,
    content: message.content,
    conversation: conversationBody(account, conversation),
    created_at: message.createdAt.toISOString(),
    id: message.id,
    inbox: { id: conversation.inbox.id, name: conversation.inbox.name },
    message_type: message.type,
    private: message.isPrivate,
    sender: sender && (isContact(sender) ? contactBody(account, sender) : agentBody(sender)),
    source_id: message.sourceId,
    ...attachmentsBody(account, message),
  }
}
