import type { CustomerInput } from '../../interactions/recording/identityClient.ts'
import { textFaults } from '../../interactions/recording/inputFaults.ts'
import {
  type Actor,
  bodyOf,
  type Interaction,
  type InteractionChange,
  type NewInteraction,
  summarize,
} from '../../interactions/interaction.ts'
import { derivedKeyScopeOf } from '../../interactions/keyScope.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { givenOr, recordedChange } from '../../interactions/recording/recordedChange.ts'
import {
  actorFaults,
  type ActorInput,
  recordedFields,
  recordingFaults,
  type RecordingInput,
  toActor,
} from '../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../interactions/recording/userError.ts'

export type FeedbackMetric = 'CSAT' | 'NPS' | 'CES' | 'THUMBS'

/** What only a rating has. */
export type FeedbackBody = {
  metric: FeedbackMetric
  rating: number
  comment: string | null
  /** Who was rated; null when nobody in particular. */
  agent: Actor | null
}

/** RecordFeedbackInput of the schema. */
export type RecordFeedbackInput = RecordingInput & {
  customer: CustomerInput
  metric: FeedbackMetric
  rating: number
  comment?: string | null
  agent?: ActorInput | null
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
  return {
    ...recordedFields(input, now, by),
    profileId,
    kind: 'FEEDBACK',
    actor: toActor({ kind: 'CUSTOMER' }),
    visibility: 'PUBLIC',
    ...(isKnownByConversation(input) && {
      keyScope: derivedKeyScopeOf('feedback', by),
      idempotencyKey: `feedback:${input.conversationId}:${input.metric}`,
    }),
    summary: feedbackSummary(body),
    body,
  }
}

/** Where neither key nor source tells ratings of one caller apart, a conversation has one of each metric. */
function isKnownByConversation(input: RecordFeedbackInput): boolean {
  return Boolean(input.conversationId) && !input.source && (input.idempotencyKey ?? null) === null
}

/** What rating again amends. It keeps its place; only another version of its source may move it, to an earlier one. */
export function amendedFeedback(current: Interaction, input: RecordFeedbackInput): InteractionChange | null {
  const body = recordedBody(input, bodyOf<FeedbackBody>(current))
  return recordedChange(current, input, {
    body,
    summary: feedbackSummary(body),
    occurredAt: firstRatedAt(current, input),
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
