import { createIdentityClient } from '../../platform/identityClient.ts'
import { type InteractionRecorder, type Recorded, refused } from '../../platform/interactionRecorder.ts'
import type { RoomParts } from '../../platform/startRoom.ts'
import type { SubgraphRequest } from '../../platform/subgraph.ts'
import { userError } from '../../platform/userError.ts'
import {
  amendedFeedback,
  feedbackEntry,
  feedbackFaults,
  isKnownByConversation,
  type RecordFeedbackInput,
} from './feedback.ts'

export type FeedbackWriter = {
  record(input: RecordFeedbackInput, request: SubgraphRequest): Promise<Recorded>
}

/** Brings ratings into the log by their rules. */
export function createFeedbackWriter(
  { clock, callIdentity }: RoomParts,
  recorder: InteractionRecorder,
): FeedbackWriter {
  const identity = createIdentityClient(callIdentity)

  return {
    async record(input, request) {
      const now = clock()
      let own = ''
      let other: string | null = null
      const record = () =>
        recorder.record(
          {
            faults: feedbackFaults(input, now),
            customer: input.customer,
            entryOf(profileId) {
              own = profileId
              return feedbackEntry(input, profileId, now)
            },
            amend: (current) => (isTheirs(current.profileId) ? amendedFeedback(current, input) : null),
            // Rating again counts, but a key that the caller chose stands for one content.
            amendsRepeats: !input.idempotencyKey,
          },
          request,
        )
      const isTheirs = (profileId: string) =>
        !isKnownByConversation(input) || profileId === own || profileId === other

      const recorded = await record()
      const first = recorded.interaction
      if (!first || isTheirs(first.profileId)) return recorded
      // Rated before in another profile: one of the same customer, or the conversation is not his.
      if (await identity.areOneCustomer(own, first.profileId, request)) {
        other = first.profileId
        return record()
      }
      const message = `conversationId: expected one of this customer, another one rated it: ${first.id}`
      return refused([userError('CONFLICT', 'conversationId', message)])
    },
  }
}
