import type { Connection } from 'mongoose'
import type { Interaction, NewInteraction } from '../../../interactions/interaction.ts'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { interactionLoaderOf, primeInteraction } from '../../../interactions/read/interactionLoader.ts'
import { againOnEndedLog } from '../../../interactions/recording/endedLog.ts'
import type { CustomerResolution } from '../../../interactions/recording/identityClient.ts'
import type {
  InteractionRecorder,
  Recorded,
  RecordingTransaction,
} from '../../../interactions/recording/interactionRecorder.ts'
import { withStoredName } from '../../../interactions/recording/recordingInput.ts'
import type { RecordingRequest } from '../../../interactions/recording/recordingRequest.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { retryOnDuplicateKey } from '../../../platform/mongo/retryOnDuplicateKey.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { RecordCommitmentInput, UpdateCommitmentInput } from '../schemaTypes.ts'
import { approvalFaults } from './approval.ts'
import { amendedCommitment, commitmentEntry, commitmentFaults } from './commitment.ts'
import { changedState, stateFaults, supersededChange } from './commitmentState.ts'
import type { CommitmentStore } from './commitmentStore.ts'
import type { Judge, Judgement } from './judge.ts'
import { pastFaults } from './commitmentTerms.ts'

/** What became of a promise. `commitment` is the recorded one, or the open one that says the same. */
export type CommitmentResult = Pick<
  Judgement,
  'outcome' | 'contradictions' | 'limit' | 'needsApproval' | 'userErrors'
> & { commitment: Interaction | null; resolution: CustomerResolution | null }

export type CommitmentWriter = {
  record(input: RecordCommitmentInput, request: RecordingRequest): Promise<CommitmentResult>
  update(input: UpdateCommitmentInput, request: SubgraphRequest): Promise<Recorded>
}

function refused(userErrors: UserError[]): CommitmentResult {
  const nothing = { commitment: null, resolution: null, outcome: null, limit: null }
  return { ...nothing, contradictions: [], needsApproval: false, userErrors }
}

/** Records commitments in the log, each after it was compared with all that stand. */
export function createCommitmentWriter({
  connection,
  clock,
  recorder,
  store,
  judge,
}: {
  connection: Connection
  clock: Clock
  recorder: InteractionRecorder
  store: CommitmentStore
  judge: Judge
}): CommitmentWriter {
  const log = createInteractionLog({ connection, clock })

  async function supersede(
    ids: readonly string[],
    { id = '', actor }: NewInteraction,
    at: Date,
    { session }: RecordingTransaction,
  ): Promise<Interaction[]> {
    const superseded: Interaction[] = []
    for (const each of ids) {
      const { interaction } = await log.amend(
        each,
        (current) => supersededChange(current, { by: actor, id, at }),
        { session },
      )
      if (interaction) superseded.push(interaction)
    }
    return superseded
  }

  async function recordOnce(
    input: RecordCommitmentInput,
    request: RecordingRequest,
  ): Promise<CommitmentResult> {
    const now = clock()
    const { principal } = request
    const faults = [...commitmentFaults(input, now, principal), ...approvalFaults(input, principal)]
    if (faults.length > 0) return refused(faults)
    const target = await recorder.findTarget(input, request)
    if (target.userErrors) return refused(target.userErrors)
    const { profileId, profileIds, resolution } = target
    const entry = commitmentEntry(input, profileId, now, principal)
    let superseded: Interaction[] = []

    async function decide(transaction: RecordingTransaction): Promise<CommitmentResult> {
      const { session, append } = transaction
      superseded = []
      await store.lock(profileIds, session)
      const first = await store.findFirst(entry, session)
      const appendEntry = async (judgement: Pick<Judgement, 'limit'>): Promise<CommitmentResult> => {
        const amend = (current: Interaction) => amendedCommitment(current, input)
        const { recorded } = await append(entry, { profileIds, amend, first })
        if (!recorded.interaction) return refused(recorded.userErrors)
        const { interaction: commitment } = recorded
        return { ...refused([]), commitment, resolution, outcome: 'OK', limit: judgement.limit }
      }
      if (first) return appendEntry({ limit: null })
      const past = pastFaults(input, now)
      if (past.length > 0) return refused(past)
      const judgement = await judge(input, { profileIds, principal, now }, session)
      if (judgement.outcome === 'OK') {
        const recorded = await appendEntry(judgement)
        if (recorded.commitment) superseded = await supersede(judgement.supersedes, entry, now, transaction)
        return recorded
      }
      return { ...refused([]), ...judgement, commitment: judgement.sameAs }
    }

    const result = await retryOnDuplicateKey(() => recorder.inTransaction(profileId, request, decide))
    const interactions = interactionLoaderOf(connection, request.scope)
    for (const each of superseded) primeInteraction(interactions, each)
    return result
  }

  return {
    record: (input, request) => againOnEndedLog(() => recordOnce(input, request), refused),
    update(input, request) {
      const now = clock()
      const { state, reason, actor } = input
      return recorder.update(
        {
          kind: 'COMMITMENT',
          field: 'commitmentId',
          id: input.commitmentId,
          expectedRevision: input.expectedRevision,
          idempotencyKey: input.idempotencyKey,
          content: { state, ...(reason && { reason }), actor: withStoredName(actor) },
          faults: stateFaults(input),
          decide: (current) => changedState(current, input, now),
        },
        request,
      )
    },
  }
}
