import { type ChatwootObject, joinObjects, keyOf } from '../state/chatwootObject.ts'
import { isObject } from '../../../platform/lang/isObject.ts'
import { accountOf } from './accountOf.ts'
import { type ChatwootSettings, defaultChatwootSettings } from './chatwootSettings.ts'
import { idOf, type JsonObject, listOf, nameOf, objectOf, timeOf } from './json.ts'
import { limitedName } from './limitedName.ts'
import { kindOf, NotUnderstoodError, required } from './notUnderstoodError.ts'
import type { Origin } from './origin.ts'
import { readChanges } from './readChanges.ts'
import { readContact } from './contact/readContact.ts'
import { readConversation, readSnapshot, type Snapshot } from './readConversation.ts'
import { type Place, readMessage } from './message/readMessage.ts'

/** The result of reading a delivery. It depends on no other delivery. */
export type Reading =
  /** Observations of objects, each object once, in the order of sending. */
  | { outcome: 'understood'; event: string; group: string; objects: ChatwootObject[] }
  /** An event that has nothing to store. */
  | { outcome: 'nothing'; event: string; reason: string }
  | { outcome: 'not understood'; event: string | null; reason: string }

type Read = (body: JsonObject, origin: Origin) => ChatwootObject[]

function contactIn(origin: Origin, value: unknown, seenAt: number): ChatwootObject[] {
  const contact = isObject(value) ? readContact(origin, value, seenAt) : null
  return contact ? [contact] : []
}

/** The contact of a conversation, and the conversation itself. */
function conversationIn(snapshot: Snapshot, origin: Origin): ChatwootObject[] {
  const { sender } = objectOf(snapshot.conversation['meta'])
  return [...contactIn(origin, sender, snapshot.seenAt), readConversation(snapshot)]
}

function isContact(sender: JsonObject): boolean {
  return sender['type'] === undefined || sender['type'] === 'contact'
}

/** The last public message, which each conversation object carries. If it cannot be read, another delivery shows it. */
function lastMessageIn(snapshot: Snapshot, origin: Origin): ChatwootObject[] {
  return listOf(snapshot.conversation['messages']).flatMap((message) => {
    if (!isObject(message)) return []
    const { updated_at: updatedAt } = message
    const { sentAt } = origin
    try {
      const objects = readMessage(message, { place: 'conversation', snapshot, updatedAt, sentAt })
      const sender = objectOf(message['sender'])
      return [...(sender['type'] === 'contact' ? contactIn(origin, sender, snapshot.seenAt) : []), ...objects]
    } catch (error) {
      if (error instanceof NotUnderstoodError) return []
      throw error
    }
  })
}

function readMessageEvent(place: Place): Read {
  return (body, origin) => {
    const { sentAt } = origin
    const conversation = body['conversation']
    if (!isObject(conversation))
      throw new NotUnderstoodError(`conversation: expected an object, got ${kindOf(conversation)}`)
    const snapshot = readSnapshot(origin, conversation, {
      inboxName: limitedName(nameOf(objectOf(body['inbox'])['name'])),
      otherTimes: [body['created_at']],
      writer: isObject(body['sender']) && isContact(body['sender']) ? idOf(body['sender']['id']) : null,
    })
    const id = idOf(body['id'])
    const same = listOf(conversation['messages'])
      .map(objectOf)
      .find((message) => id !== null && idOf(message['id']) === id)
    const objects = readMessage(body, { place, snapshot, updatedAt: same?.['updated_at'], sentAt })
    const sender = body['sender']
    return [
      ...(isObject(sender) && isContact(sender) ? contactIn(origin, sender, snapshot.seenAt) : []),
      ...conversationIn(snapshot, origin),
      ...lastMessageIn(snapshot, origin),
      ...objects,
    ]
  }
}

const readConversationEvent: Read = (body, origin) => {
  const conversation =
    idOf(body['id']) === null && isObject(body['conversation']) ? body['conversation'] : body
  const snapshot = readSnapshot(origin, conversation)
  return [
    ...conversationIn(snapshot, origin),
    ...readChanges(body, snapshot, origin.sentAt),
    ...lastMessageIn(snapshot, origin),
  ]
}

/** The time of an update; 0 for a creation, so that any update is later. */
function changedAt(body: JsonObject, { latestAt }: Origin): number {
  const times = listOf(body['changed_attributes']).map(
    (change) => timeOf(objectOf(objectOf(change)['updated_at'])['current_value'], latestAt)?.ms ?? 0,
  )
  return Math.max(0, ...times)
}

const readContactEvent: Read = (body, origin) => [
  required(readContact(origin, body, changedAt(body, origin)), 'id', "a contact's id", body['id']),
]

const readWidgetEvent: Read = (body, origin) => {
  const contact = isObject(body['contact']) ? readContact(origin, body['contact'], 0) : null
  const conversation = body['current_conversation']
  return [
    required(contact, 'contact', 'an object with an id', body['contact']),
    ...(isObject(conversation) && idOf(conversation['id']) !== null
      ? readConversationEvent({ ...conversation, event: body['event'] }, origin)
      : []),
  ]
}

const readInboxEvent: Read = (body, { account, latestAt }) => {
  // The body has neither id nor name, so the time of creation identifies the inbox.
  const createdAt = required(timeOf(body['created_at']), 'created_at', 'a time', body['created_at'])
  const {
    event: _event,
    account: _account,
    changed_attributes: _changes,
    channel: _channel,
    ...settings
  } = body
  const at = timeOf(body['updated_at'], latestAt)?.ms ?? createdAt.ms
  return [{ kind: 'inbox', account, id: String(createdAt.ms), state: { settings: { at, value: settings } } }]
}

const readers: Readonly<Record<string, Read>> = {
  message_created: readMessageEvent('creation'),
  message_updated: readMessageEvent('update'),
  conversation_created: readConversationEvent,
  conversation_updated: readConversationEvent,
  conversation_status_changed: readConversationEvent,
  contact_created: readContactEvent,
  contact_updated: readContactEvent,
  webwidget_triggered: readWidgetEvent,
  inbox_created: readInboxEvent,
  inbox_updated: readInboxEvent,
  'macro.executed': readConversationEvent,
}

/** Whether Chatwoot sends this event without a signature. */
export function isUnsignedEvent(event: unknown): boolean {
  return typeof event === 'string' && (event === 'macro.executed' || event.startsWith('automation_event.'))
}

function readerOf(event: string): Read | null {
  if (event.startsWith('automation_event.')) return readConversationEvent
  return Object.hasOwn(readers, event) ? (readers[event] ?? null) : null
}

/** Whether Elo reads this event. */
export function isKnownEvent(event: string | null): boolean {
  return event !== null && readerOf(event) !== null
}

/** Each object once, at its first position. */
function joinRepeats(objects: ChatwootObject[]): ChatwootObject[] {
  const byKey = new Map<string, ChatwootObject>()
  for (const object of objects) {
    const key = keyOf(object)
    const earlier = byKey.get(key)
    byKey.set(key, earlier ? joinObjects(earlier, object) : object)
  }
  return [...byKey.values()]
}

/** Deliveries about one conversation are one group, else those with the same first object. */
function groupOf(objects: ChatwootObject[]): string {
  const [first] = objects
  const conversation = objects.find(({ kind }) => kind === 'conversation')
  return conversation ? keyOf(conversation) : first ? keyOf(first) : ''
}

const toleratedAheadMs = 24 * 60 * 60_000

/** A signed delivery gives its time of sending in whole seconds. The arrival orders those of one second. */
function deliveryTime(sentAt: Date, receivedAt: Date): number {
  const passedMs = receivedAt.getTime() - sentAt.getTime()
  return sentAt.getTime() + Math.min(Math.max(passedMs, 0), 999)
}

/**
 * Read any delivery. Never throws because of its content. `sentAt` is the time of sending as the sender gives it,
 * `receivedAt` that of the arrival.
 */
export function readDelivery(
  body: unknown,
  {
    sentAt,
    receivedAt = sentAt,
    settings = defaultChatwootSettings,
  }: { sentAt: Date; receivedAt?: Date; settings?: ChatwootSettings },
): Reading {
  if (!isObject(body))
    return { outcome: 'not understood', event: null, reason: `expected a JSON object, got ${kindOf(body)}` }
  const event = body['event']
  if (typeof event !== 'string' || !/^[\w.]{1,80}$/u.test(event))
    return {
      outcome: 'not understood',
      event: null,
      reason: `event: expected an event's name, got ${kindOf(event)}`,
    }
  if (event === 'conversation_typing_on' || event === 'conversation_typing_off')
    return { outcome: 'nothing', event, reason: 'typing is not stored' }
  const read = readerOf(event)
  if (!read)
    return {
      outcome: 'not understood',
      event,
      reason: `event: expected an event that Elo reads, got ${event}`,
    }
  try {
    const account = accountOf(body, settings)
    const deliveredAt = deliveryTime(sentAt, receivedAt)
    const origin = {
      account,
      sentAt: sentAt.getTime(),
      deliveredAt,
      latestAt: sentAt.getTime() + toleratedAheadMs,
      settings,
    }
    const objects = joinRepeats(read(body, origin))
    return { outcome: 'understood', event, group: groupOf(objects), objects }
  } catch (error) {
    if (!(error instanceof NotUnderstoodError)) throw error
    return { outcome: 'not understood', event, reason: error.message }
  }
}
