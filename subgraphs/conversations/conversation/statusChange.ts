import {
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
} from '../../../interactions/interaction.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { recordedChange } from '../../../interactions/recording/recordedChange.ts'
import { recordedFields } from '../../../interactions/recording/recordingInput.ts'
import type { ChangeConversationStatusInput, ConversationStatus } from '../schemaTypes.ts'
import { type Conversation, type ConversationState, inConversation } from './conversation.ts'

/** The fields of a change of status only; `from` is null when it is not known. */
export type StatusChangeBody = { from: ConversationStatus | null; to: ConversationStatus }

/** Null when the conversation has that status already and the input has neither a source nor an idempotency key. */
export function statusChangeEntry(
  input: ChangeConversationStatusInput,
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

/** The amendment by a later version of the same change. */
export function amendedStatusChange(
  current: Interaction,
  input: ChangeConversationStatusInput,
): InteractionChange | null {
  const body = bodyAfter(input, bodyOf<StatusChangeBody>(current).from)
  return recordedChange(current, input, { body, summary: statusSummary(body) })
}

/** If the known status is already the new one, then the status before the change is not known. */
function bodyAfter(
  { from, to }: ChangeConversationStatusInput,
  known: ConversationStatus | null,
): StatusChangeBody {
  return { from: from ?? (known === to ? null : known), to }
}

/** The state of the conversation after a change: only a snoozed conversation has a time at which it opens again. */
export function stateAfter({ to, snoozedUntil }: ChangeConversationStatusInput): Partial<ConversationState> {
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
