import type { Channel } from './objectStates.ts'
import { joinExtras, type MessageExtras } from './messageExtras.ts'
import { type Dated, earliest, joinEntries, largest, latest, smallest } from './semilattice.ts'

/** The steps of delivery in their order. FAILED is the last of any message. */
export const deliveryStatuses = ['SENT', 'DELIVERED', 'READ', 'FAILED'] as const

export type Attachment = {
  /** Chatwoot's id, else the position and address. */
  key: string
  type: string
  url: string | null
  mimeType: string | null
  sizeBytes: number | null
  title: string | null
}

/** Kinds of actors of the graph that write for the business. */
export type AgentKind = 'HUMAN' | 'AI'

export type Direction = 'incoming' | 'outgoing' | 'template'

/** The first and last time at which deliveries showed something. */
export type Shown = { first: number; last: number }

/** One content of a message, and when updates and other deliveries showed it. */
export type Content = {
  text: string | null
  /** Whether the text lacks its end; left out when it does not. */
  isCut?: true
  attachments: Attachment[]
  byUpdate: Shown | null
  byOther: Shown | null
}

/** The transcript of an attachment, and whether an update showed it. */
export type Transcript = Dated<string> & { byUpdate: boolean }

/** The state of one message that deliveries have shown so far. */
export type MessageState = {
  conversation: Dated<string>
  channel: Dated<Channel>
  /** The contact of the conversation, to which a message belongs that no contact wrote. */
  owner: Dated<string>
  inbox: Dated<string> | null
  /** The responsible department at the earliest time of an observation; the value is null when there was none. */
  department: Dated<string | null>
  direction: Dated<Direction>
  isPrivate: boolean
  isSurvey: boolean
  isAutomated: boolean
  isEcho: boolean
  isDeleted: boolean
  /** The contacts that wrote it, each with the earliest time: one, or several after a merge. */
  contacts: Record<string, number>
  contactName: Dated<string> | null
  agent: Dated<{ kind: AgentKind; id: string }> | null
  agentName: Dated<string> | null
  /** When it was written: with milliseconds, and in whole seconds. */
  exactAt: number | null
  roughAt: number | null
  /** When the channel had it, by the channel's own clock. Left out when no delivery said so. */
  channelAt?: number
  /** When a delivery came whose time of writing makes no sense. Left out when there was none. */
  arrivedAt?: number
  /** By a hash of the content. */
  contents: Record<string, Content>
  /** By the key of the attachment. */
  transcripts: Record<string, Transcript>
  /** The index in `deliveryStatuses`; null when no delivery showed one. */
  delivery: number | null
  /** Left out when no delivery showed any. */
  extras?: MessageExtras
}

function joinShown(a: Shown | null, b: Shown | null): Shown | null {
  if (!a || !b) return a ?? b
  return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) }
}

function joinContent(a: Content, b: Content): Content {
  // Contents with the same hash differ at most in the addresses of their attachments.
  const { value } = latest({ at: 0, value: a.attachments }, { at: 0, value: b.attachments })
  return {
    text: a.text,
    ...((a.isCut ?? b.isCut) && { isCut: true }),
    attachments: value,
    byUpdate: joinShown(a.byUpdate, b.byUpdate),
    byOther: joinShown(a.byOther, b.byOther),
  }
}

function joinOptionalTime(
  member: 'channelAt' | 'arrivedAt',
  a: MessageState,
  b: MessageState,
): Pick<MessageState, 'channelAt' | 'arrivedAt'> {
  const time = smallest(a[member] ?? null, b[member] ?? null)
  return time === null ? {} : { [member]: time }
}

/** The transcript of an update wins over that of any other delivery, then the later one. */
function joinTranscripts(a: Transcript, b: Transcript): Transcript {
  if (a.byUpdate !== b.byUpdate) return a.byUpdate ? a : b
  return latest(a, b)
}

export function joinMessages(a: MessageState, b: MessageState): MessageState {
  return {
    conversation: earliest(a.conversation, b.conversation),
    channel: earliest(a.channel, b.channel),
    owner: earliest(a.owner, b.owner),
    inbox: earliest(a.inbox, b.inbox),
    department: earliest(a.department, b.department),
    direction: earliest(a.direction, b.direction),
    isPrivate: a.isPrivate || b.isPrivate,
    isSurvey: a.isSurvey || b.isSurvey,
    isAutomated: a.isAutomated || b.isAutomated,
    isEcho: a.isEcho || b.isEcho,
    isDeleted: a.isDeleted || b.isDeleted,
    contacts: joinEntries(a.contacts, b.contacts, Math.min),
    contactName: earliest(a.contactName, b.contactName),
    agent: earliest(a.agent, b.agent),
    agentName: earliest(a.agentName, b.agentName),
    exactAt: smallest(a.exactAt, b.exactAt),
    roughAt: smallest(a.roughAt, b.roughAt),
    ...joinOptionalTime('channelAt', a, b),
    ...joinOptionalTime('arrivedAt', a, b),
    contents: joinEntries(a.contents, b.contents, joinContent),
    transcripts: joinEntries(a.transcripts, b.transcripts, joinTranscripts),
    delivery: largest(a.delivery, b.delivery),
    ...((a.extras ?? b.extras) && { extras: joinExtras(a.extras ?? {}, b.extras ?? {}) }),
  }
}
