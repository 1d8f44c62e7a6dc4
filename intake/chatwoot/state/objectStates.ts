import type { JsonObject } from '../read/json.ts'
import { type ContactAttributes, joinAttributes } from './contactAttribute.ts'
import { type Dated, earliest, joinEntries, largest, latest, smallest, union } from './semilattice.ts'

/** The channels of the graph that a conversation of Chatwoot can have. */
export const channels = [
  'WHATSAPP',
  'EMAIL',
  'INSTAGRAM',
  'TELEGRAM',
  'WEBSITE',
  'FACEBOOK',
  'SMS',
  'VOICE',
  'LINE',
  'IN_PERSON',
  'API',
  'OTHER',
] as const
export type Channel = (typeof channels)[number]
export type ConversationStatus = 'OPEN' | 'PENDING' | 'SNOOZED' | 'RESOLVED'
export type Priority = 'LOW' | 'MEDIUM' | 'HIGH' | 'URGENT'
export type Assignee = { id: string; name: string | null }

/** The greater of two texts; null is the least. The order is arbitrary, but the same in every process. */
function greater<Text extends string>(a: Text | null, b: Text | null): Text | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

/** The fields of a conversation at one time. */
export type ConversationFields = {
  status: ConversationStatus | null
  team: Assignee | null
  person: Assignee | null
  bot: Assignee | null
  labels: string[]
  priority: Priority | null
  snoozedUntil: number | null
  customAttributes: JsonObject
}

/** The state of one conversation that deliveries have shown so far. */
export type ConversationState = {
  channel: Dated<Channel>
  inbox: Dated<string> | null
  createdAt: number | null
  /** The contacts that it belonged to, each with the earliest time: one, or several after a merge. */
  contacts: Record<string, number>
  /** Dated by the conversation's own `updated_at`. */
  fields: Dated<ConversationFields>
}

export function joinConversations(a: ConversationState, b: ConversationState): ConversationState {
  return {
    channel: earliest(a.channel, b.channel),
    inbox: earliest(a.inbox, b.inbox),
    createdAt: smallest(a.createdAt, b.createdAt),
    contacts: joinEntries(a.contacts, b.contacts, Math.min),
    fields: latest(a.fields, b.fields),
  }
}

/** The identity of one contact that deliveries have shown so far. */
export type ContactState = {
  /** `TYPE value` of each identifier that they have or had. */
  identifiers: string[]
  /**
   * Those of each type that the latest delivery which shows the type has, as in `identifiers`. A type is missing while no
   * delivery has shown whether the contact has one. All are missing in contacts that were stored before they were read.
   */
  current?: Readonly<Record<string, Dated<string[]>>>
  /** The latest times at which identifiers were shown; also of those before an update, which has this time. */
  shownAt?: Readonly<Record<string, number>>
  /** The latest time at which the contact was shown. */
  observedAt?: number
  name: Dated<string> | null
  /** Missing while no delivery has shown one, and in contacts that were stored before attributes were read. */
  attributes?: ContactAttributes
}

/** The later one. Two of the same time are both current, until a later one decides. */
function joinShown(a: Dated<string[]>, b: Dated<string[]>): Dated<string[]> {
  return a.at === b.at ? { at: a.at, value: union(a.value, b.value) } : latest(a, b)
}

export function joinContacts(a: ContactState, b: ContactState): ContactState {
  const current = joinEntries(a.current ?? {}, b.current ?? {}, joinShown)
  const shownAt = joinEntries(a.shownAt ?? {}, b.shownAt ?? {}, Math.max)
  const observedAt = largest(a.observedAt ?? null, b.observedAt ?? null)
  const attributes = joinAttributes(a.attributes ?? {}, b.attributes ?? {})
  return {
    identifiers: union(a.identifiers, b.identifiers),
    ...(Object.keys(current).length > 0 && { current }),
    ...(Object.keys(shownAt).length > 0 && { shownAt }),
    ...(observedAt !== null && { observedAt }),
    name: latest(a.name, b.name),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  }
}

/** One change of a conversation's status. */
export type StatusState = {
  conversation: string
  at: number
  to: ConversationStatus
  /** Null while no delivery has shown it. */
  from: ConversationStatus | null
  /** Given when the body's own time made no sense, so that `at` is that of the sending. */
  isCorrected?: true
}

export function joinStatuses(a: StatusState, b: StatusState): StatusState {
  return {
    conversation: a.conversation,
    at: a.at,
    to: greater(a.to, b.to) ?? a.to,
    from: greater(a.from, b.from),
    ...((a.isCorrected ?? b.isCorrected) && { isCorrected: true }),
  }
}

export const assignmentParts = ['team', 'person', 'bot'] as const
export type AssignmentPart = (typeof assignmentParts)[number]

/** The change of one part. `name` is that of the new assignee, null while no delivery has shown it. */
export type PartChange = { from: string | null; to: string | null; name: string | null }

/** One hand-off: all changes of the assignment in one update of a conversation. */
export type HandoffState = {
  conversation: string
  at: number
  parts: Partial<Record<AssignmentPart, PartChange>>
  /** As in a StatusState. */
  isCorrected?: true
}

export function joinHandoffs(a: HandoffState, b: HandoffState): HandoffState {
  return {
    conversation: a.conversation,
    at: a.at,
    parts: joinEntries(a.parts, b.parts, (x, y) => ({
      from: greater(x.from, y.from),
      to: greater(x.to, y.to),
      name: greater(x.name, y.name),
    })),
    ...((a.isCorrected ?? b.isCorrected) && { isCorrected: true }),
  }
}

/** The customer's answer to one survey. */
export type FeedbackState = {
  conversation: Dated<string>
  owner: Dated<string>
  channel: Dated<Channel>
  department: Dated<string | null>
  answer: Dated<{ rating: number; comment: string | null }>
  /** The earliest `updated_at` of a message with a rating; null while no delivery has shown one. */
  exactAt: number | null
  /** The earliest time of sending of a delivery with a rating. */
  sentAt: number
  /** Given when a delivery showed an `updated_at` that makes no sense. */
  hasNonsenseTime?: true
}

export function joinFeedback(a: FeedbackState, b: FeedbackState): FeedbackState {
  return {
    conversation: earliest(a.conversation, b.conversation),
    owner: earliest(a.owner, b.owner),
    channel: earliest(a.channel, b.channel),
    department: earliest(a.department, b.department),
    answer: latest(a.answer, b.answer),
    exactAt: smallest(a.exactAt, b.exactAt),
    sentAt: Math.min(a.sentAt, b.sentAt),
    ...((a.hasNonsenseTime ?? b.hasNonsenseTime) && { hasNonsenseTime: true }),
  }
}

/** The customer's answer to one question of the web widget. */
export type AnswerState = {
  conversation: Dated<string>
  owner: Dated<string>
  ownerName: Dated<string> | null
  channel: Dated<Channel>
  inbox: Dated<string> | null
  department: Dated<string | null>
  answer: Dated<string>
  /** The earliest `updated_at` of a message with an answer; null while no delivery has shown one. */
  exactAt: number | null
  /** The earliest time of sending of a delivery with an answer. */
  sentAt: number
  /** Given when a delivery showed an `updated_at` that makes no sense. */
  hasNonsenseTime?: true
}

export function joinAnswers(a: AnswerState, b: AnswerState): AnswerState {
  return {
    conversation: earliest(a.conversation, b.conversation),
    owner: earliest(a.owner, b.owner),
    ownerName: earliest(a.ownerName, b.ownerName),
    channel: earliest(a.channel, b.channel),
    inbox: earliest(a.inbox, b.inbox),
    department: earliest(a.department, b.department),
    answer: latest(a.answer, b.answer),
    exactAt: smallest(a.exactAt, b.exactAt),
    sentAt: Math.min(a.sentAt, b.sentAt),
    ...((a.hasNonsenseTime ?? b.hasNonsenseTime) && { hasNonsenseTime: true }),
  }
}

/** The latest settings of an inbox that a delivery showed, without the channel. */
export type InboxState = { settings: Dated<JsonObject> }

export function joinInboxes(a: InboxState, b: InboxState): InboxState {
  return { settings: latest(a.settings, b.settings) }
}
