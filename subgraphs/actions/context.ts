import type { InteractionLoader } from '../../interactions/read/interactionLoader.ts'
import type { InteractionPage } from '../../interactions/read/interactionPage.ts'
import type { Access } from '../../interactions/visibility/access.ts'
import type { SubgraphRequest } from '../../platform/subgraph/requestScope.ts'
import type { ActionWriter } from './actionWriter.ts'
import type { CheckCommitment } from './commitment/checkCommitment.ts'
import type { CommitmentStore } from './commitment/commitmentStore.ts'
import type { CommitmentWriter } from './commitment/commitmentWriter.ts'

/** What the resolvers of one request work with. */
export type ActionsContext = SubgraphRequest & {
  actions: ActionWriter
  readActions: InteractionPage
  commitments: CommitmentWriter
  checkCommitment: CheckCommitment
  readCommitments: InteractionPage
  findOpenCommitments: CommitmentStore['findOpen']
  access: Access
  interactions: InteractionLoader
}
