import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import type { CustomerInput } from '../../../interactions/recording/identityClient.ts'
import { newId } from '../../../platform/lang/ids.ts'
import {
  countFaults,
  futureFaults,
  jsonFaults,
  nameFaults,
} from '../../../interactions/recording/inputFaults.ts'
import type { Channel, NewInteraction } from '../../../interactions/interaction.ts'
import { keyScopeOf } from '../../../interactions/keyScope.ts'
import { toJsonText } from '../../../platform/lang/jsonText.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { recordingFaults, type SourceInput } from '../../../interactions/recording/recordingInput.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { type Assignment, assignmentFaults, type AssignmentInput, toAssignment } from './assignment.ts'

export type ConversationStatus = 'OPEN' | 'PENDING' | 'SNOOZED' | 'RESOLVED'
export const openStatuses: ConversationStatus[] = ['OPEN', 'PENDING', 'SNOOZED']

/** What is observed of a conversation from time to time. Of two observations of one member the later counts. */
export type ConversationState = Assignment & {
  channel: Channel
  inbox: string | null
  status: ConversationStatus
  /** In alphabetical order, each once. */
  labels: string[]
  priority: 'LOW' | 'MEDIUM' | 'HIGH' | 'URGENT' | null
  snoozedUntil: Date | null
  /** A foreign value, as JSON. */
  customAttributes: string | null
}

/** A thread between the customer and the business on one channel. */
export type Conversation = ConversationState & {
  id: string
  /** Whose it was when it was opened; never rewritten. */
  profileId: string
  createdAt: Date
  /** When something was last said or done in it; null when nothing was. */
  activityAt: Date | null
  /** Whose the source and the keys are; null where there is neither. */
  keyScope: string | null
  source: { system: string; externalId: string } | null
  idempotencyKeys: string[]
  /** Of what time the value of each observed member is; one that was never observed has none. */
  observed: Record<string, Date>
  /** Grows with every write. */
  revision: number
}

/** Some of the state, as it was at a time. */
export type Observation = {
  state: Partial<ConversationState>
  at: Date
  /** Whether it counts against another of the very same time; otherwise the greater value does, whoever came first. */
  isLatest: boolean
}

/** RecordConversationInput of the schema. */
export type RecordConversationInput = {
  customer: CustomerInput
  channel: Channel
  inbox?: string | null
  status?: ConversationStatus | null
  assignment?: AssignmentInput | null
  labels?: string[] | null
  priority?: ConversationState['priority']
  snoozedUntil?: Date | null
  customAttributes?: unknown
  createdAt?: Date | null
  observedAt?: Date | null
  source?: SourceInput | null
  idempotencyKey?: string | null
}

/** ConversationFilter of the schema. */
export type ConversationFilter = { statuses?: ConversationStatus[] | null; channels?: Channel[] | null }

const maximumLabels = 100
const maximumLabelLength = 64

/** When something was last said or done in it; when it began, as long as nothing was. */
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
    ...assignmentFaults('assignment', input.assignment),
    ...countFaults('labels', input.labels, maximumLabels),
    ...(input.labels ?? []).flatMap((label, index) =>
      nameFaults(['labels', String(index)], label, maximumLabelLength),
    ),
    ...jsonFaults('customAttributes', input.customAttributes),
    ...futureFaults('createdAt', input.createdAt, now),
    ...futureFaults('observedAt', input.observedAt, now),
  ]
}

/** A conversation of which nothing is known but whose it is, where and since when. */
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

/** The conversation that an input opens when there is none yet. */
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

/** The conversation with what an input says of it; null when that tells nothing new. */
export function withRecorded(
  conversation: Conversation,
  input: RecordConversationInput,
  now: Date,
): Conversation | null {
  const createdAt = earlier(conversation.createdAt, beganAt(input, now))
  const observed = observe(conversation, observationOf(input, now))
  return observed || createdAt < conversation.createdAt ? { ...conversation, ...observed, createdAt } : null
}

/** Whoever saw its state at a time knows that it had begun by then. */
function beganAt({ createdAt, observedAt }: RecordConversationInput, now: Date): Date {
  return createdAt ?? observedAt ?? now
}

function observationOf(input: RecordConversationInput, now: Date): Observation {
  const { channel, inbox, status, labels, priority, snoozedUntil, customAttributes } = input
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
    },
  }
}

/**
 * What an observation makes of the state: each member it gives, unless a later observation gave another. So
 * observations may come in any order. Null when nothing is later than what is known.
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

/** The conversation with something that was done in it at a time. */
export function withActivity(conversation: Conversation, at: Date): Conversation {
  return { ...conversation, activityAt: later(at, conversation.activityAt) }
}

/** What an interaction takes over from its conversation where it does not say it itself. */
export function inConversation(
  entry: NewInteraction,
  { id, channel, inbox, team }: Conversation,
): NewInteraction {
  return {
    ...entry,
    conversationId: id,
    channel: entry.channel ?? channel,
    inbox: entry.inbox ?? inbox,
    department: entry.department ?? team?.name ?? null,
  }
}
