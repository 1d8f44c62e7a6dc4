import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import {
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
  summarize,
} from '../../../interactions/interaction.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { givenOr, recordedChange } from '../../../interactions/recording/recordedChange.ts'
import { recordedFields, recordingFaults } from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import {
  type Assignment,
  assignmentFaults,
  type AssignmentPart,
  assignmentParts,
  givenParts,
  toAssignment,
  withStoredNames,
} from './assignment.ts'
import type { HandOffConversationInput } from '../schemaTypes.ts'
import { type Conversation, inConversation } from './conversation.ts'

/** The fields of a hand-off only. In `from` and `to` the parts that are not in `changed` are null. */
export type HandoffBody = {
  from: Assignment
  to: Assignment
  changed: AssignmentPart[]
  reason: string | null
}

const maximumReasonLength = 1_000
const noAssignment: Assignment = { team: null, person: null, bot: null }

export function handoffFaults(input: HandOffConversationInput, now: Date, by: Principal): UserError[] {
  const isEmpty = givenParts(input.to).length === 0
  return [
    ...recordingFaults(input, now, by),
    ...(isEmpty ? [userError('REQUIRED', 'to', 'to: expected a team, a person or a bot, got none')] : []),
    ...assignmentFaults('to', input.to),
    ...assignmentFaults('from', input.from),
    ...textFaults('reason', input.reason, maximumReasonLength),
  ]
}

export function handoffEntry(
  input: HandOffConversationInput,
  conversation: Conversation,
  now: Date,
  by: Principal,
): NewInteraction {
  const changed = givenParts(input.to)
  const storedInput = {
    ...input,
    to: withStoredNames(input.to),
    ...(input.from && { from: withStoredNames(input.from) }),
  }
  const fields = recordedFields(storedInput, now, by)
  const known = knownBefore(conversation, changed, fields.occurredAt)
  const body: HandoffBody = {
    from: { ...known, ...only(changed, toAssignment(input.from)) },
    to: { ...noAssignment, ...toAssignment(input.to) },
    changed,
    reason: input.reason ?? null,
  }
  return inConversation(
    {
      ...fields,
      department: body.to.team?.name ?? null,
      profileId: conversation.profileId,
      kind: 'HANDOFF',
      visibility: 'INTERNAL',
      summary: handoffSummary(body),
      body,
    },
    conversation,
  )
}

/** The amendment by a later version of the same hand-off. */
export function amendedHandoff(
  current: Interaction,
  input: HandOffConversationInput,
): InteractionChange | null {
  const before = bodyOf<HandoffBody>(current)
  const changed = givenParts(input.to)
  const body: HandoffBody = {
    from: { ...noAssignment, ...only(changed, { ...before.from, ...toAssignment(input.from) }) },
    to: { ...noAssignment, ...toAssignment(input.to) },
    changed,
    reason: givenOr(input.reason, before.reason),
  }
  return recordedChange(current, input, {
    body,
    summary: handoffSummary(body),
    ...(body.to.team?.name && { department: body.to.team.name }),
  })
}

/** The assignment of the conversation before this time; null for a part that was changed later. */
function knownBefore(conversation: Conversation, parts: AssignmentPart[], at: Date): Assignment {
  const known = parts.filter((part) => !isLater(conversation.observed[part], at))
  return { ...noAssignment, ...only(known, conversation) }
}

function isLater(time: Date | undefined, at: Date): boolean {
  return time !== undefined && time > at
}

function only(parts: AssignmentPart[], assignment: Partial<Assignment>): Partial<Assignment> {
  return Object.fromEntries(
    parts.flatMap((part) => (assignment[part] === undefined ? [] : [[part, assignment[part]]])),
  )
}

/** E.g. `Handed off to team sales, person Ana, no bot`. */
function handoffSummary({ to, changed }: HandoffBody): string {
  const parts = assignmentParts
    .filter((part) => changed.includes(part))
    .map((part) => (to[part] ? `${part} ${to[part].name ?? to[part].id}` : `no ${part}`))
  return summarize(`Handed off to ${parts.join(', ')}`)
}
