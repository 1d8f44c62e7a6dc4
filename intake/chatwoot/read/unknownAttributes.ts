import { isObject } from '../../../platform/lang/isObject.ts'
import { listOf, objectOf } from './json.ts'

/** What Elo knows of the attributes of a message's content, whether it keeps them or not. */
const knownAttributes: ReadonlySet<string> = new Set([
  'automation_rule_id',
  'bcc_emails',
  'cc_emails',
  'data',
  'deleted',
  'email',
  'external_created_at',
  'external_echo',
  'external_error',
  'in_reply_to',
  'in_reply_to_external_id',
  'is_unsupported',
  'items',
  'referral',
  'story_id',
  'story_sender',
  'story_url',
  'submitted_email',
  'submitted_values',
  'to_emails',
  'translations',
])

/**
 * The names of those attributes of the messages in a body that Elo does not know, and therefore does not record. A name
 * that is no plain word may hold data of a person, and is left out.
 */
export function unknownAttributesIn(body: unknown): string[] {
  const message = objectOf(body)
  const conversation = isObject(message['conversation']) ? message['conversation'] : message
  const names = [message, ...listOf(conversation['messages'])].flatMap((each) =>
    Object.keys(objectOf(objectOf(each)['content_attributes'])),
  )
  return [...new Set(names)].filter((name) => !knownAttributes.has(name) && /^[a-z_]{1,60}$/iu.test(name))
}
