import { countFaults, nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import {
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
  summarize,
} from '../../../interactions/interaction.ts'
import type { Verdict } from '../../../interactions/recording/interactionRecorder.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { changeOrNull, givenOr, recordedChange } from '../../../interactions/recording/recordedChange.ts'
import { recordedFields, recordingFaults } from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { AttachmentInput, DeliveryStatus, EditMessageInput, RecordNoteInput } from '../schemaTypes.ts'

/** A file, place or card that came with a message. */
export type Attachment = {
  type: string
  url: string | null
  mimeType: string | null
  sizeBytes: number | null
  transcript: string | null
  title: string | null
}

/** The fields of a message or note only. A deleted one keeps text and attachments for those who may audit. */
export type MessageBody = {
  text: string | null
  attachments: Attachment[]
  /** Null for a note. */
  deliveryStatus: DeliveryStatus | null
  deleted: boolean
  editedAt: Date | null
}

export type MessageKind = 'MESSAGE' | 'NOTE'

type Content = Pick<RecordNoteInput, 'text' | 'attachments'>

/** An input that records a message or a note. */
export type MessageOrNoteInput = RecordNoteInput & { deliveryStatus?: DeliveryStatus | null }

const maximumTextLength = 100_000
const maximumAttachments = 50
const deliveryOrder: (DeliveryStatus | null)[] = [null, 'SENT', 'DELIVERED', 'READ', 'FAILED']

export function messageFaults(input: MessageOrNoteInput, now: Date, by: Principal): UserError[] {
  // Foreign systems have empty messages, and versions of a message without the text that was recorded before.
  const mayBeEmpty = input.deleted === true || typeof input.source?.version === 'number'
  return [
    ...recordingFaults(input, now, by),
    ...contentFaults(input),
    ...(mayBeEmpty ? [] : emptyFaults(toText(input.text) ?? null, input.attachments ?? [])),
  ]
}

export function contentFaults({ text, attachments }: Content): UserError[] {
  return [
    ...textFaults('text', text, maximumTextLength),
    ...countFaults('attachments', attachments, maximumAttachments),
    ...(attachments ?? []).flatMap((attachment, index) => attachmentFaults(attachment, String(index))),
  ]
}

function attachmentFaults(
  { type, url, mimeType, transcript, title }: AttachmentInput,
  index: string,
): UserError[] {
  const at = (member: string) => ['attachments', index, member]
  return [
    ...nameFaults(at('type'), type, 64),
    ...textFaults(at('url'), url, 4_096),
    ...textFaults(at('mimeType'), mimeType, 255),
    ...textFaults(at('transcript'), transcript, maximumTextLength),
    ...textFaults(at('title'), title, 1_000),
  ]
}

function emptyFaults(text: string | null, attachments: unknown[]): UserError[] {
  if (text !== null || attachments.length > 0) return []
  return [userError('REQUIRED', 'text', 'text: expected a text or attachments, got neither')]
}

export function messageEntry(
  kind: MessageKind,
  input: MessageOrNoteInput,
  profileId: string,
  now: Date,
  by: Principal,
): NewInteraction {
  const body: MessageBody = {
    text: toText(input.text) ?? null,
    attachments: toAttachments(input.attachments) ?? [],
    deliveryStatus: input.deliveryStatus ?? null,
    deleted: input.deleted ?? false,
    editedAt: input.editedAt ?? null,
  }
  return {
    ...recordedFields(input, now, by),
    profileId,
    kind,
    visibility: kind === 'NOTE' ? 'INTERNAL' : 'PUBLIC',
    summary: messageSummary(kind, body),
    body,
  }
}

/** The amendment by a later version of the same record. A deletion is final. */
export function amendedMessage(
  kind: MessageKind,
  current: Interaction,
  input: MessageOrNoteInput,
): InteractionChange | null {
  const before = bodyOf<MessageBody>(current)
  const deleted = before.deleted || input.deleted === true
  const body: MessageBody = {
    ...(deleted && !isEmpty(before) ? contentOf(before) : amendedContent(before, input)),
    deliveryStatus: furthest(before.deliveryStatus, input.deliveryStatus),
    deleted,
    editedAt: givenOr(input.editedAt, before.editedAt),
  }
  return recordedChange(current, input, { body, summary: messageSummary(kind, body) })
}

/** The change of an edit; a CONFLICT when the message is deleted, REQUIRED when it would be empty. */
export function editedMessage(current: Interaction, input: EditMessageInput, now: Date): Verdict {
  const before = bodyOf<MessageBody>(current)
  if (before.deleted) {
    const message = `messageId: expected a message that is not deleted, ${current.id} is`
    return { userErrors: [userError('CONFLICT', 'messageId', message)] }
  }
  const content = amendedContent(before, input)
  const isChanged = changeOrNull(current, { body: { ...before, ...content } }) !== null
  const userErrors = isChanged ? emptyFaults(content.text, content.attachments) : []
  if (userErrors.length > 0) return { userErrors }
  const body: MessageBody = {
    ...before,
    ...content,
    deliveryStatus: furthest(before.deliveryStatus, input.deliveryStatus),
    editedAt: isChanged ? (input.editedAt ?? now) : before.editedAt,
  }
  return { change: changeOrNull(current, { body, summary: messageSummary('MESSAGE', body) }) }
}

export function deletedMessage(current: Interaction): InteractionChange | null {
  const body: MessageBody = { ...bodyOf<MessageBody>(current), deleted: true }
  return changeOrNull(current, { body, summary: messageSummary('MESSAGE', body) })
}

/** The body for a principal: text and attachments of a deleted message are only for those who may audit. */
export function readableBody(interaction: Interaction, principal: Principal): MessageBody {
  const body = bodyOf<MessageBody>(interaction)
  if (!body.deleted || principal.scopes.includes('audit:read')) return body
  return { ...body, text: null, attachments: [] }
}

/** Empty are messages that were deleted before they were recorded; a later version may bring the content, for audits. */
function isEmpty({ text, attachments }: MessageBody): boolean {
  return text === null && attachments.length === 0
}

function contentOf({ text, attachments }: MessageBody) {
  return { text, attachments }
}

function amendedContent(before: MessageBody, { text, attachments }: Content) {
  return {
    text: givenOr(toText(text), before.text),
    attachments: givenOr(toAttachments(attachments), before.attachments) ?? [],
  }
}

/** The delivery status only moves forward; FAILED is final. */
function furthest(
  current: DeliveryStatus | null,
  given: DeliveryStatus | null | undefined,
): DeliveryStatus | null {
  return deliveryOrder.indexOf(given ?? null) > deliveryOrder.indexOf(current) ? (given ?? null) : current
}

/** A blank text counts as no text. */
function toText(text: string | null | undefined): string | null | undefined {
  return text?.trim() === '' ? null : text
}

function toAttachments(attachments: AttachmentInput[] | null | undefined): Attachment[] | null | undefined {
  return (
    attachments &&
    attachments.map(({ type, url, mimeType, sizeBytes, transcript, title }) => ({
      type,
      url: url ?? null,
      mimeType: mimeType ?? null,
      sizeBytes: sizeBytes ?? null,
      transcript: transcript ?? null,
      title: title ?? null,
    }))
  )
}

/** The text, or without one the attachments, e.g. `[audio] Can I pay by card?`; neither when it is deleted. */
function messageSummary(kind: MessageKind, { text, attachments, deleted }: MessageBody): string {
  const word = kind.toLowerCase()
  if (deleted) return `${kind.charAt(0)}${word.slice(1)} deleted`
  if (text !== null) return summarize(text)
  if (attachments.length === 0) return `Empty ${word}`
  return summarize(
    attachments.map(({ type, transcript, title }) => `[${type}] ${transcript ?? title ?? ''}`).join(' '),
  )
}
