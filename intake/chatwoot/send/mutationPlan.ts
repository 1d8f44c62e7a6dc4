import { type ChatwootObject, keyOf } from '../state/chatwootObject.ts'
import { identifyOf, mergeOf } from './contactPlan.ts'
import { customerOf, plan, type PlannedMutation, source } from './plannedMutation.ts'
import { messageDetailsOf, messageReference } from './messageDetails.ts'
import { contactsByAge, messageRecordOf } from './messageRecord.ts'
import {
  type AnswerState,
  type Assignee,
  assignmentParts,
  type HandoffState,
  type PartChange,
} from '../state/objectStates.ts'

function recordConversationOf(object: ChatwootObject & { kind: 'conversation' }): PlannedMutation[] {
  const { account, id, state } = object
  const [owner] = contactsByAge(state.contacts)
  if (owner === undefined) return []
  const { at, value: fields } = state.fields
  return [
    ...mergeOf(account, state.contacts),
    plan('record', 'recordConversation', {
      customer: customerOf(account, owner),
      channel: state.channel.value,
      ...(state.inbox && { inbox: state.inbox.value }),
      ...(fields.status && { status: fields.status }),
      assignment: {
        team: assigneeOf(fields.team),
        person: assigneeOf(fields.person),
        bot: assigneeOf(fields.bot),
      },
      labels: fields.labels,
      priority: fields.priority,
      snoozedUntil: fields.snoozedUntil === null ? null : new Date(fields.snoozedUntil).toISOString(),
      customAttributes: Object.keys(fields.customAttributes).length === 0 ? null : fields.customAttributes,
      ...(state.createdAt !== null && { createdAt: new Date(state.createdAt).toISOString() }),
      ...(at > 0 && { observedAt: new Date(at).toISOString() }),
      source: { system: source, externalId: `${account}:${id}` },
    }),
  ]
}

function assigneeOf(assignee: Assignee | null): { externalId: string; name: string | null } | null {
  return assignee && { externalId: assignee.id, name: assignee.name }
}

function changedPartsOf(
  state: HandoffState,
  partOf: (change: PartChange) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    assignmentParts.flatMap((part) => {
      const change = state.parts[part]
      return change ? [[part, partOf(change)]] : []
    }),
  )
}

function recordMessageOf({ account, id, state }: ChatwootObject & { kind: 'message' }): PlannedMutation[] {
  const record = messageRecordOf(state)
  const [writer] = contactsByAge(state.contacts)
  const owner = (state.direction.value === 'incoming' ? writer : undefined) ?? state.owner.value
  return [
    ...mergeOf(account, state.contacts),
    plan(
      'record',
      record.isNote ? 'recordNote' : 'recordMessage',
      {
        customer: customerOf(account, owner),
        channel: state.channel.value,
        actor: record.actor,
        text: record.text,
        ...(record.isTextCut && { textTruncated: true }),
        attachments: record.attachments,
        ...(record.deliveryStatus && { deliveryStatus: record.deliveryStatus }),
        ...(!record.isNote && messageDetailsOf(account, state.extras ?? {})),
        deleted: record.isDeleted,
        occurredAt: record.occurredAt.toISOString(),
        ...(record.isTimeCorrected && corrected),
        editedAt: record.editedAt?.toISOString() ?? null,
        ...(state.inbox && { inbox: state.inbox.value }),
        ...(state.department.value !== null && { department: state.department.value }),
        ...messageReference(account, id),
      },
      state.conversation.value,
    ),
  ]
}

/** Says that the time of an interaction is not the one that Chatwoot gave. */
const corrected = { occurredAtCorrected: true }

/** When an answer or a rating was given; the time of sending when the message's own is missing or makes no sense. */
function answeredAtOf({
  exactAt,
  sentAt,
  hasNonsenseTime,
}: Pick<AnswerState, 'exactAt' | 'sentAt' | 'hasNonsenseTime'>): Record<string, unknown> {
  return {
    occurredAt: new Date(exactAt ?? sentAt).toISOString(),
    ...(exactAt === null && hasNonsenseTime && corrected),
  }
}

/** The answer is a message of the customer. Chatwoot shows it in the question only. */
function recordAnswerOf({ account, id, state }: ChatwootObject & { kind: 'answer' }): PlannedMutation[] {
  const owner = state.owner.value
  return [
    plan(
      'record',
      'recordMessage',
      {
        customer: customerOf(account, owner),
        channel: state.channel.value,
        actor: { kind: 'CUSTOMER', externalId: owner, name: state.ownerName?.value ?? null },
        text: state.answer.value,
        inReplyTo: messageReference(account, id),
        ...answeredAtOf(state),
        ...(state.inbox && { inbox: state.inbox.value }),
        ...(state.department.value !== null && { department: state.department.value }),
        source: { system: source, externalId: keyOf({ kind: 'answer', account, id }) },
      },
      state.conversation.value,
    ),
  ]
}

/** The mutations that an object needs, in the order of sending. Depends on nothing but the object. */
export function planMutations(object: ChatwootObject): PlannedMutation[] {
  const { account, id } = object
  const externalId = keyOf(object)
  switch (object.kind) {
    case 'contact':
      return identifyOf(object)
    case 'conversation':
      return recordConversationOf(object)
    case 'message':
      return recordMessageOf(object)
    case 'status': {
      const { to, from, at, conversation } = object.state
      return [
        plan(
          'record',
          'changeConversationStatus',
          {
            to,
            ...(from && { from }),
            occurredAt: new Date(at).toISOString(),
            ...(object.state.isCorrected && corrected),
            source: { system: source, externalId },
          },
          conversation,
        ),
      ]
    }
    case 'handoff': {
      const { state } = object
      return [
        plan(
          'record',
          'handOffConversation',
          {
            from: changedPartsOf(state, ({ from }) => (from === null ? null : { externalId: from })),
            to: changedPartsOf(state, ({ to, name }) => (to === null ? null : { externalId: to, name })),
            occurredAt: new Date(state.at).toISOString(),
            ...(state.isCorrected && corrected),
            source: { system: source, externalId },
          },
          state.conversation,
        ),
      ]
    }
    case 'feedback': {
      const { state } = object
      return [
        plan(
          'record',
          'recordFeedback',
          {
            customer: customerOf(account, state.owner.value),
            metric: 'CSAT',
            rating: state.answer.value.rating,
            comment: state.answer.value.comment,
            channel: state.channel.value,
            ...(state.department.value !== null && { department: state.department.value }),
            ...answeredAtOf(state),
            source: { system: source, externalId: `feedback:${account}:${id}` },
          },
          state.conversation.value,
        ),
      ]
    }
    case 'answer':
      return recordAnswerOf(object)
    case 'inbox':
      return []
  }
}
