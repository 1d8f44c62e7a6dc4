import { isObject } from '../../../../platform/lang/isObject.ts'
import { compactExtras, type MessageExtras } from '../../state/messageExtras.ts'
import { idOf, type JsonObject, listOf, nameOf, objectOf, textOf } from '../json.ts'
import { limited } from '../limited.ts'
import { readAttachment, readAttachmentDetails } from './readAttachment.ts'
import { readCall } from './readCall.ts'
import type { Snapshot } from '../readConversation.ts'
import { readEmail } from './readEmail.ts'
import { readEmailAuthor } from './readEmailAuthor.ts'
import { isSet } from '../isSet.ts'
import { readItems } from './readItems.ts'
import { readReferral } from './readReferral.ts'
import { readTranslations } from './readTranslations.ts'

/** What only some messages have. Nothing for a deleted one, whose attributes Chatwoot has removed. */
export function readMessageExtras(
  message: JsonObject,
  { snapshot, shownAt }: { snapshot: Snapshot; shownAt: number },
): MessageExtras {
  const attributes = objectOf(message['content_attributes'])
  if (isSet(attributes['deleted'])) return {}
  const dated = <Value>(value: Value | null) => (value === null ? undefined : { at: shownAt, value })
  const author = readEmailAuthor(message, snapshot.conversation)
  const inReplyTo = idOf(attributes['in_reply_to'])
  const translations = readTranslations(attributes)
  const storyUrl = textOf(attributes['story_url'])
  return compactExtras({
    attachments: Object.fromEntries(
      listOf(message['attachments']).flatMap((value, index) => {
        const attachment = readAttachment(value, index)
        const details = dated(readAttachmentDetails(value))
        return attachment && details ? [[attachment.key, details]] : []
      }),
    ),
    inReplyTo: dated(inReplyTo === idOf(message['id']) ? null : inReplyTo),
    failureReason: dated(failureReasonOf(attributes['external_error'])),
    email: dated(readEmail(attributes, snapshot)),
    author: author === undefined ? undefined : { at: shownAt, value: author },
    items: dated(readItems(attributes)),
    storyUrl: dated(storyUrl !== null && storyUrl.length <= 4096 ? storyUrl : null),
    referral: dated(readReferral(message)),
    translations: dated(Object.keys(translations).length > 0 ? translations : null),
    isUnsupported: isSet(attributes['is_unsupported']) ? true : undefined,
    call: readCall(message, attributes),
  })
}

/** A text, or an object with a code and a message. */
function failureReasonOf(error: unknown): string | null {
  const reason = isObject(error)
    ? [error['code'], error['title'], error['message']]
        .map(nameOf)
        .filter((part) => part !== null)
        .join(': ')
    : nameOf(error)
  return reason === null || reason === '' ? null : limited(reason, 1000)
}
