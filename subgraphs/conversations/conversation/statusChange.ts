import {
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
} from '../../../interactions/interaction.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { recordedChange } from '../../../interactions/recording/recordedChange.ts'
import { recordedFields, type RecordingInput } from '../../../interactions/recording/recordingInput.ts'
import {
  type Conversation,
  type ConversationState,
  type ConversationStatus,
  inConversation,
} from './conversation.ts'

/** What only a change of status has; `from` is null when it is not known. */
export type StatusChangeBody = { from: ConversationStatus | null; to: ConversationStatus }

/** ChangeConversationStatusInput of the schema. */
export type ChangeStatusInput = RecordingInput & {
  conversationId: string
  to: ConversationStatus
  from?: ConversationStatus | null
  snoozedUntil?: Date | null
}

/** Null when the conversation has that status already and nothing says that this is a change of its own. */
export function statusChangeEntry(
  input: ChangeStatusInput,
  conversation: Conversation,
  now: Date,
  by: Principal,
): NewInteraction | null {
  if (!input.source && !input.idempotencyKey && conversation.status === input.to) return null
  const fields = recordedFields(input, now, by)
  const body = bodyAfter(input, knownBefore(conversation, fields.occurredAt))
  return inConversation(
    {
      ...fields,
      profileId: conversation.profileId,
      kind: 'STATUS',
      visibility: 'PUBLIC',
      summary: statusSummary(body),
      body,
    },
    conversation,
  )
}

/** What a later version of the same change amends. */
export function amendedStatusChange(
  current: Interaction,
  input: ChangeStatusInput,
): InteractionChange | null {
  const body = bodyAfter(input, bodyOf<StatusChangeBody>(current).from)
  return recordedChange(current, input, { body, summary: statusSummary(body) })
}

/** Who says that it changed, when we know the new status already, says that we do not know the old one. */
function bodyAfter({ from, to }: ChangeStatusInput, known: ConversationStatus | null): StatusChangeBody {
  return { from: from ?? (known === to ? null : known), to }
}

/** What a change of status says of the conversation: one that is not snoozed has no time at which it opens again. */
export function stateAfter({ to, snoozedUntil }: ChangeStatusInput): Partial<ConversationState> {
  if (to !== 'SNOOZED') return { status: to, snoozedUntil: null }
  return { status: to, ...(snoozedUntil !== undefined && { snoozedUntil }) }
}

/** The status the conversation had before this time; null when it was changed later. */
function knownBefore({ status, observed }: Conversation, at: Date): ConversationStatus | null {
  const observedAt = observed['status']
  return observedAt && observedAt > at ? null : status
}

/** E.g. `Status changed from open to resolved`. */
function statusSummary({ from, to }: StatusChangeBody): string {
  return `Status changed${from ? ` from ${from.toLowerCase()}` : ''} to ${to.toLowerCase()}`
}
