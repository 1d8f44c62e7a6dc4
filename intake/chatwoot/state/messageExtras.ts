import { type Dated, earliest, joinEntries, largest, latest } from './semilattice.ts'

/** Statuses of a call in their order; those that end it are the last ones. */
export const callStatuses = [
  'RINGING',
  'IN_PROGRESS',
  'NO_ANSWER',
  'CANCELED',
  'BUSY',
  'REJECTED',
  'FAILED',
  'COMPLETED',
] as const

/** What an attachment of a few kinds has besides its address: a place, a contact card. */
export type AttachmentDetails = {
  title?: string
  latitude?: number
  longitude?: number
  phones?: string[]
}

export type Email = {
  subject: string | null
  from: string[]
  to: string[]
  cc: string[]
  bcc: string[]
  /** Left out when there is none. */
  quotedText?: string
}

/** Somebody else than the contact who wrote an e-mail. */
export type EmailAuthor = { address: string; name: string | null }

/** The ad, post or link through which the customer came. */
export type Referral = {
  sourceType: string | null
  sourceUrl: string | null
  externalId: string | null
  headline: string | null
  body: string | null
  mediaUrl: string | null
  ref: string | null
  clickId: string | null
}

/**
 * What only some messages have. What no delivery has shown is left out, so that the states of other messages, and those
 * that earlier versions have stored, have none of it.
 */
export type MessageExtras = {
  /** By the key of the attachment. */
  attachments?: Record<string, Dated<AttachmentDetails>>
  /** Chatwoot's id of the message that it answers. */
  inReplyTo?: Dated<string>
  failureReason?: Dated<string>
  email?: Dated<Email>
  /** Null when the contact wrote the e-mail. */
  author?: Dated<EmailAuthor | null>
  /** The choices, cards or fields that the message offers, one for each line. */
  items?: Dated<string>
  /** The story that it answers. */
  storyUrl?: Dated<string>
  isUnsupported?: true
  referral?: Dated<Referral>
  /** By their languages. */
  translations?: Dated<Record<string, string>>
  /** `status` is the index in `callStatuses`; -1 when no delivery showed one. */
  call?: { status: number; durationSeconds: number | null }
}

function joinOptional<Value>(
  a: Value | undefined,
  b: Value | undefined,
  join: (a: Value, b: Value) => Value,
): Value | undefined {
  return a === undefined || b === undefined ? (a ?? b) : join(a, b)
}

/** The extras without those that are undefined. */
export function compactExtras(extras: {
  [Member in keyof MessageExtras]: MessageExtras[Member] | undefined
}): MessageExtras {
  const {
    attachments,
    inReplyTo,
    failureReason,
    email,
    author,
    items,
    storyUrl,
    isUnsupported,
    referral,
    translations,
    call,
  } = extras
  return {
    ...(attachments && Object.keys(attachments).length > 0 && { attachments }),
    ...(inReplyTo && { inReplyTo }),
    ...(failureReason && { failureReason }),
    ...(email && { email }),
    ...(author && { author }),
    ...(items && { items }),
    ...(storyUrl && { storyUrl }),
    ...(isUnsupported && { isUnsupported }),
    ...(referral && { referral }),
    ...(translations && { translations }),
    ...(call && { call }),
  }
}

function joinLatest<Value>(a: Dated<Value> | undefined, b: Dated<Value> | undefined) {
  return joinOptional(a, b, (x, y) => latest(x, y))
}

export function joinExtras(a: MessageExtras, b: MessageExtras): MessageExtras {
  return compactExtras({
    attachments: joinOptional(a.attachments, b.attachments, (x, y) =>
      joinEntries(x, y, (one, other) => latest(one, other)),
    ),
    inReplyTo: joinLatest(a.inReplyTo, b.inReplyTo),
    failureReason: joinLatest(a.failureReason, b.failureReason),
    email: joinLatest(a.email, b.email),
    // The address of the contact may change later, and was the author's when the e-mail came.
    author: joinOptional(a.author, b.author, (x, y) => earliest(x, y)),
    items: joinLatest(a.items, b.items),
    storyUrl: joinLatest(a.storyUrl, b.storyUrl),
    isUnsupported: a.isUnsupported ?? b.isUnsupported,
    referral: joinLatest(a.referral, b.referral),
    translations: joinLatest(a.translations, b.translations),
    call: joinOptional(a.call, b.call, (x, y) => ({
      status: Math.max(x.status, y.status),
      durationSeconds: largest(x.durationSeconds, y.durationSeconds),
    })),
  })
}
