import { summarize } from '../../../interactions/interaction.ts'
import type { CallStatus } from '../schemaTypes.ts'
import { type Attachment, attachmentSummary } from './attachment.ts'
import type { Call, MessageDetails } from './messageDetails.ts'

const callWords: Record<CallStatus, string> = {
  RINGING: 'ringing',
  IN_PROGRESS: 'in progress',
  COMPLETED: 'completed',
  NO_ANSWER: 'not answered',
  BUSY: 'busy',
  REJECTED: 'rejected',
  CANCELED: 'canceled',
  FAILED: 'failed',
}

/**
 * What a person can use: the text, or without one the subject and the attachments, e.g. `[audio] Can I pay by card?`;
 * neither when it is deleted. A call says how it ended, because its text is always the same.
 */
export function messageSummary(
  kind: 'MESSAGE' | 'NOTE',
  {
    text,
    attachments,
    deleted,
    email,
    call,
    unsupported,
  }: MessageDetails & { text: string | null; attachments: Attachment[]; deleted: boolean },
): string {
  const word = kind.toLowerCase()
  if (deleted) return `${kind.charAt(0)}${word.slice(1)} deleted`
  if (call) return callSummary(call)
  if (text !== null) return summarize(text)
  const parts = [...(email?.subject ? [email.subject] : []), ...attachments.map(attachmentSummary)]
  if (parts.length > 0) return summarize(parts.join(' '))
  return `${unsupported ? 'Unsupported' : 'Empty'} ${word}`
}

/** The status and the duration, e.g. `Call completed, 2:05`. */
function callSummary({ status, durationSeconds }: Call): string {
  const call = status === null ? 'Call' : `Call ${callWords[status]}`
  if (durationSeconds === null) return call
  const seconds = String(durationSeconds % 60).padStart(2, '0')
  return `${call}, ${Math.floor(durationSeconds / 60)}:${seconds}`
}
