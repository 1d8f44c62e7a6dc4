import { fingerprint } from '../../../../platform/lang/canonicalJson.ts'
import type { ChatwootObject } from '../../state/chatwootObject.ts'
import { isObject } from '../../../../platform/lang/isObject.ts'
import { isSet } from '../isSet.ts'
import { idOf, isNonsenseTime, type JsonObject, listOf, objectOf, textOf, timeOf } from '../json.ts'
import { limited } from '../limited.ts'
import { limitedName } from '../limitedName.ts'
import {
  type AgentKind,
  deliveryStatuses,
  type Direction,
  type MessageState,
} from '../../state/messageState.ts'
import { kindOf, NotUnderstoodError, required } from '../notUnderstoodError.ts'
import { keptText } from './keptText.ts'
import { readAttachment } from './readAttachment.ts'
import type { Snapshot } from '../readConversation.ts'
import { readAnswer } from './readItems.ts'
import { readMessageExtras } from './readMessageExtras.ts'
import { readText } from './readText.ts'
import { writtenAt } from './writtenAt.ts'

/** Where a delivery shows a message: as its updated object, as its created object, or inside a conversation. */
export type Place = 'update' | 'creation' | 'conversation'

const directions: Readonly<Record<string, Direction | 'activity'>> = {
  incoming: 'incoming',
  outgoing: 'outgoing',
  template: 'template',
  activity: 'activity',
  0: 'incoming',
  1: 'outgoing',
  2: 'activity',
  3: 'template',
}

const senderTypes: Readonly<Record<string, 'contact' | AgentKind>> = {
  contact: 'contact',
  Contact: 'contact',
  user: 'HUMAN',
  User: 'HUMAN',
  agent_bot: 'AI',
  AgentBot: 'AI',
  captain_assistant: 'AI',
  'Captain::Assistant': 'AI',
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, key: unknown): Value | null {
  const name = typeof key === 'number' ? String(key) : key
  return typeof name === 'string' && Object.hasOwn(table, name) ? (table[name] ?? null) : null
}

type Sender = { type: 'contact' | AgentKind; id: string; name: string | null }

/** The author. In a message event a contact has no type; inside a conversation the type may be beside the sender. */
function senderOf(message: JsonObject): Sender | null {
  const sender = message['sender']
  if (isObject(sender)) {
    const id = idOf(sender['id'])
    const type = lookUp(senderTypes, sender['type'] ?? message['sender_type'] ?? 'contact')
    return id === null || type === null
      ? null
      : { type, id, name: limitedName(textOf(sender['name'])?.trim()) }
  }
  const id = idOf(message['sender_id'])
  const type = lookUp(senderTypes, message['sender_type'])
  return id === null || type === null ? null : { type, id, name: null }
}

/**
 * The observation of a message, and of the answer to a survey or question if it has one. Nothing for an activity, which Chatwoot
 * itself writes. The time of the observation is the message's own `updated_at` if the body has it, else the time of the
 * body. Throws a NotUnderstoodError.
 */
export function readMessage(
  message: JsonObject,
  {
    place,
    snapshot,
    updatedAt,
    sentAt,
  }: { place: Place; snapshot: Snapshot; /** As the body gives it. */ updatedAt: unknown; sentAt: number },
): ChatwootObject[] {
  const { account, key: conversation, seenAt, latestAt } = snapshot
  const ownUpdatedAt = timeOf(updatedAt, latestAt)?.ms ?? null
  const answeredAt = {
    exactAt: ownUpdatedAt,
    sentAt,
    ...(isNonsenseTime(updatedAt, latestAt) && ({ hasNonsenseTime: true } as const)),
  }
  const id = required(idOf(message['id']), 'id', "a message's id", message['id'])
  const direction = lookUp(directions, message['message_type'])
  if (direction === null) {
    throw new NotUnderstoodError(
      `message_type: expected incoming, outgoing or template, got ${kindOf(message['message_type'])}`,
    )
  }
  if (direction === 'activity') return []
  const written = writtenAt(message, snapshot)
  const attributes = objectOf(message['content_attributes'])
  const { campaign_id: campaignId } = objectOf(message['additional_attributes'])
  const isSurvey = message['content_type'] === 'input_csat'
  const isDeleted = isSet(attributes['deleted'])
  const sender = senderOf(message)
  const shownAt = ownUpdatedAt ?? seenAt
  const isByAgent = sender !== null && sender.type !== 'contact'
  const name = sender?.name ?? null

  const attachments = listOf(message['attachments'])
    .map(readAttachment)
    .filter((attachment) => attachment !== null)
    .slice(0, 50)
  const content = readText(message['content'], attributes)
  const text = (isSurvey ? content?.text.trim() : content?.text) ?? null
  const shown = { first: shownAt, last: shownAt }
  const contentKey = fingerprint([text, attachments.map(({ key, type }) => [key, type])])
  const extras = readMessageExtras(message, { snapshot, shownAt })
  // Chatwoot gives a reason only to what failed, and the status not in every body.
  const statusName = message['status'] ?? (extras.failureReason ? 'failed' : null)
  const status = deliveryStatuses.findIndex((each) => each.toLowerCase() === statusName)

  const owner = { at: seenAt, value: snapshot.owner }
  const department = { at: seenAt, value: snapshot.department }
  const channel = { at: seenAt, value: snapshot.channel }
  const state: MessageState = {
    conversation: { at: seenAt, value: conversation },
    channel,
    owner,
    inbox: snapshot.inbox === null ? null : { at: seenAt, value: snapshot.inbox },
    department,
    direction: { at: seenAt, value: direction },
    isPrivate: message['private'] === true,
    isSurvey,
    isAutomated: isSet(attributes['automation_rule_id']) || isSet(campaignId),
    isEcho: isSet(attributes['external_echo']),
    isDeleted,
    contacts: sender?.type === 'contact' ? { [sender.id]: shownAt } : {},
    contactName: sender?.type === 'contact' && name !== null ? { at: shownAt, value: name } : null,
    agent:
      sender !== null && sender.type !== 'contact'
        ? { at: shownAt, value: { kind: sender.type, id: sender.id } }
        : null,
    agentName: isByAgent && name !== null ? { at: shownAt, value: name } : null,
    ...written,
    // The text of a deleted message is Chatwoot's, not the author's.
    contents: isDeleted
      ? {}
      : {
          [contentKey]: {
            text,
            ...(content?.isCut && { isCut: true }),
            attachments,
            byUpdate: place === 'update' ? shown : null,
            byOther: place === 'update' ? null : shown,
          },
        },
    transcripts: Object.fromEntries(
      listOf(message['attachments']).flatMap((value, index) => {
        const transcript = textOf(objectOf(value)['transcribed_text'])
        const attachment = readAttachment(value, index)
        return transcript === null || !attachment
          ? []
          : [
              [
                attachment.key,
                { at: shownAt, value: keptText(transcript).text, byUpdate: place === 'update' },
              ],
            ]
      }),
    ),
    delivery: status === -1 ? null : status,
    ...(Object.keys(extras).length > 0 && { extras }),
  }
  const objects: ChatwootObject[] = [{ kind: 'message', account, id, state }]

  const answer = isDeleted ? null : readAnswer(attributes)
  if (answer !== null) {
    const { sender: contact } = objectOf(snapshot.conversation['meta'])
    const { id: contactId, name: contactName } = objectOf(contact)
    const ownerName = idOf(contactId) === snapshot.owner ? limitedName(textOf(contactName)?.trim()) : null
    objects.push({
      kind: 'answer',
      account,
      id,
      state: {
        conversation: state.conversation,
        owner,
        ownerName: ownerName ? { at: shownAt, value: ownerName } : null,
        channel,
        inbox: state.inbox,
        department,
        answer: { at: shownAt, sentAt, value: answer },
        ...answeredAt,
      },
    })
  }

  const response = objectOf(attributes['submitted_values'])['csat_survey_response']
  if (isObject(response)) {
    const rating = Number(response['rating'] ?? Number.NaN)
    if (!Number.isInteger(rating) || rating < 1 || rating > 5)
      throw new NotUnderstoodError(
        `csat_survey_response.rating: expected 1 to 5, got ${kindOf(response['rating'])}`,
      )
    const comment = textOf(response['feedback_message'])
    objects.push({
      kind: 'feedback',
      account,
      id,
      state: {
        conversation: state.conversation,
        owner,
        channel,
        department,
        answer: {
          at: shownAt,
          // A second answer after another message changes no time in the body, so the time of sending orders them.
          sentAt,
          value: { rating, comment: comment === null ? null : limited(comment, 10_000) },
        },
        ...answeredAt,
      },
    })
  }
  return objects
}
