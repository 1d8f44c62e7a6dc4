import { limited } from '../read/limited.ts'
import type { AttachmentDetails } from '../state/messageExtras.ts'
import type { Attachment, MessageState } from '../state/messageState.ts'

/** An attachment as it is recorded in Elo. */
export type AttachmentRecord = Omit<Attachment, 'key'> &
  Omit<AttachmentDetails, 'title'> & { transcript: string | null }

const storyTypes = ['ig_story', 'story_mention', 'story']

/** The attachments of a message, and the story that it answers. */
export function attachmentRecordsOf(
  attachments: readonly Attachment[],
  { transcripts, extras }: MessageState,
): AttachmentRecord[] {
  const records = attachments.map(({ key, ...attachment }) => {
    const details = extras?.attachments?.[key]?.value
    return {
      ...attachment,
      title: attachment.title ?? fileNameOf(attachment.url),
      ...details,
      transcript: transcripts[key]?.value ?? null,
    }
  })
  const story = extras?.storyUrl?.value
  if (story === undefined || records.some(({ type, url }) => storyTypes.includes(type) || url === story))
    return records
  const file = { url: story, mimeType: null, sizeBytes: null, title: null, transcript: null }
  return [...records, { type: 'story', ...file }].slice(0, 50)
}

/** The last part of the address when it looks like a file's name: Chatwoot names a file nowhere else. */
function fileNameOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  const name = decoded(last).trim()
  return /[^.]\.[a-z0-9]{1,10}$/iu.test(name) ? limited(name, 1000) : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // An address may have a percent sign that is none of an encoding.
    return text
  }
}
