import type { Running } from '../../platform/process/runProcess.ts'
import { type SubgraphConfig, startSubgraph } from '../startSubgraph.ts'
import { createActionsErasure } from './actionsErasure.ts'
import { erasedAction } from './erasedAction.ts'
import { createActionsSubgraph } from './subgraph.ts'

/** Serve the actions subgraph as a process of its own. */
export function start(config: SubgraphConfig): Promise<Running> {
  return startSubgraph(config, 'actions', (parts) => ({
    subgraph: createActionsSubgraph(parts),
    stop: async () => undefined,
    erasure: createActionsErasure(parts),
    retained: { kinds: ['ACTION'], eraseBody: erasedAction },
  }))
}
