import { countFaults, idFaults, nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import { sourceFaults } from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type Referral, referralFaults, toReferral } from './referral.ts'
import { type Translation, translationsFaults } from './translation.ts'
import type {
  CallStatus,
  EmailDetailsInput,
  MessageReferenceInput,
  RecordMessageInput,
} from '../schemaTypes.ts'

/** Another message: by its id, or by the foreign record from which it is recorded, now or later. */
export type MessageReference = { id: string } | { keyScope: string; system: string; externalId: string }

export type EmailDetails = {
  subject: string | null
  from: string[]
  to: string[]
  cc: string[]
  bcc: string[]
  /** Left out when there is none, and in messages of earlier versions. */
  quotedText?: string
}

export type Call = { status: CallStatus | null; durationSeconds: number | null }

/** What only some messages have. What a message does not have is left out, as in messages of earlier versions. */
export type MessageDetails = {
  inReplyTo?: MessageReference
  failureReason?: string
  email?: EmailDetails
  call?: Call
  unsupported?: boolean
  referral?: Referral
  /** Of the present text. */
  translations?: Translation[]
}

export type DetailsInput = Pick<
  RecordMessageInput,
  'inReplyTo' | 'failureReason' | 'email' | 'call' | 'unsupported' | 'referral' | 'translations'
>

const maximumAddresses = 500
const maximumQuotedLength = 150_000
const addressLists = ['from', 'to', 'cc', 'bcc'] as const

export function failureReasonFaults({ failureReason }: Pick<DetailsInput, 'failureReason'>): UserError[] {
  return nameFaults('failureReason', failureReason, 1_000)
}

export function detailsFaults({
  inReplyTo,
  email,
  call,
  referral,
  translations,
  ...rest
}: DetailsInput): UserError[] {
  return [
    ...failureReasonFaults(rest),
    ...(inReplyTo ? referenceFaults('inReplyTo', inReplyTo) : []),
    ...(email ? emailFaults(email) : []),
    ...durationFaults(call?.durationSeconds),
    ...(referral ? referralFaults(referral) : []),
    ...translationsFaults(translations ?? []),
  ]
}

/** REQUIRED or INVALID_VALUE unless there is exactly one of id and source; the faults of the one that is given. */
export function referenceFaults(field: string, { id, source }: MessageReferenceInput): UserError[] {
  const given = [id, source].filter((each) => each !== null && each !== undefined).length
  if (given !== 1) {
    const message = `${field}: expected exactly one of id and source, got ${given === 0 ? 'neither' : 'both'}`
    return [userError(given === 0 ? 'REQUIRED' : 'INVALID_VALUE', field, message)]
  }
  return [
    ...idFaults([field, 'id'], 'int', id),
    ...sourceFaults(source).map((fault) => ({ ...fault, field: [field, ...(fault.field ?? [])] })),
  ]
}

function emailFaults(email: EmailDetailsInput): UserError[] {
  return [
    ...textFaults(['email', 'subject'], email.subject, 1_000),
    ...textFaults(['email', 'quotedText'], email.quotedText, maximumQuotedLength),
    ...addressLists.flatMap((list) => [
      ...countFaults(['email', list], email[list], maximumAddresses),
      ...(email[list] ?? []).flatMap((address, index) =>
        nameFaults(['email', list, String(index)], address, 1_000),
      ),
    ]),
  ]
}

function durationFaults(durationSeconds: number | null | undefined): UserError[] {
  if (typeof durationSeconds !== 'number' || durationSeconds >= 0) return []
  const field = ['call', 'durationSeconds']
  return [userError('INVALID_VALUE', field, `${field.join('.')}: expected 0 or more, got ${durationSeconds}`)]
}

/** The details that an input gives. `keyScope` is that of its caller, whose sources it may name. */
export function toDetails(
  { inReplyTo, failureReason, email, call, unsupported, referral, translations }: DetailsInput,
  keyScope: string,
): MessageDetails {
  const reference = inReplyTo && toReference(inReplyTo, keyScope)
  return {
    ...(reference && { inReplyTo: reference }),
    ...(typeof failureReason === 'string' && { failureReason }),
    ...(email && { email: toEmail(email) }),
    ...(call && { call: { status: call.status ?? null, durationSeconds: call.durationSeconds ?? null } }),
    ...(unsupported === true && { unsupported }),
    ...(referral && { referral: toReferral(referral) }),
    ...(translations && translations.length > 0 && { translations }),
  }
}

/** The details after a later input: what it gives replaces what was there, null takes it away. */
export function amendedDetails(
  before: MessageDetails,
  input: DetailsInput,
  keyScope: string,
): MessageDetails {
  const { inReplyTo, failureReason, email, call, unsupported, referral, translations } = before
  return {
    ...(inReplyTo && input.inReplyTo !== null && { inReplyTo }),
    ...(failureReason !== undefined && input.failureReason !== null && { failureReason }),
    ...(email && input.email !== null && { email }),
    ...(call && input.call !== null && { call }),
    ...(unsupported && typeof input.unsupported !== 'boolean' && { unsupported }),
    ...(referral && input.referral !== null && { referral }),
    ...(translations && input.translations === undefined && { translations }),
    ...toDetails(input, keyScope),
  }
}

function toReference({ id, source }: MessageReferenceInput, keyScope: string): MessageReference | null {
  if (typeof id === 'string') return { id }
  return source ? { keyScope, system: source.system, externalId: source.externalId } : null
}

function toEmail({ subject, from, to, cc, bcc, quotedText }: EmailDetailsInput): EmailDetails {
  return {
    subject: subject?.trim() === '' ? null : (subject ?? null),
    from: from ?? [],
    to: to ?? [],
    cc: cc ?? [],
    bcc: bcc ?? [],
    ...(quotedText && quotedText.trim() !== '' && { quotedText }),
  }
}
