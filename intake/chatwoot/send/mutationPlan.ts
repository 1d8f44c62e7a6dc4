import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import { type ChatwootObject, keyOf } from '../state/chatwootObject.ts'
import type { ContactAttributes } from '../state/contactAttribute.ts'
import type { MutationName } from './graphMutations.ts'
import { messageDetailsOf, messageReference } from './messageDetails.ts'
import { contactsByAge, messageRecordOf } from './messageRecord.ts'
import {
  type AnswerState,
  type Assignee,
  assignmentParts,
  type HandoffState,
  type PartChange,
} from '../state/objectStates.ts'

/** A mutation that brings the graph up to date with an object. */
export type PlannedMutation = {
  /** Names it among the mutations of one object. It is sent again only when its fingerprint has changed. */
  name: 'identify' | 'merge' | 'record' | `attribute ${string}`
  mutation: MutationName
  input: Record<string, unknown>
  /** The key of the conversation whose id in Elo the input needs; null when it needs none. */
  conversation: string | null
  /** Of the content, without the customer: Elo uses the customer only when it records an object for the first time. */
  fingerprint: string
}

const source = 'chatwoot'
const identifiersPerCall = 20

function contactIdentifier(account: string, contact: string) {
  return { type: 'CHATWOOT_CONTACT', value: `${account}:${contact}`, verified: true }
}

function customerOf(account: string, contact: string) {
  return { identifiers: [contactIdentifier(account, contact)] }
}

function plan(
  name: PlannedMutation['name'],
  mutation: MutationName,
  input: Record<string, unknown>,
  conversation: string | null = null,
): PlannedMutation {
  const { customer: _customer, ...content } = input
  return { name, mutation, input, conversation, fingerprint: fingerprint([mutation, content]) }
}

/** One object that belonged to several contacts shows that Chatwoot merged these contacts. */
function mergeOf(account: string, contacts: Readonly<Record<string, number>>): PlannedMutation[] {
  const ids = Object.keys(contacts).sort((a, b) => Number(a) - Number(b))
  if (ids.length < 2) return []
  const names = ids.map((id) => `${account}:${id}`)
  const listed = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return [
    plan('merge', 'identifyCustomer', {
      identifiers: ids.slice(0, identifiersPerCall).map((id) => contactIdentifier(account, id)),
      source,
      reason: `Chatwoot merged contacts ${listed}`.slice(0, 1000),
    }),
  ]
}

function identifyOf({ account, id, state }: ChatwootObject & { kind: 'contact' }): PlannedMutation[] {
  const identifiers = state.identifiers.map((identifier) => {
    const blank = identifier.indexOf(' ')
    return { type: identifier.slice(0, blank), value: identifier.slice(blank + 1) }
  })
  return [
    plan('identify', 'identifyCustomer', {
      identifiers: [contactIdentifier(account, id), ...identifiers].slice(0, identifiersPerCall),
      ...(state.name && { name: state.name.value }),
      source,
      reason: `Chatwoot's contact ${account}:${id} has all of them`,
    }),
    ...attributesOf(account, id, state.attributes ?? {}),
  ]
}

/** One mutation for each attribute, so that one that has changed or is refused does not concern the others. */
function attributesOf(account: string, id: string, attributes: ContactAttributes): PlannedMutation[] {
  return Object.entries(attributes).map(([name, { at, value: attribute }]) => {
    const mutation = 'setCustomerAttributes'
    const input = {
      customer: customerOf(account, id),
      attributes: [{ name, ...attribute, setAt: new Date(at).toISOString() }],
      source,
    }
    // A value that is shown again holds since it was shown first.
    return { ...plan(`attribute ${name}`, mutation, input), fingerprint: fingerprint([mutation, attribute]) }
  })
}

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

/** The same mutation without some of its identifiers; null when none would be left. */
export function withoutIdentifiers(
  given: PlannedMutation,
  indexes: readonly number[],
): PlannedMutation | null {
  const identifiers: unknown = given.input['identifiers']
  if (!Array.isArray(identifiers)) return null
  const left: unknown[] = identifiers.filter((_identifier, index) => !indexes.includes(index))
  return left.length === 0 || left.length === identifiers.length
    ? null
    : { ...given, input: { ...given.input, identifiers: left } }
}
