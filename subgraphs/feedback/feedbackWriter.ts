import type { Clock } from '../../platform/process/clock.ts'
import type { InteractionRecorder, Recorded } from '../../interactions/recording/interactionRecorder.ts'
import type { SubgraphRequest } from '../../platform/subgraph/subgraph.ts'
import { amendedFeedback, feedbackEntry, feedbackFaults, type RecordFeedbackInput } from './feedback.ts'

export type FeedbackWriter = {
  record(input: RecordFeedbackInput, request: SubgraphRequest): Promise<Recorded>
}

/** Brings ratings into the log by their rules. */
export function createFeedbackWriter(recorder: InteractionRecorder, clock: Clock): FeedbackWriter {
  return {
    record(input, request) {
      const now = clock()
      return recorder.record(
        {
          faults: feedbackFaults(input, now, request.principal),
          customer: input.customer,
          conversationId: input.conversationId,
          entryOf: (profileId) => feedbackEntry(input, profileId, now, request.principal),
          amend: (current) => amendedFeedback(current, input),
          // Rating again counts, but a key that the caller chose stands for one content.
          amendsRepeats: !input.idempotencyKey,
        },
        request,
      )
    },
  }
}
