import { contactIdOf } from '../story/contactIdOf.ts'
import type { ContactFields } from '../story/storyScript.ts'
import type { Setting } from '../story/timeline.ts'
import { contactSourceId, conversationAttributes } from './channelDetails.ts'
import { type Contact, contactBody, type Conversation } from './chatwootBodies.ts'
import { type ChatwootState, required } from './chatwootState.ts'
import type { Delivery } from './delivery.ts'
import { hashOf, uuidOf } from './stableIds.ts'

const firstConversationId = 301

/** The key of a setting's conversation in `ChatwootState.conversations`. */
export function conversationKey({ person, inbox, thread }: Setting): string {
  return [person, inbox, thread].join(' ')
}

/** The conversation of a setting, which is opened when there is none, and the deliveries of its new contact. */
export function openConversation(
  state: ChatwootState,
  setting: Setting,
  at: Date,
): { conversation: Conversation; isNew: boolean; deliveries: Delivery[] } {
  const { story, conversations } = state
  const existing = conversations.get(conversationKey(setting))
  if (existing) return { conversation: existing, isNew: false, deliveries: [] }
  const { contact, deliveries } = openContact(state, setting, at)
  const conversation: Conversation = {
    id: firstConversationId + conversations.size,
    inbox: story.inboxes[setting.inbox],
    contact,
    contactInbox: {
      id: 500 + contact.id,
      sourceId: contactSourceId(setting.inbox, contact),
      pubsubToken: hashOf(`pubsub ${contact.id}`).slice(0, 24),
    },
    status: setting.begins,
    assignee: null,
    team: null,
    labels: [],
    priority: null,
    additionalAttributes: conversationAttributes(setting, contact, at),
    snoozedUntil: null,
    lastPublicMessage: null,
    unreadCount: 0,
    firstReplyAt: null,
    waitingSince: null,
    agentLastSeenAt: null,
    createdAt: at,
    lastActivityAt: at,
    updatedAt: at,
  }
  conversations.set(conversationKey(setting), conversation)
  return { conversation, isNew: true, deliveries }
}

function openContact(
  { story, account, contacts, delivery }: ChatwootState,
  { person, inbox }: Setting,
  at: Date,
): { contact: Contact; deliveries: Delivery[] } {
  const key = `${person} ${inbox}`
  const existing = contacts.get(key)
  if (existing) return { contact: existing, deliveries: [] }
  const fields = required(story.people[person]?.contacts[inbox], `contact of ${person} in ${inbox}`)
  const contact = newContact(contactIdOf(story, person, inbox), fields)
  contacts.set(key, contact)
  const created = delivery('contact_created', at, contactBody(account, contact))
  if (inbox !== 'site') return { contact, deliveries: [created] }
  const triggered = delivery('webwidget_triggered', at, {
    id: 500 + contact.id,
    contact: contactBody(account, contact),
    inbox: { id: story.inboxes.site.id, name: story.inboxes.site.name },
    account,
    current_conversation: null,
    source_id: uuidOf(key),
    event_info: {
      initiated_at: { timestamp: at.toUTCString() },
      referer: 'https://pedalmanso.example/oficina',
      browser: { browser_name: 'Firefox', platform_name: 'Android' },
      browser_language: 'pt',
    },
  })
  return { contact, deliveries: [created, triggered] }
}

function newContact(id: number, fields: ContactFields): Contact {
  const { name = '', phone = null, email = null, identifier = null, cpf, instagram, telegram = null } = fields
  return {
    id,
    name,
    phone,
    email,
    identifier,
    telegram,
    customAttributes: cpf === undefined ? {} : { cpf },
    additionalAttributes: {
      ...(instagram !== undefined && {
        social_profiles: { instagram },
        social_instagram_user_name: instagram,
      }),
      ...(telegram !== null && { social_telegram_user_id: Number(telegram), language_code: 'pt-br' }),
    },
  }
}
