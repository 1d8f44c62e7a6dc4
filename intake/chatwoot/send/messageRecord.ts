import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import { keptText } from '../read/message/keptText.ts'
import { type AgentKind, type Content, deliveryStatuses, type MessageState } from '../state/messageState.ts'
import { type AttachmentRecord, attachmentRecordsOf } from './attachmentRecord.ts'

type Actor = { kind: 'CUSTOMER' | 'AUTOMATION' | AgentKind; externalId: string | null; name: string | null }

/** A message as it is recorded in Elo. Depends on nothing but its state. */
export type MessageRecord = {
  isNote: boolean
  actor: Actor
  text: string | null
  isTextCut: boolean
  attachments: AttachmentRecord[]
  deliveryStatus: (typeof deliveryStatuses)[number] | null
  isDeleted: boolean
  occurredAt: Date
  /** Whether that is only when it came, because its own time makes no sense. */
  isTimeCorrected: boolean
  editedAt: Date | null
}

/** The ids of contacts in the order of their times. */
export function contactsByAge(contacts: Readonly<Record<string, number>>): string[] {
  return Object.entries(contacts)
    .sort(([idA, atA], [idB, atB]) => atA - atB || Number(idA) - Number(idB))
    .map(([id]) => id)
}

function actorOf(state: MessageState): Actor {
  const { direction, agent } = state
  if (direction.value === 'incoming') {
    const author = state.extras?.author?.value
    if (author) return { kind: 'CUSTOMER', externalId: author.address, name: author.name ?? author.address }
    const [contact = null] = contactsByAge(state.contacts)
    return { kind: 'CUSTOMER', externalId: contact, name: state.contactName?.value ?? null }
  }
  const automation: Actor = { kind: 'AUTOMATION', externalId: null, name: null }
  if (direction.value === 'template' || state.isSurvey) return automation
  const actor = agent && {
    kind: agent.value.kind,
    externalId: agent.value.id,
    name: state.agentName?.value ?? null,
  }
  if (actor?.kind === 'AI') return actor
  if (state.isAutomated) return automation
  if (actor) return actor
  return state.isEcho ? { kind: 'HUMAN', externalId: null, name: null } : automation
}

function lastOf(content: Content): { isUpdate: boolean; at: number } {
  const { byUpdate, byOther } = content
  return byUpdate ? { isUpdate: true, at: byUpdate.last } : { isUpdate: false, at: byOther?.last ?? 0 }
}

/** Whether the first content wins: that of an update over that of any other delivery, then the later one. */
function wins(a: Content, b: Content): boolean {
  const [lastA, lastB] = [lastOf(a), lastOf(b)]
  if (lastA.isUpdate !== lastB.isUpdate) return lastA.isUpdate
  if (lastA.at !== lastB.at) return lastA.at > lastB.at
  return canonicalJson(a) > canonicalJson(b)
}

function firstShownAt({ byUpdate, byOther }: Content): number {
  return Math.min(byUpdate?.first ?? Infinity, byOther?.first ?? Infinity)
}

/** The text with what it offers to choose from, or the fields that it asks for. */
function withItems(
  content: Content | null,
  items: string | null,
): { text: string | null; isTextCut: boolean } {
  const { text = null, isCut = false } = content ?? {}
  if (text === null || items === null) return { text: text ?? items, isTextCut: isCut }
  const joined = keptText(`${text}\n${items}`)
  return { text: joined.text, isTextCut: isCut || joined.isCut }
}

/**
 * Whether the other content is the same as an earlier version of Elo read it: without the text of some e-mails, and
 * with less of a long text.
 */
function isReadLess(other: Content, content: Content | null, isEmail: boolean): boolean {
  if (!content || content.attachments.length !== other.attachments.length) return false
  if (other.text === null) return isEmail
  const isCut = other.text.length === 100_000 && other.text.endsWith('…')
  return isCut && (content.text?.startsWith(other.text.slice(0, -1)) ?? false)
}

/**
 * The channel's time counts, because Chatwoot may be late. One in whole seconds is completed by Chatwoot's, if that is of
 * the same second, so that messages of one second keep their order.
 */
function occurredAtOf({
  channelAt,
  exactAt,
  roughAt,
  arrivedAt,
}: MessageState): Pick<MessageRecord, 'occurredAt' | 'isTimeCorrected'> {
  const createdAt = exactAt ?? roughAt
  const isOfSameSecond =
    channelAt !== undefined &&
    createdAt !== null &&
    channelAt % 1000 === 0 &&
    Math.floor(createdAt / 1000) * 1000 === channelAt
  const writtenAt = isOfSameSecond ? createdAt : (channelAt ?? createdAt)
  return { occurredAt: new Date(writtenAt ?? arrivedAt ?? 0), isTimeCorrected: writtenAt === null }
}

export function messageRecordOf(state: MessageState): MessageRecord {
  const contents = Object.values(state.contents)
  const content = contents.reduce<Content | null>(
    (best, each) => (best && wins(best, each) ? best : each),
    null,
  )
  const firstAt = content ? firstShownAt(content) : 0
  const isEmail = state.extras?.email !== undefined
  const isEdited = contents.some(
    (other) => other !== content && firstShownAt(other) < firstAt && !isReadLess(other, content, isEmail),
  )
  const isNote = state.isPrivate
  const isToCustomer = state.direction.value !== 'incoming' && !isNote
  return {
    isNote,
    actor: actorOf(state),
    ...withItems(content, state.extras?.items?.value ?? null),
    attachments: attachmentRecordsOf(content?.attachments ?? [], state),
    deliveryStatus:
      isToCustomer && state.delivery !== null ? (deliveryStatuses[state.delivery] ?? null) : null,
    isDeleted: state.isDeleted,
    ...occurredAtOf(state),
    editedAt: isEdited ? new Date(firstAt) : null,
  }
}
