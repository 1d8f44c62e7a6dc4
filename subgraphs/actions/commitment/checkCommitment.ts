import type { CustomerInput } from '../../../interactions/recording/customerInput.ts'
import type { IdentityClient } from '../../../interactions/recording/identityClient.ts'
import type { InteractionRecorder } from '../../../interactions/recording/interactionRecorder.ts'
import { noSuchConversation } from '../../../interactions/recording/conversation/noSuchConversation.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import type { AccessOf } from '../../../interactions/visibility/access.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { RecordCommitmentInput } from '../schemaTypes.ts'
import { approvalFaults } from './approval.ts'
import { commitmentFaults } from './commitment.ts'
import { pastFaults } from './commitmentTerms.ts'
import { type Judge, type Judgement, refusedJudgement } from './judge.ts'

/** What would become of a promise. Nothing is recorded, and no customer is created or merged. */
export type CheckCommitment = (input: RecordCommitmentInput, request: SubgraphRequest) => Promise<Judgement>

export function createCheckCommitment({
  clock,
  identity,
  recorder,
  accessOf,
  judge,
}: {
  clock: Clock
  identity: Pick<IdentityClient, 'findByIdentifiers'>
  recorder: Pick<InteractionRecorder, 'findTarget'>
  accessOf: AccessOf
  judge: Judge
}): CheckCommitment {
  /** By an id nothing is created, and by what a recording refuses neither. */
  function isById({ id, identifiers }: CustomerInput, { principal }: SubgraphRequest): boolean {
    const hasIdentifiers = identifiers !== null && identifiers !== undefined && identifiers.length > 0
    return (id !== null && id !== undefined) || !hasIdentifiers || principal.rows.customers.which !== 'ALL'
  }

  async function findProfiles(
    { customer, conversationId }: RecordCommitmentInput,
    request: SubgraphRequest,
  ): Promise<{ profileIds?: string[]; userErrors?: UserError[] }> {
    if (isById(customer, request)) return recorder.findTarget({ customer, conversationId }, request)
    if (conversationId && !(await accessOf(request).visibleConversation(conversationId)))
      return { userErrors: [noSuchConversation(conversationId)] }
    return identity.findByIdentifiers(customer, request)
  }

  return async (input, request) => {
    const now = clock()
    const { principal } = request
    const faults = [
      ...commitmentFaults(input, now, principal),
      ...approvalFaults(input, principal),
      ...pastFaults(input, now),
    ]
    if (faults.length > 0) return refusedJudgement(faults)
    const { profileIds = [], userErrors } = await findProfiles(input, request)
    return userErrors ? refusedJudgement(userErrors) : judge(input, { profileIds, principal, now })
  }
}
