import { matterFaults } from '../../interactions/matter.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { InteractionRecorder, Recorded } from '../../interactions/recording/interactionRecorder.ts'
import type { RecordingRequest } from '../../interactions/recording/recordingRequest.ts'
import type { SubgraphRequest } from '../../platform/subgraph/requestScope.ts'
import { actionEntry, actionFaults, amendedAction, changeableFaults, updatedAction } from './action.ts'
import type { RecordActionInput, UpdateActionInput } from './schemaTypes.ts'

export type ActionWriter = {
  record(input: RecordActionInput, request: RecordingRequest): Promise<Recorded>
  update(input: UpdateActionInput, request: SubgraphRequest): Promise<Recorded>
}

/** Records actions in the log. */
export function createActionWriter(recorder: InteractionRecorder, clock: Clock): ActionWriter {
  return {
    record(input, request) {
      const now = clock()
      return recorder.record(
        {
          faults: actionFaults(input, now, request.principal),
          customer: input.customer,
          conversationId: input.conversationId,
          entryOf: (profileId) => actionEntry(input, profileId, now, request.principal),
          amend: (current) => amendedAction(current, input),
        },
        request,
      )
    },
    update(input, request) {
      const { actionId, expectedRevision, idempotencyKey, ...content } = input
      return recorder.update(
        {
          kind: 'ACTION',
          field: 'actionId',
          id: actionId,
          expectedRevision,
          idempotencyKey,
          content,
          faults: [...changeableFaults(input), ...matterFaults('matter', input.matter)],
          decide: (current) => ({ change: updatedAction(current, input) }),
        },
        request,
      )
    },
  }
}
