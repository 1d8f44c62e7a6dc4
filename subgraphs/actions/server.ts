import type { Running } from '../../platform/process/runProcess.ts'
import { type SubgraphConfig, startSubgraph } from '../startSubgraph.ts'
import { createActionsErasure } from './actionsErasure.ts'
import { createOverdueCommitments } from './commitment/overdueCommitments.ts'
import { readCommitmentLimits } from './commitment/readCommitmentLimits.ts'
import { erasedContents } from './erasedContents.ts'
import { createActionsSubgraph } from './subgraph.ts'

/** Serve the actions subgraph as a process of its own. */
export function start(config: SubgraphConfig): Promise<Running> {
  const commitmentLimits = readCommitmentLimits(config.ELO_COMMITMENT_LIMITS)
  return startSubgraph(config, 'actions', (parts) => {
    const overdue = createOverdueCommitments(parts)
    return {
      subgraph: createActionsSubgraph({ ...parts, commitmentLimits }),
      stop: () => overdue.stop(),
      jobs: [overdue],
      erasure: createActionsErasure(parts),
      retained: erasedContents,
    }
  })
}
