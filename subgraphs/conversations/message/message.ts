import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import {
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
} from '../../../interactions/interaction.ts'
import { keyScopeOf } from '../../../interactions/log/keyScope.ts'
import { mayReadInternal } from '../../../interactions/visibility/visibility.ts'
import type { Verdict } from '../../../interactions/recording/interactionRecorder.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { changeOrNull, givenOr, recordedChange } from '../../../interactions/recording/recordedChange.ts'
import {
  actorFaults,
  type ActorInput,
  recordedFields,
  recordingFaults,
} from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { DeleteMessageInput, DeliveryStatus, EditMessageInput, RecordNoteInput } from '../schemaTypes.ts'
import type { OutOfTurn } from '../turn/outOfTurn.ts'
import { type Attachment, attachmentsFaults, toAttachments } from './attachment.ts'
import {
  amendedDetails,
  detailsFaults,
  type DetailsInput,
  type MessageDetails,
  toDetails,
} from './messageDetails.ts'
import { type Edit, firstRevision, isRevised, revisedBody, type RevisionMark } from './messageRevision.ts'
import { messageSummary } from './messageSummary.ts'
import type { StoredReaction } from './reaction.ts'

/** The fields of a message or note only. A deleted one keeps text and attachments for those who may audit. */
export type MessageBody = MessageDetails & {
  text: string | null
  /** Left out when the text is whole, and in messages of earlier versions. */
  textTruncated?: boolean
  attachments: Attachment[]
  /** Null for a note. */
  deliveryStatus: DeliveryStatus | null
  deleted: boolean
  editedAt: Date | null
  /** Left out while the content is what was recorded first, unless somebody had edited it by then. */
  contentRevision?: RevisionMark
  /** In the order of their times; left out while nobody has reacted. */
  reactions?: StoredReaction[]
  /** Left out unless a bot sent it without the turn that another one had. */
  outOfTurn?: OutOfTurn
}

export type MessageKind = 'MESSAGE' | 'NOTE'

type Content = Pick<RecordNoteInput, 'text' | 'textTruncated' | 'attachments'>

/** An input that records a message or a note. */
export type MessageOrNoteInput = RecordNoteInput &
  DetailsInput & { deliveryStatus?: DeliveryStatus | null; turnToken?: number | null }

/** As many as a message of Chatwoot can have. */
const maximumTextLength = 150_000
const deliveryOrder: (DeliveryStatus | null)[] = [null, 'SENT', 'DELIVERED', 'READ', 'FAILED']

export function messageFaults(input: MessageOrNoteInput, now: Date, by: Principal): UserError[] {
  // Foreign systems have empty messages, and versions of a message without the text that was recorded before.
  const mayBeEmpty =
    input.deleted === true || saysItWithoutText(input) || typeof input.source?.version === 'number'
  return [
    ...recordingFaults(input, now, by),
    ...contentFaults(input),
    ...detailsFaults(input),
    ...editorFaults('editedBy', input.editedBy),
    ...(mayBeEmpty ? [] : emptyFaults(toText(input.text) ?? null, input.attachments ?? [])),
  ]
}

export function editorFaults(field: string, editor: ActorInput | null | undefined): UserError[] {
  return editor ? actorFaults(field, editor) : []
}

export function contentFaults({ text, attachments }: Content): UserError[] {
  return [...textFaults('text', text, maximumTextLength), ...attachmentsFaults(attachments)]
}

/** Whether the details say what the message is, so that it needs neither text nor attachments. */
function saysItWithoutText({
  email,
  call,
  unsupported,
}: Pick<DetailsInput, 'email' | 'call' | 'unsupported'>): boolean {
  return Boolean(call) || unsupported === true || Boolean(email?.subject?.trim())
}

function emptyFaults(text: string | null, attachments: unknown[]): UserError[] {
  if (text !== null || attachments.length > 0) return []
  return [userError('REQUIRED', 'text', 'text: expected a text or attachments, got neither')]
}

export function messageEntry(
  kind: MessageKind,
  { turnToken: _turnToken, ...input }: MessageOrNoteInput,
  profileId: string,
  now: Date,
  by: Principal,
): NewInteraction {
  const body: MessageBody = {
    text: toText(input.text) ?? null,
    ...(input.textTruncated && { textTruncated: true }),
    attachments: toAttachments(input.attachments) ?? [],
    deliveryStatus: input.deliveryStatus ?? null,
    deleted: input.deleted ?? false,
    editedAt: input.editedAt ?? null,
    ...toDetails(input, keyScopeOf(by)),
    ...(input.editedBy && { contentRevision: firstRevision({ ...input, recordedAt: now }) }),
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
  now: Date,
  by: Principal,
): InteractionChange | null {
  const before = bodyOf<MessageBody>(current)
  const deleted = before.deleted || input.deleted === true
  const body: MessageBody = {
    ...(deleted && !isEmpty(before) ? contentOf(before) : amendedContent(before, input)),
    deliveryStatus: furthest(before.deliveryStatus, input.deliveryStatus),
    deleted,
    editedAt: givenOr(input.editedAt, before.editedAt),
    ...amendedDetails(before, input, keyScopeOf(by)),
    ...(before.reactions && { reactions: before.reactions }),
    ...(before.outOfTurn && { outOfTurn: before.outOfTurn }),
  }
  return recordedChange(current, input, {
    ...revisedBody(current, body, { ...input, recordedAt: now }),
    summary: messageSummary(kind, body),
  })
}

/** The change of an edit; a CONFLICT when the message is deleted, REQUIRED when it would be empty. */
export function editedMessage(current: Interaction, input: EditMessageInput, now: Date): Verdict {
  const before = bodyOf<MessageBody>(current)
  if (before.deleted) {
    const message = `messageId: expected a message that is not deleted, ${current.id} is`
    return { userErrors: [userError('CONFLICT', 'messageId', message)] }
  }
  const content = amendedContent(before, input)
  const { textTruncated: _truncatedBefore, ...whole } = before
  const isChanged = changeOrNull(current, { body: { ...whole, ...content } }) !== null
  const userErrors =
    isChanged && !saysItWithoutText(before) ? emptyFaults(content.text, content.attachments) : []
  if (userErrors.length > 0) return { userErrors }
  // A transcript that comes later is no edit by anybody, unless the caller says so.
  const changedAt = input.editedAt ?? (isRevised(before, { ...before, ...content }) ? now : before.editedAt)
  const { failureReason: reasonBefore, translations, ...rest } = whole
  const failureReason = givenOr(input.failureReason, reasonBefore ?? null)
  const body: MessageBody = {
    ...rest,
    ...content,
    deliveryStatus: furthest(before.deliveryStatus, input.deliveryStatus),
    editedAt: isChanged ? changedAt : before.editedAt,
    ...(failureReason !== null && { failureReason }),
    // Those of another text say something else.
    ...(translations && content.text === before.text && { translations }),
  }
  return { change: amendedByHand(current, body, { ...input, editedAt: body.editedAt, recordedAt: now }) }
}

export function deletedMessage(
  current: Interaction,
  { deletedBy }: DeleteMessageInput,
  now: Date,
): InteractionChange | null {
  const body: MessageBody = { ...bodyOf<MessageBody>(current), deleted: true }
  return amendedByHand(current, body, { editedAt: now, editedBy: deletedBy ?? null, recordedAt: now })
}

function amendedByHand(current: Interaction, body: MessageBody, edit: Edit): InteractionChange | null {
  return changeOrNull(current, {
    ...revisedBody(current, body, edit),
    summary: messageSummary('MESSAGE', body),
  })
}

/**
 * The body for a principal: text, attachments, reactions and e-mail of a deleted message are only for those who may
 * audit, hidden recipients only for those who may read what is meant for colleagues.
 */
export function readableBody(interaction: Interaction, principal: Principal): MessageBody {
  const { email, ...rest } = bodyOf<MessageBody>(interaction)
  const shown = email && { email: mayReadInternal(principal) ? email : { ...email, bcc: [] } }
  if (!hidesContent(interaction, principal)) return { ...rest, ...shown }
  return { ...rest, text: null, textTruncated: false, attachments: [], reactions: [], translations: [] }
}

/** Whether the content of a message or note, the former one too, is hidden from a principal, because it is deleted. */
export function hidesContent(interaction: Interaction, principal: Principal): boolean {
  return bodyOf<MessageBody>(interaction).deleted && !principal.scopes.includes('audit:read')
}

/** Empty are messages that were deleted before they were recorded; a later version may bring the content, for audits. */
function isEmpty({ text, attachments }: MessageBody): boolean {
  return text === null && attachments.length === 0
}

function contentOf({ text, textTruncated, attachments }: MessageBody) {
  return { text, ...(textTruncated && { textTruncated }), attachments }
}

function amendedContent(before: MessageBody, { text, textTruncated, attachments }: Content) {
  const isSameText = text === undefined || toText(text) === before.text
  const isTruncated = textTruncated ?? (isSameText && before.textTruncated)
  return {
    text: givenOr(toText(text), before.text),
    ...(isTruncated && { textTruncated: true }),
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
