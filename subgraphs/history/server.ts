import type { Running } from '../../platform/process/runProcess.ts'
import { type SubgraphConfig, startSubgraph } from '../startSubgraph.ts'
import { createHistorySubgraph } from './subgraph.ts'

/** Serve the history subgraph from a process of its own. */
export function start(config: SubgraphConfig): Promise<Running> {
  return startSubgraph(config, 'history', createHistorySubgraph)
}
