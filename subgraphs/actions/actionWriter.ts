import type { Clock } from '../../platform/process/clock.ts'
import type { InteractionRecorder, Recorded } from '../../interactions/recording/interactionRecorder.ts'
import type { SubgraphRequest } from '../../platform/subgraph/subgraph.ts'
import {
  actionEntry,
  actionFaults,
  amendedAction,
  particularsFaults,
  type RecordActionInput,
  updatedAction,
  type UpdateActionInput,
} from './action.ts'

export type ActionWriter = {
  record(input: RecordActionInput, request: SubgraphRequest): Promise<Recorded>
  update(input: UpdateActionInput, request: SubgraphRequest): Promise<Recorded>
}

/** Brings actions into the log by their rules. */
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
      return recorder.update(
        {
          kind: 'ACTION',
          field: 'actionId',
          id: input.actionId,
          expectedRevision: input.expectedRevision ?? null,
          faults: particularsFaults(input),
          decide: (current) => ({ change: updatedAction(current, input) }),
        },
        request,
      )
    },
  }
}
