import type { Clock } from '../../platform/process/clock.ts'
import type { RecordingRequest } from '../../interactions/recording/recordingRequest.ts'
import type { InteractionRecorder, Recorded } from '../../interactions/recording/interactionRecorder.ts'
import { amendedFeedback, feedbackEntry, feedbackFaults } from './feedback.ts'
import type { RecordFeedbackInput } from './schemaTypes.ts'

export type FeedbackWriter = {
  record(input: RecordFeedbackInput, request: RecordingRequest): Promise<Recorded>
}

/** Records ratings in the log. */
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
          // A second rating amends the first one, but a key that the caller chose means one content.
          amendsRepeats: !input.idempotencyKey,
        },
        request,
      )
    },
  }
}
