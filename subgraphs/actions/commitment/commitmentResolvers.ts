import type { Interaction } from '../../../interactions/interaction.ts'
import { loadVisible } from '../../../interactions/read/loadVisible.ts'
import { recordingRequest } from '../../../interactions/recording/recordingRequest.ts'
import { unknownProfiles } from '../../../platform/errors/errors.ts'
import type { ActionsContext } from '../context.ts'
import type {
  CommitmentResolvers,
  CustomerResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../schemaTypes.ts'
import { commitmentOf } from './commitment.ts'
import { contradictionsAmong } from './contradictions.ts'

export const commitmentQueries: Pick<QueryResolvers, 'checkCommitment'> = {
  checkCommitment: (_, { input }, { checkCommitment, principal, scope }) =>
    checkCommitment(input, { principal, scope }),
}

export const commitmentMutations: Pick<MutationResolvers, 'recordCommitment' | 'updateCommitment'> = {
  recordCommitment: (_, { input }, context, info) =>
    context.commitments.record(input, recordingRequest(context, info)),
  async updateCommitment(_, { input }, context) {
    const { interaction: commitment, userErrors } = await context.commitments.update(input, context)
    return { commitment, userErrors }
  },
}

export const commitmentsOfCustomer: Pick<CustomerResolvers, 'commitments' | 'commitmentContradictions'> = {
  commitments(customer, { filter, ...page }, { readCommitments, interactions, principal }) {
    const bodyFilter = { state: filter?.states, commitmentKind: filter?.kinds }
    return readCommitments(customer, page, { bodyFilter, interactions, principal })
  },
  async commitmentContradictions({ profileIds }, _, { findOpenCommitments, principal }) {
    if (!profileIds) throw unknownProfiles()
    return contradictionsAmong(await findOpenCommitments(profileIds, principal))
  },
}

export const commitmentFields: CommitmentResolvers = {
  __resolveReference: ({ id }, context) => loadVisible(context, 'COMMITMENT', id),
  commitmentKind: (commitment) => commitmentOf(commitment).commitmentKind,
  state: (commitment) => commitmentOf(commitment).state,
  terms: (commitment) => commitmentOf(commitment).terms,
  dueAt: (commitment) => commitmentOf(commitment).dueAt,
  stateChangedAt: (commitment) => commitmentOf(commitment).stateChangedAt,
  stateChangedBy: (commitment) => commitmentOf(commitment).stateChangedBy,
  stateReason: (commitment) => commitmentOf(commitment).stateReason,
  async supersedes(commitment, _, context) {
    const found = await Promise.all(commitmentOf(commitment).supersedes.map((id) => visible(id, context)))
    return found.filter((each) => each !== null)
  },
  supersededBy(commitment, _, context) {
    const { supersededBy } = commitmentOf(commitment)
    return supersededBy === null ? null : visible(supersededBy, context)
  },
  approvedBy: (commitment) => commitmentOf(commitment).approvedBy,
}

function visible(id: string, context: ActionsContext): Promise<Interaction | null> {
  return loadVisible(context, 'COMMITMENT', id)
}
