import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import { newId } from '../../../platform/lang/ids.ts'
import {
  countFaults,
  timeFaults,
  jsonFaults,
  nameFaults,
} from '../../../interactions/recording/inputFaults.ts'
import type { ConversationPlace } from '../../../interactions/visibility/conversationPlaceStore.ts'
import type { Channel, NewInteraction } from '../../../interactions/interaction.ts'
import { keyScopeOf } from '../../../interactions/log/keyScope.ts'
import { type Matter, toMatter } from '../../../interactions/matter.ts'
import { toJsonText } from '../../../platform/lang/jsonText.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { departmentFaults, recordingFaults } from '../../../interactions/recording/recordingInput.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import type { ConversationPriority, ConversationStatus, RecordConversationInput } from '../schemaTypes.ts'
import { type Assignment, assignmentFaults, toAssignment } from './assignment.ts'

export const openStatuses: ConversationStatus[] = ['OPEN', 'PENDING', 'SNOOZED']

/** The observed state of a conversation. For each member the value that was observed last counts. */
export type ConversationState = Assignment & {
  channel: Channel
  inbox: string | null
  status: ConversationStatus
  /** In alphabetical order, each once. */
  labels: string[]
  priority: ConversationPriority | null
  snoozedUntil: Date | null
  /** A foreign value, as JSON. */
  customAttributes: string | null
  /** That of its interactions that name none themselves. */
  matter: Matter | null
}

/** A thread between the customer and the business on one channel. */
export type Conversation = ConversationState & {
  id: string
  /** The profile for which it was opened; never rewritten. */
  profileId: string
  createdAt: Date
  /** The time of its latest interaction; null when it has none. */
  activityAt: Date | null
  /** The scope of source and keys; null when there is neither. */
  keyScope: string | null
  source: { system: string; externalId: string } | null
  idempotencyKeys: string[]
  /** When the value of each member was observed; a member that was never observed is left out. */
  observed: Record<string, Date>
  /** Grows with every write. */
  revision: number
  /** When its content was erased; left out when it was not. */
  erasedAt?: Date
}

/** A part of the state, as it was at a time. */
export type Observation = {
  state: Partial<ConversationState>
  at: Date
  /** Whether it replaces an observation of the same time; otherwise the greater value counts, in whatever order. */
  isLatest: boolean
}

const maximumLabels = 100
const maximumLabelLength = 64

/** The department of its interactions that have none themselves; null when there is none. */
export function departmentOf({ team }: Pick<Conversation, 'team'>): string | null {
  return team?.name ?? null
}

/** What decides who may see it. */
export function placeOf(conversation: Conversation): ConversationPlace {
  return { profileId: conversation.profileId, department: departmentOf(conversation) }
}

/** The time of its latest interaction, or when it began if it has none. */
export function lastActivityOf({ createdAt, activityAt }: Conversation): Date {
  return later(createdAt, activityAt)
}

export function later(time: Date, other: Date | null): Date {
  return other && other > time ? other : time
}

function earlier(time: Date, other: Date): Date {
  return other < time ? other : time
}

export function conversationFaults(input: RecordConversationInput, now: Date, by: Principal): UserError[] {
  return [
    ...recordingFaults(input, now, by),
    ...departmentFaults(['assignment', 'team', 'name'], input.assignment?.team?.name, by),
    ...assignmentFaults('assignment', input.assignment),
    ...countFaults('labels', input.labels, maximumLabels),
    ...(input.labels ?? []).flatMap((label, index) =>
      nameFaults(['labels', String(index)], label, maximumLabelLength),
    ),
    ...jsonFaults('customAttributes', input.customAttributes),
    ...timeFaults('createdAt', input.createdAt, now),
    ...timeFaults('observedAt', input.observedAt, now),
  ]
}

/** A conversation with the default state. */
export function newConversation(
  profileId: string,
  channel: Channel,
  createdAt: Date,
  fields: Partial<Conversation> = {},
): Conversation {
  return {
    id: newId('cnv'),
    profileId,
    channel,
    inbox: null,
    status: 'OPEN',
    team: null,
    person: null,
    bot: null,
    labels: [],
    priority: null,
    snoozedUntil: null,
    customAttributes: null,
    matter: null,
    createdAt,
    activityAt: null,
    keyScope: null,
    source: null,
    idempotencyKeys: [],
    observed: {},
    revision: 1,
    ...fields,
  }
}

/** The conversation that an input opens. */
export function recordedConversation(
  input: RecordConversationInput,
  profileId: string,
  now: Date,
  by: Principal,
): Conversation {
  const { source } = input
  const opened = newConversation(profileId, input.channel, beganAt(input, now), {
    keyScope: source || input.idempotencyKey ? keyScopeOf(by) : null,
    source: source ? { system: source.system, externalId: source.externalId } : null,
    idempotencyKeys: input.idempotencyKey ? [input.idempotencyKey] : [],
  })
  return { ...opened, ...observe(opened, observationOf(input, now)) }
}

/** The conversation after an input; null when the input changes nothing. */
export function withRecorded(
  conversation: Conversation,
  input: RecordConversationInput,
  now: Date,
): Conversation | null {
  const createdAt = earlier(conversation.createdAt, beganAt(input, now))
  const observed = observe(conversation, observationOf(input, now))
  return observed || createdAt < conversation.createdAt ? { ...conversation, ...observed, createdAt } : null
}

/** A conversation whose state was observed at a time had begun by then. */
function beganAt({ createdAt, observedAt }: RecordConversationInput, now: Date): Date {
  return createdAt ?? observedAt ?? now
}

function observationOf(input: RecordConversationInput, now: Date): Observation {
  const { channel, inbox, status, labels, priority, snoozedUntil, customAttributes } = input
  const matter = toMatter(input.matter)
  return {
    at: input.observedAt ?? now,
    isLatest: !input.observedAt,
    state: {
      channel,
      ...(inbox && { inbox }),
      ...(status && { status }),
      ...toAssignment(input.assignment),
      ...(labels !== undefined && { labels: [...new Set(labels)].sort() }),
      ...(priority !== undefined && { priority }),
      ...(snoozedUntil !== undefined && { snoozedUntil }),
      ...(customAttributes !== undefined && { customAttributes: toJsonText(customAttributes) }),
      ...(matter !== undefined && { matter }),
    },
  }
}

/**
 * The state after an observation: each member that it gives, unless a later observation gave that member. So the order
 * in which observations are recorded has no effect. Null when no member changes.
 */
export function observe(
  conversation: Conversation,
  { state, at, isLatest }: Observation,
): (ConversationState & Pick<Conversation, 'observed'>) | null {
  const known = new Map<string, unknown>(Object.entries(conversation))
  const counting = Object.entries(state).filter(([member, value]) => {
    const knownAt = conversation.observed[member]
    if (!knownAt || at > knownAt) return true
    if (at < knownAt) return false
    const [given, current] = [orderOf(value), orderOf(known.get(member))]
    return isLatest ? given !== current : given > current
  })
  if (counting.length === 0) return null
  return {
    ...conversation,
    ...Object.fromEntries(counting),
    observed: { ...conversation.observed, ...Object.fromEntries(counting.map(([member]) => [member, at])) },
  }
}

function orderOf(value: unknown): string {
  return value === null ? '' : canonicalJson(value)
}

/** The conversation after an interaction at a time. */
export function withActivity(conversation: Conversation, at: Date): Conversation {
  return { ...conversation, activityAt: later(at, conversation.activityAt) }
}

/**
 * An interaction of a conversation, with the conversation's channel, inbox, department and matter where it has none
 * itself. An entry whose input says that it is about no matter keeps that.
 */
export function inConversation(entry: NewInteraction, conversation: Conversation): NewInteraction {
  const { id, channel, inbox, matter } = conversation
  return {
    ...(matter && { matter }),
    ...entry,
    conversationId: id,
    channel: entry.channel ?? channel,
    inbox: entry.inbox ?? inbox,
    department: entry.department ?? departmentOf(conversation),
  }
}
