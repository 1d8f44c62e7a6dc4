import type { JsonObject } from '../read/json.ts'
import { type Dated, earliest, joinEntries, latest, smallest, union } from './semilattice.ts'

/** The channels of the graph that a conversation of Chatwoot can have. */
export type Channel =
  | 'WHATSAPP'
  | 'EMAIL'
  | 'INSTAGRAM'
  | 'TELEGRAM'
  | 'WEBSITE'
  | 'FACEBOOK'
  | 'SMS'
  | 'VOICE'
  | 'LINE'
  | 'API'
  | 'OTHER'
export type ConversationStatus = 'OPEN' | 'PENDING' | 'SNOOZED' | 'RESOLVED'
export type Priority = 'LOW' | 'MEDIUM' | 'HIGH' | 'URGENT'
export type Assignee = { id: string; name: string | null }

/** The greater of two texts; one that is there is greater than none. Arbitrary, but always the same. */
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

/** Everything that deliveries have said about one conversation so far. */
export type ConversationState = {
  channel: Dated<Channel>
  inbox: Dated<string> | null
  createdAt: number | null
  /** Contacts it belonged to, by id, each with when it was seen first: one, or several after a merge. */
  contacts: Record<string, number>
  /** By the conversation's own `updated_at`. */
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

/** Everything that deliveries have said about who a contact is. */
export type ContactState = {
  /** `TYPE value` of every identifier he ever had. */
  identifiers: string[]
  name: Dated<string> | null
}

export function joinContacts(a: ContactState, b: ContactState): ContactState {
  return { identifiers: union(a.identifiers, b.identifiers), name: latest(a.name, b.name) }
}

/** One change of a conversation's status. */
export type StatusState = {
  conversation: string
  at: number
  to: ConversationStatus
  /** Null while no delivery has named it. */
  from: ConversationStatus | null
}

export function joinStatuses(a: StatusState, b: StatusState): StatusState {
  return {
    conversation: a.conversation,
    at: a.at,
    to: greater(a.to, b.to) ?? a.to,
    from: greater(a.from, b.from),
  }
}

export const assignmentParts = ['team', 'person', 'bot'] as const
export type AssignmentPart = (typeof assignmentParts)[number]

/** What changed of one part; the name of who has it now is null while no delivery has shown it. */
export type PartChange = { from: string | null; to: string | null; name: string | null }

/** One hand-off: all that changed in one update of a conversation. */
export type HandoffState = {
  conversation: string
  at: number
  parts: Partial<Record<AssignmentPart, PartChange>>
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
  }
}

/** What a customer answered to one survey. */
export type FeedbackState = {
  conversation: Dated<string>
  owner: Dated<string>
  channel: Dated<Channel>
  department: Dated<string | null>
  answer: Dated<{ rating: number; comment: string | null }>
  /** The earliest `updated_at` at which a rating was shown; null while only other times are known. */
  exactAt: number | null
  /** The earliest time at which a delivery that showed a rating was sent. */
  sentAt: number
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
  }
}

/** An inbox's settings, the latest that a delivery showed, without its channel. */
export type InboxState = { settings: Dated<JsonObject> }

export function joinInboxes(a: InboxState, b: InboxState): InboxState {
  return { settings: latest(a.settings, b.settings) }
}
