import type { Channel } from './objectStates.ts'
import { type Dated, earliest, joinEntries, largest, latest, smallest } from './semilattice.ts'

/** How far a message got, in the order in which it moves; `failed` ends it. */
export const deliveryStatuses = ['SENT', 'DELIVERED', 'READ', 'FAILED'] as const

export type Attachment = {
  /** Chatwoot's id of it, or what else tells it from its neighbours. */
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

/** When something was shown first and last. */
export type Shown = { first: number; last: number }

/** One content that a message had, and when updates and other deliveries showed it. */
export type Content = {
  text: string | null
  attachments: Attachment[]
  byUpdate: Shown | null
  byOther: Shown | null
}

/** What is said in an attachment, and whether it was an update that said so. */
export type Transcript = Dated<string> & { byUpdate: boolean }

/** Everything that deliveries have said about one message so far. */
export type MessageState = {
  conversation: Dated<string>
  channel: Dated<Channel>
  /** The contact of the conversation, to whom belongs what no contact wrote. */
  owner: Dated<string>
  inbox: Dated<string> | null
  /** The department responsible at the earliest time the message was seen; a null value when there was none. */
  department: Dated<string | null>
  direction: Dated<Direction>
  isPrivate: boolean
  isSurvey: boolean
  isAutomated: boolean
  isEcho: boolean
  isDeleted: boolean
  /** Contacts that wrote it, by id: one, or several after a merge. */
  contacts: Record<string, number>
  contactName: Dated<string> | null
  agent: Dated<{ kind: AgentKind; id: string }> | null
  agentName: Dated<string> | null
  /** When it was said, by a time that may carry milliseconds, and by one in whole seconds. */
  exactAt: number | null
  roughAt: number | null
  /** By a hash of the content. */
  contents: Record<string, Content>
  /** What is said in an attachment, by its key. */
  transcripts: Record<string, Transcript>
  /** Index into `deliveryStatuses`; null when none was shown. */
  delivery: number | null
}

function joinShown(a: Shown | null, b: Shown | null): Shown | null {
  if (!a || !b) return a ?? b
  return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) }
}

function joinContent(a: Content, b: Content): Content {
  // Contents of one hash differ at most in where their attachments can be fetched.
  const { value } = latest({ at: 0, value: a.attachments }, { at: 0, value: b.attachments })
  return {
    text: a.text,
    attachments: value,
    byUpdate: joinShown(a.byUpdate, b.byUpdate),
    byOther: joinShown(a.byOther, b.byOther),
  }
}

/** What an update said counts before what anything else said, then the later. */
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
    contents: joinEntries(a.contents, b.contents, joinContent),
    transcripts: joinEntries(a.transcripts, b.transcripts, joinTranscripts),
    delivery: largest(a.delivery, b.delivery),
  }
}
