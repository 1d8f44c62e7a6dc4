import type { Running } from '../../platform/process/runProcess.ts'
import { type SubgraphConfig, startSubgraph } from '../startSubgraph.ts'
import { erasedFeedback } from './erasedFeedback.ts'
import { createFeedbackErasure } from './feedbackErasure.ts'
import { createFeedbackSubgraph } from './subgraph.ts'

/** Serve the feedback subgraph as a process of its own. */
export function start(config: SubgraphConfig): Promise<Running> {
  return startSubgraph(config, 'feedback', (parts) => ({
    subgraph: createFeedbackSubgraph(parts),
    stop: async () => undefined,
    erasure: createFeedbackErasure(parts),
    retained: { kinds: ['FEEDBACK'], eraseBody: erasedFeedback },
  }))
}
