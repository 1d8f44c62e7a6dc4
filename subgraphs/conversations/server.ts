import type { Running } from '../../platform/process/runProcess.ts'
import { type SubgraphConfig, startSubgraph } from '../startSubgraph.ts'
import { createConversationsErasure } from './erasure/conversationsErasure.ts'
import { erasedBody } from './erasure/erasedBody.ts'
import { createConversationsSubgraph } from './subgraph.ts'

/** Serve the conversations subgraph as a process of its own. */
export function start(config: SubgraphConfig): Promise<Running> {
  return startSubgraph(config, 'conversations', (parts) => ({
    subgraph: createConversationsSubgraph(parts),
    stop: async () => undefined,
    erasure: createConversationsErasure(parts),
    retained: { kinds: ['MESSAGE', 'NOTE', 'HANDOFF', 'STATUS'], eraseBody: erasedBody },
  }))
}
