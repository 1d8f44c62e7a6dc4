import { type MailAddress, mailAddressOf } from '../../../platform/lang/mailAddress.ts'
import type { EmailRecipientKind } from '../schemaTypes.ts'
import type { EmailDetails } from './messageDetails.ts'

export type EmailRecipient = MailAddress & { kind: EmailRecipientKind }

/** Everybody who got the e-mail; null for a message that is none, or whose e-mail the reader may not see. */
export function emailRecipientsOf(email: EmailDetails | undefined): EmailRecipient[] | null {
  if (!email) return null
  const listed = [
    ['TO', email.to],
    ['CC', email.cc],
    ['BCC', email.bcc],
  ] as const
  return listed.flatMap(([kind, addresses]) =>
    addresses.map((address) => ({ kind, ...mailAddressOf(address) })),
  )
}
