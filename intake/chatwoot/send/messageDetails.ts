import { keyOf } from '../state/chatwootObject.ts'
import { callStatuses, type MessageExtras } from '../state/messageExtras.ts'

/** The members of a RecordMessageInput that only some messages have; what there is not is left out. */
export function messageDetailsOf(
  account: string,
  { inReplyTo, failureReason, email, isUnsupported, referral, translations, call }: MessageExtras,
): Record<string, unknown> {
  return {
    ...(inReplyTo && { inReplyTo: messageReference(account, inReplyTo.value) }),
    ...(failureReason && { failureReason: failureReason.value }),
    ...(email && { email: email.value }),
    ...(isUnsupported && { unsupported: true }),
    ...(referral && { referral: referral.value }),
    ...(translations && {
      translations: Object.entries(translations.value).map(([language, text]) => ({ language, text })),
    }),
    ...(call && {
      call: { status: callStatuses[call.status] ?? null, durationSeconds: call.durationSeconds },
    }),
  }
}

/** A message of Chatwoot, as the intake records it. */
export function messageReference(account: string, id: string) {
  return { source: { system: 'chatwoot', externalId: keyOf({ kind: 'message', account, id }) } }
}
