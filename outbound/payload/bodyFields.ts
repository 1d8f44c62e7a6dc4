import type { Interaction, InteractionKind } from '../../interactions/interaction.ts'
import { mayReadInternal } from '../../interactions/visibility/visibility.ts'
import { fromJsonText } from '../../platform/lang/jsonText.ts'
import { isObject } from '../../platform/lang/isObject.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { actorFields, listOf, members, type Members } from './members.ts'

/**
 * The fields of an interaction that its kind has, by the names of the graph and with the values that the graph gives a
 * principal, not yet masked. Of a deleted message nothing is given, even to those who may audit.
 *
 * Left out are `revisions`, `inReplyTo`, `supersedes`, `supersededBy` and `emailRecipients`, which name or repeat other
 * things: read them by the interaction's id.
 */
export function bodyFields({ kind, body }: Interaction, principal: Principal): Members {
  return isObject(body) ? fieldsOf[kind](body, principal) : {}
}

const fieldsOf: Readonly<Record<InteractionKind, (body: Members, principal: Principal) => Members>> = {
  MESSAGE: (body, principal) => ({
    ...contentFields(body),
    ...members(body, ['deliveryStatus', 'failureReason']),
    unsupported: body['unsupported'] === true,
    email: body['deleted'] === true ? null : emailFields(body['email'], principal),
    call: isObject(body['call']) ? members(body['call'], ['status', 'durationSeconds']) : null,
    referral: isObject(body['referral']) ? members(body['referral'], referralMembers) : null,
    translations: contentList(body, 'translations').map((each) => members(each, ['language', 'text'])),
    reactions: contentList(body, 'reactions')
      .filter(({ emoji }) => typeof emoji === 'string')
      .map(({ emoji, actor, reactedAt }) => ({ emoji, actor: actorFields(actor), reactedAt })),
    outOfTurn: isObject(body['outOfTurn'])
      ? {
          heldBy: actorFields(body['outOfTurn']['heldBy']),
          ...members(body['outOfTurn'], ['token', 'since']),
        }
      : null,
  }),
  NOTE: contentFields,
  ACTION: (body) => ({
    ...members(body, ['type', 'name', 'status']),
    amount: moneyFields(body['amount']),
    ...members(body, ['externalReference']),
    details: fromJsonText(typeof body['details'] === 'string' ? body['details'] : null),
  }),
  COMMITMENT: (body) => ({
    ...members(body, ['commitmentKind', 'state']),
    terms: isObject(body['terms'])
      ? {
          amount: moneyFields(body['terms']['amount']),
          ...members(body['terms'], ['percent', 'date', 'text']),
        }
      : null,
    ...members(body, ['dueAt', 'stateChangedAt']),
    stateChangedBy: actorFields(body['stateChangedBy']),
    ...members(body, ['stateReason']),
    approvedBy: actorFields(body['approvedBy']),
  }),
  FEEDBACK: (body) => ({
    ...members(body, ['metric', 'rating', 'comment']),
    agent: actorFields(body['agent']),
  }),
  HANDOFF: (body) => ({
    from: assignmentFields(body['from']),
    to: assignmentFields(body['to']),
    changed: listOf(body['changed']).map((part) => String(part).toUpperCase()),
    ...members(body, ['reason']),
  }),
  STATUS: (body) => members(body, ['from', 'to']),
  IDENTITY: (body) => ({
    ...members(body, ['change']),
    profiles: listOf(body['customers'])
      .flatMap(listOf)
      .map((id) => ({ id: String(id).replace(/^cus_/u, 'pro_') })),
  }),
}

const referralMembers = [
  'sourceType',
  'sourceUrl',
  'externalId',
  'headline',
  'body',
  'mediaUrl',
  'ref',
  'clickId',
] as const

const attachmentMembers = [
  'type',
  'url',
  'mimeType',
  'sizeBytes',
  'transcript',
  'title',
  'latitude',
  'longitude',
] as const

/** What messages and notes share. */
function contentFields(body: Members): Members {
  const isDeleted = body['deleted'] === true
  return {
    text: isDeleted ? null : (body['text'] ?? null),
    textTruncated: !isDeleted && body['textTruncated'] === true,
    attachments: contentList(body, 'attachments').map((attachment) => ({
      ...members(attachment, attachmentMembers),
      phones: listOf(attachment['phones']),
    })),
    deleted: isDeleted,
    ...members(body, ['editedAt']),
  }
}

/** A list of objects that a deleted message does not show. */
function contentList(body: Members, name: string): Members[] {
  return body['deleted'] === true ? [] : listOf(body[name]).filter(isObject)
}

function emailFields(email: unknown, principal: Principal): Members | null {
  if (!isObject(email)) return null
  return {
    ...members(email, ['subject', 'from', 'to', 'cc']),
    bcc: mayReadInternal(principal) ? listOf(email['bcc']) : [],
    ...members(email, ['quotedText']),
  }
}

function moneyFields(money: unknown): Members | null {
  return isObject(money) ? members(money, ['amount', 'currency']) : null
}

function assignmentFields(assignment: unknown): Members {
  const assignee = (part: string) => {
    const given = isObject(assignment) ? assignment[part] : null
    return isObject(given) ? { externalId: given['id'] ?? null, ...members(given, ['name']) } : null
  }
  return { team: assignee('team'), person: assignee('person'), bot: assignee('bot') }
}
