import { channelOf } from './channelOf.ts'
import { type ChatwootObject, keyOf } from '../state/chatwootObject.ts'
import { isObject } from '../../../platform/lang/isObject.ts'
import { idOf, isNonsenseTime, type JsonObject, listOf, objectOf, textOf, timeOf } from './json.ts'
import { limitedName } from './limitedName.ts'
import { required } from './notUnderstoodError.ts'
import type { Origin } from './origin.ts'
import type {
  Assignee,
  Channel,
  ConversationFields,
  ConversationStatus,
  Priority,
} from '../state/objectStates.ts'

/** The parts of a conversation object that the other objects of its delivery need. */
export type Snapshot = {
  account: string
  /** The conversation's id within the account. */
  id: string
  key: string
  channel: Channel
  /** The id of the contact that it belongs to. */
  owner: string
  /** The name of the responsible department; null when there is none. */
  department: string | null
  inbox: string | null
  /** The conversation's own `updated_at`; null when it is missing. */
  updatedAt: number | null
  /** The latest time in the body. The body is from then or later, and a later body has the same time or a later one. */
  seenAt: number
  /** As those of the origin. */
  deliveredAt: number
  latestAt: number
  conversation: JsonObject
}

const statuses: readonly ConversationStatus[] = ['OPEN', 'PENDING', 'SNOOZED', 'RESOLVED']
const priorities: readonly Priority[] = ['LOW', 'MEDIUM', 'HIGH', 'URGENT']

/** A status by its name in Chatwoot; null for any other value. */
export function statusOf(value: unknown): ConversationStatus | null {
  return statuses.find((status) => status.toLowerCase() === value) ?? null
}

/** The latest of the times in a body that are in its past; the time of the delivery when none of those given makes sense. */
function latestTimeIn(
  conversation: JsonObject,
  others: unknown[],
  { deliveredAt, latestAt }: Pick<Origin, 'deliveredAt' | 'latestAt'>,
): number {
  const messages = listOf(conversation['messages']).map(objectOf)
  const times = [
    ...[
      'updated_at',
      'created_at',
      'last_activity_at',
      'timestamp',
      'agent_last_seen_at',
      'contact_last_seen_at',
    ].map((field) => conversation[field]),
    ...messages.flatMap((message) => [message['created_at'], message['updated_at']]),
    ...others,
  ]
  const latest = Math.max(0, ...times.map((time) => timeOf(time, latestAt)?.ms ?? 0))
  return latest === 0 && times.some((time) => isNonsenseTime(time, latestAt)) ? deliveredAt : latest
}

/**
 * Read a conversation object. `inboxName`, `otherTimes` and `writer`, a contact that wrote in it, are from the rest of
 * the body. Throws a NotUnderstoodError, also when the body names no contact of the conversation.
 */
export function readSnapshot(
  { account, settings, deliveredAt, latestAt }: Origin,
  conversation: JsonObject,
  {
    inboxName = null,
    otherTimes = [],
    writer = null,
  }: { inboxName?: string | null; otherTimes?: unknown[]; writer?: string | null } = {},
): Snapshot {
  const id = required(idOf(conversation['id']), 'conversation.id', 'an id', conversation['id'])
  const meta = objectOf(conversation['meta'])
  const owner =
    idOf(objectOf(meta['sender'])['id']) ??
    idOf(objectOf(conversation['contact_inbox'])['contact_id']) ??
    writer
  return {
    account,
    id,
    key: keyOf({ kind: 'conversation', account, id }),
    channel: channelOf(conversation, settings.inboxChannels),
    owner: required(owner, 'conversation.meta.sender', 'a contact with an id', meta['sender']),
    department: limitedName(textOf(objectOf(meta['team'])['name'])),
    inbox: inboxName,
    updatedAt: timeOf(conversation['updated_at'], latestAt)?.ms ?? null,
    seenAt: latestTimeIn(conversation, otherTimes, { deliveredAt, latestAt }),
    deliveredAt,
    latestAt,
    conversation,
  }
}

function assigneeOf(value: unknown): Assignee | null {
  const assignee = objectOf(value)
  const id = idOf(assignee['id'])
  return id === null ? null : { id, name: limitedName(textOf(assignee['name'])) }
}

/** The assignment in a conversation's `meta`, where a person and a bot share one field. */
export function assignmentOf(conversation: JsonObject): Pick<ConversationFields, 'team' | 'person' | 'bot'> {
  const meta = objectOf(conversation['meta'])
  const assignee = assigneeOf(meta['assignee'])
  const { type = meta['assignee_type'] === 'AgentBot' ? 'agent_bot' : 'user' } = objectOf(meta['assignee'])
  return {
    team: assigneeOf(meta['team']),
    person: type === 'agent_bot' ? null : assignee,
    bot: type === 'agent_bot' ? assignee : null,
  }
}

/** A copy without `__proto__`; an empty object when the data is too large to store. */
function copyForeign(value: unknown): JsonObject {
  if (!isObject(value)) return {}
  const text = JSON.stringify(value, (key, member: unknown) => (key === '__proto__' ? undefined : member))
  return Buffer.byteLength(text) > 60_000 ? {} : objectOf(JSON.parse(text))
}

function fieldsOf(conversation: JsonObject): ConversationFields {
  return {
    status: statusOf(conversation['status']),
    ...assignmentOf(conversation),
    labels: listOf(conversation['labels'])
      .filter((label) => typeof label === 'string' && label.trim() !== '' && label.length <= 64)
      .map(String)
      .slice(0, 100),
    priority: priorities.find((priority) => priority.toLowerCase() === conversation['priority']) ?? null,
    snoozedUntil: timeOf(conversation['snoozed_until'])?.ms ?? null,
    customAttributes: copyForeign(conversation['custom_attributes']),
  }
}

/** The observation of the conversation itself. */
export function readConversation(snapshot: Snapshot): ChatwootObject & { kind: 'conversation' } {
  const { account, id, channel, inbox, owner, seenAt, latestAt, conversation } = snapshot
  return {
    kind: 'conversation',
    account,
    id,
    state: {
      channel: { at: seenAt, value: channel },
      inbox: inbox === null ? null : { at: seenAt, value: inbox },
      createdAt: timeOf(conversation['created_at'], latestAt)?.ms ?? null,
      contacts: { [owner]: seenAt },
      fields: { at: snapshot.updatedAt ?? seenAt, value: fieldsOf(conversation) },
    },
  }
}
