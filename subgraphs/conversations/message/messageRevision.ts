import {
  type Actor,
  bodyOf,
  type Interaction,
  type InteractionChange,
} from '../../../interactions/interaction.ts'
import { type ActorInput, toActor } from '../../../interactions/recording/recordingInput.ts'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import type { Attachment } from './attachment.ts'

/** What a body has of its present revision, once there were others. */
export type RevisionMark = {
  /** 1 for the content that was recorded first. The log's revision is another number, which every amendment raises. */
  number: number
  editedAt: Date | null
  editedBy: Actor | null
  recordedAt: Date
}

type Content = { text: string | null; attachments: Attachment[]; deleted: boolean }

/** The content of a message or note at one time. */
export type MessageRevision = RevisionMark & Content

/** The members of the body of a message or note that this is about. */
type RevisedBody = Content & {
  editedAt: Date | null
  contentRevision?: RevisionMark
}

/** The time and the author of a change of a content, if the caller gives them, and when Elo recorded it. */
export type Edit = { editedAt?: Date | null; editedBy?: ActorInput | null; recordedAt: Date }

/**
 * The revision that an interaction shows. Elo kept no revisions of what was edited before it had them: then the present
 * one is the first.
 */
export function presentRevision(interaction: Interaction): MessageRevision {
  const { text, attachments, deleted, editedAt, contentRevision } = bodyOf<RevisedBody>(interaction)
  const mark = contentRevision ?? { number: 1, editedAt, editedBy: null, recordedAt: interaction.recordedAt }
  return { ...mark, text, attachments, deleted }
}

/**
 * The body of an amendment with the number of its revision, and the revision that it replaces. Another text, other
 * attachments and a deletion make a revision. A deletion is final, so a deleted message gets no further ones.
 */
export function revisedBody(
  current: Interaction,
  body: RevisedBody,
  edit: Edit,
): Pick<InteractionChange, 'body' | 'replaced'> {
  const before = presentRevision(current)
  const { contentRevision } = bodyOf<RevisedBody>(current)
  if (!isRevised(before, body)) return { body: { ...body, ...(contentRevision && { contentRevision }) } }
  return {
    body: { ...body, contentRevision: markOf(before.number + 1, edit) },
    replaced: { number: before.number, content: before },
  }
}

/** Whether a content is another revision than the one before. */
export function isRevised(before: Content, content: Content): boolean {
  return !before.deleted && contentKey(before) !== contentKey(content)
}

/** The mark of what is recorded first, for a content that somebody had edited by then. */
export function firstRevision(edit: Edit): RevisionMark {
  return markOf(1, edit)
}

function markOf(number: number, { editedAt = null, editedBy, recordedAt }: Edit): RevisionMark {
  return { number, editedAt, editedBy: editedBy ? toActor(editedBy) : null, recordedAt }
}

/** What distinguishes a content from the next one. */
function contentKey({ text, attachments, deleted }: Content): string {
  return canonicalJson({ text, attachments: attachments.map(withoutLearned), deleted })
}

/** An attachment without what is learned of it later: a transcript, its type and size, another signature in its URL. */
function withoutLearned({
  transcript: _transcript,
  mimeType: _mimeType,
  sizeBytes: _sizeBytes,
  url,
  ...rest
}: Attachment) {
  return { ...rest, url: url?.split('?', 1)[0] ?? null }
}
