import { isObject } from '../../../../platform/lang/isObject.ts'
import type { Email } from '../../state/messageExtras.ts'
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts'
import { limited } from '../limited.ts'
import type { Snapshot } from '../readConversation.ts'
import { readQuotedText } from './readQuotedText.ts'

const maximumAddresses = 500

/** A list of addresses, which Chatwoot gives as a list or as one text with commas. */
export function addressesOf(value: unknown): string[] {
  const addresses = typeof value === 'string' ? splitAddresses(value) : listOf(value)
  return addresses
    .map((address) => textOf(address)?.trim() ?? null)
    .filter((address) => address !== null)
    .map((address) => limited(address, 1000))
    .slice(0, maximumAddresses)
}

/** Splits at the commas that are not between quotes; at all of them when a quote does not end. */
function splitAddresses(text: string): string[] {
  const addresses: string[] = []
  let start = 0
  let isQuoted = false
  for (let index = 0; index < text.length; index++) {
    const sign = text[index]
    if (isQuoted && sign === '\\') index++
    else if (sign === '"') isQuoted = !isQuoted
    else if (sign === ',' && !isQuoted) {
      addresses.push(text.slice(start, index))
      start = index + 1
    }
  }
  return isQuoted ? text.split(',') : [...addresses, text.slice(start)]
}

/**
 * Subject, addresses and quoted part of a message. One that came has them in `email`, one that was sent has its recipients beside it
 * and the subject of its conversation. Null when it is no e-mail or nothing is known of it.
 */
export function readEmail(attributes: JsonObject, { channel, conversation }: Snapshot): Email | null {
  const email = objectOf(attributes['email'])
  const isSent = ['to_emails', 'cc_emails', 'bcc_emails'].some(
    (name) => addressesOf(attributes[name]).length > 0,
  )
  if (channel !== 'EMAIL' && !isObject(attributes['email']) && !isSent) return null
  const { mail_subject: conversationSubject } = objectOf(conversation['additional_attributes'])
  const subject = textOf(email['subject']) ?? textOf(conversationSubject)
  const read = {
    subject: subject === null ? null : limited(subject.trim(), 1000),
    from: addressesOf(email['from']),
    to: addressesOf(email['to'] ?? attributes['to_emails']),
    cc: addressesOf(email['cc'] ?? attributes['cc_emails']),
    bcc: addressesOf(email['bcc'] ?? attributes['bcc_emails']),
  }
  const quotedText = readQuotedText(email)
  const isKnown =
    quotedText !== null ||
    read.subject !== null ||
    [read.from, read.to, read.cc, read.bcc].some((list) => list.length > 0)
  return isKnown ? { ...read, ...(quotedText !== null && { quotedText }) } : null
}
