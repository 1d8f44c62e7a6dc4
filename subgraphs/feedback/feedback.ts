import { textFaults } from '../../interactions/recording/inputFaults.ts'
import {
  type Actor,
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
  summarize,
} from '../../interactions/interaction.ts'
import { derivedKeyScopeOf } from '../../interactions/log/keyScope.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { givenOr, recordedChange } from '../../interactions/recording/recordedChange.ts'
import {
  actorFaults,
  recordedFields,
  recordingFaults,
  toActor,
  withStoredName,
} from '../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../interactions/recording/userError.ts'
import type { FeedbackMetric, RecordFeedbackInput } from './schemaTypes.ts'

/** The fields of a rating only. */
export type FeedbackBody = {
  metric: FeedbackMetric
  rating: number
  comment: string | null
  /** Who was rated; null when the rating is about no particular actor. */
  agent: Actor | null
}

const maximumCommentLength = 10_000

const scales: Record<FeedbackMetric, { lowest: number; highest: number }> = {
  CSAT: { lowest: 1, highest: 5 },
  NPS: { lowest: 0, highest: 10 },
  CES: { lowest: 1, highest: 7 },
  THUMBS: { lowest: 0, highest: 1 },
}

export function feedbackFaults(input: RecordFeedbackInput, now: Date, by: Principal): UserError[] {
  return [
    ...recordingFaults(input, now, by),
    ...ratingFaults(input),
    ...textFaults('comment', input.comment, maximumCommentLength),
    ...(input.agent ? actorFaults('agent', input.agent) : []),
  ]
}

function ratingFaults({ metric, rating }: RecordFeedbackInput): UserError[] {
  const { lowest, highest } = scales[metric]
  if (rating >= lowest && rating <= highest) return []
  return [
    userError(
      'INVALID_VALUE',
      'rating',
      `rating: expected ${lowest} to ${highest} for ${metric}, got ${rating}`,
    ),
  ]
}

export function feedbackEntry(
  input: RecordFeedbackInput,
  profileId: string,
  now: Date,
  by: Principal,
): NewInteraction {
  const body = recordedBody(input, null)
  const storedInput = { ...input, agent: input.agent && withStoredName(input.agent) }
  return {
    ...recordedFields(storedInput, now, by),
    profileId,
    kind: 'FEEDBACK',
    actor: toActor({ kind: 'CUSTOMER' }),
    visibility: 'PUBLIC',
    ...(isIdentifiedByConversation(input) && {
      keyScope: derivedKeyScopeOf('feedback', by),
      idempotencyKey: `feedback:${input.conversationId}:${input.metric}`,
    }),
    summary: feedbackSummary(body),
    body,
  }
}

/** Without a key and a source a caller has one rating of each metric in a conversation. */
function isIdentifiedByConversation(input: RecordFeedbackInput): boolean {
  return Boolean(input.conversationId) && !input.source && (input.idempotencyKey ?? null) === null
}

/** The amendment by a second rating. It keeps its time; only a version of its source may change it, to an earlier one. */
export function amendedFeedback(current: Interaction, input: RecordFeedbackInput): InteractionChange | null {
  const body = recordedBody(input, bodyOf<FeedbackBody>(current))
  const occurredAt = firstRatedAt(current, input)
  return recordedChange(current, input, {
    body,
    summary: feedbackSummary(body),
    occurredAt,
    ...(occurredAt === current.occurredAt && { occurredAtCorrected: current.occurredAtCorrected }),
  })
}

function firstRatedAt({ occurredAt: known }: Interaction, { source, occurredAt }: RecordFeedbackInput): Date {
  const isVersion = typeof source?.version === 'number'
  return isVersion && occurredAt && occurredAt < known ? occurredAt : known
}

function recordedBody(
  { metric, rating, comment, agent }: RecordFeedbackInput,
  before: FeedbackBody | null,
): FeedbackBody {
  return {
    metric,
    rating,
    comment: givenOr(comment?.trim() === '' ? null : comment, before?.comment ?? null),
    agent: givenOr(agent && toActor(agent), before?.agent ?? null),
  }
}

/** E.g. `CSAT 4 of 5: Fast and friendly`. */
function feedbackSummary({ metric, rating, comment }: FeedbackBody): string {
  const mark =
    metric === 'THUMBS'
      ? `Thumbs ${rating === 1 ? 'up' : 'down'}`
      : `${metric} ${rating} of ${scales[metric].highest}`
  return summarize(comment ? `${mark}: ${comment}` : mark)
}
