import { countFaults, nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { AttachmentInput } from '../schemaTypes.ts'

/** A file, place or card that came with a message. The members that a few kinds have are left out by the others. */
export type Attachment = {
  type: string
  url: string | null
  mimeType: string | null
  sizeBytes: number | null
  transcript: string | null
  title: string | null
  latitude?: number
  longitude?: number
  phones?: string[]
}

const maximumAttachments = 50
const maximumTranscriptLength = 150_000
const maximumPhones = 20

export function attachmentsFaults(attachments: AttachmentInput[] | null | undefined): UserError[] {
  return [
    ...countFaults('attachments', attachments, maximumAttachments),
    ...(attachments ?? []).flatMap((attachment, index) => attachmentFaults(attachment, String(index))),
  ]
}

function attachmentFaults(
  { type, url, mimeType, transcript, title, phones, ...place }: AttachmentInput,
  index: string,
): UserError[] {
  const at = (member: string) => ['attachments', index, member]
  return [
    ...nameFaults(at('type'), type, 64),
    ...textFaults(at('url'), url, 4_096),
    ...textFaults(at('mimeType'), mimeType, 255),
    ...textFaults(at('transcript'), transcript, maximumTranscriptLength),
    ...textFaults(at('title'), title, 1_000),
    ...placeFaults(at, place),
    ...countFaults(at('phones'), phones, maximumPhones),
    ...(phones ?? []).flatMap((phone, position) => nameFaults([...at('phones'), String(position)], phone)),
  ]
}

function placeFaults(
  at: (member: string) => string[],
  { latitude, longitude }: Pick<AttachmentInput, 'latitude' | 'longitude'>,
): UserError[] {
  return [
    ...degreeFaults(at('latitude'), latitude, { limit: 90, other: longitude }),
    ...degreeFaults(at('longitude'), longitude, { limit: 180, other: latitude }),
  ]
}

function degreeFaults(
  field: string[],
  degrees: number | null | undefined,
  { limit, other }: { limit: number; other: number | null | undefined },
): UserError[] {
  const expected = `${field.join('.')}: expected a number from -${limit} to ${limit}`
  if (typeof degrees !== 'number')
    return typeof other === 'number' ? [userError('REQUIRED', field, `${expected}, got none`)] : []
  return Math.abs(degrees) <= limit ? [] : [userError('INVALID_VALUE', field, `${expected}, got ${degrees}`)]
}

export function toAttachments(
  attachments: AttachmentInput[] | null | undefined,
): Attachment[] | null | undefined {
  return attachments?.map(
    ({ type, url, mimeType, sizeBytes, transcript, title, latitude, longitude, phones }) => ({
      type,
      url: url ?? null,
      mimeType: mimeType ?? null,
      sizeBytes: sizeBytes ?? null,
      transcript: transcript ?? null,
      title: title ?? null,
      ...(typeof latitude === 'number' && { latitude }),
      ...(typeof longitude === 'number' && { longitude }),
      ...(phones && phones.length > 0 && { phones }),
    }),
  )
}

/** The attachment in a summary, e.g. `[audio] Can I pay by card?` or `[contact] João Silva +5521999990000`. */
export function attachmentSummary({
  type,
  transcript,
  title,
  latitude,
  longitude,
  phones = [],
}: Attachment): string {
  const place = latitude === undefined || longitude === undefined ? null : `${latitude}, ${longitude}`
  const numbers = phones.filter((phone) => phone !== title).join(' ')
  return `[${type}] ${transcript ?? [title ?? place ?? '', numbers].join(' ').trim()}`
}
