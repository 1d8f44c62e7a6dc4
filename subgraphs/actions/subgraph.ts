import { interactionLoaderOf } from '../../interactions/read/interactionLoader.ts'
import { createInteractionPage } from '../../interactions/read/interactionPage.ts'
import { createIdentityClient } from '../../interactions/recording/identityClient.ts'
import { createInteractionRecorder } from '../../interactions/recording/interactionRecorder.ts'
import { createAccessOf } from '../../interactions/visibility/access.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph/subgraph.ts'
import { createActionWriter } from './actionWriter.ts'
import { createCheckCommitment } from './commitment/checkCommitment.ts'
import type { LimitRule } from './commitment/commitmentLimits.ts'
import { createCommitmentStore } from './commitment/commitmentStore.ts'
import { createCommitmentWriter } from './commitment/commitmentWriter.ts'
import { createJudge } from './commitment/judge.ts'
import type { ActionsContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** The actions subgraph: what was done for the customer, and what was promised to them. By default promises have no limits. */
export function createActionsSubgraph({
  commitmentLimits = [],
  ...parts
}: SubgraphDependencies & { commitmentLimits?: readonly LimitRule[] }): Subgraph {
  const { connection, clock } = parts
  const recorder = createInteractionRecorder(parts)
  const actions = createActionWriter(recorder, clock)
  const readActions = createInteractionPage(connection, { kind: 'ACTION', field: 'actions' })
  const readCommitments = createInteractionPage(connection, { kind: 'COMMITMENT', field: 'commitments' })
  const accessOf = createAccessOf(parts)
  const store = createCommitmentStore(connection)
  const judge = createJudge(store, commitmentLimits)
  const commitments = createCommitmentWriter({ connection, clock, recorder, store, judge })
  const identity = createIdentityClient(parts.callIdentity)
  const checkCommitment = createCheckCommitment({ clock, identity, recorder, accessOf, judge })
  return createSubgraph<ActionsContext>({
    name: 'actions',
    resolvers,
    audit: parts.audit,
    createContext: (request) => ({
      ...request,
      access: accessOf(request),
      actions,
      readActions,
      commitments,
      checkCommitment,
      readCommitments,
      findOpenCommitments: (...given) => store.findOpen(...given),
      interactions: interactionLoaderOf(connection, request.scope),
    }),
  })
}
