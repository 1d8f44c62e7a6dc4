import { isObject } from '../../../platform/lang/isObject.ts'
import { isChannelRecord } from './secretPatterns.ts'

/**
 * Where Chatwoot itself puts secrets into a body of a known event. What people and other systems write is never one of
 * these places, whatever it is called.
 */

const uuid = '[\\da-fA-F]{8}-[\\da-fA-F]{4}-[\\da-fA-F]{4}-[\\da-fA-F]{4}-[\\da-fA-F]{12}'

/** The forms in which Chatwoot generates tokens: the uuid of a conversation, and 24 characters without 0, O, I and l. */
export const generatedToken = new RegExp(
  `${uuid}|(?<![A-Za-z0-9])[1-9A-HJ-NP-Za-km-z]{24}(?![A-Za-z0-9])`,
  'gu',
)

/**
 * The uuid of a conversation in the ids of Chatwoot's e-mails and in its addresses for replies. It is the token of the
 * survey link, too.
 */
export const mailedUuid = new RegExp(
  `(\\bconversations?/|\\breply\\+)(${uuid})(?=(?:/messages/\\d+)?@)`,
  'giu',
)

/** The fields with ids and addresses of e-mails. */
export const mailFields: ReadonlySet<string> = new Set([
  'source_id',
  'message_id',
  'in_reply_to',
  'in_reply_to_external_id',
  'references',
  'from',
  'to',
  'cc',
  'bcc',
  'reply_to',
  'to_emails',
  'cc_emails',
  'bcc_emails',
])

/** Fields with names that the business, its customers or other systems choose. */
const freelyNamed: ReadonlySet<string> = new Set([
  'custom_attributes',
  'additional_attributes',
  'submitted_values',
  'event_info',
])

/** Whether people choose the names of the fields inside this field, so that a name says nothing of the value. */
export function hasFreeNames(field: string): boolean {
  return freelyNamed.has(field)
}

const secretField =
  /(?:token|secret|password|hmac|identifier_hash|(?:api|access|private|secret|signing)[_-]?key|provider[_-]?config|otp_backup_code)s?$/iu

/** Whether Chatwoot fills this field of an object of its own with a secret. */
export function isSecretField(field: string, value: unknown): boolean {
  return isChannelRecord(field, value) || secretField.test(field)
}

const structuralField =
  /^(?:event|id|identifier|phone_number|email|type|status|timestamp)$|_(?:id|ids|type|at|since)$/u

/** Whether a field has no text but an event's name, an id, a time or an identifier, which must stay as it is. */
export function isStructural(field: string): boolean {
  return structuralField.test(field)
}

/** Whether an object is Chatwoot's own message with a link to a survey. A customer's message is incoming. */
export function isSurveyMessage(value: unknown): boolean {
  if (!isObject(value) || value['content_type'] !== 'input_csat') return false
  return !['incoming', '0'].includes(String(value['message_type']))
}

/** The fields of a message that have its text. */
export function isMessageText(field: string): boolean {
  return field === 'content' || field === 'processed_message_content'
}
