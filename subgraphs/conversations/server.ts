import type { Running } from '../../platform/process/runProcess.ts'
import { type SubgraphConfig, startSubgraph } from '../startSubgraph.ts'
import { createConversationsErasure } from './erasure/conversationsErasure.ts'
import { erasedBody } from './erasure/erasedBody.ts'
import { createConversationsSubgraph } from './subgraph.ts'
import { readTurnRules } from './turn/turnRules.ts'

/** Serve the conversations subgraph as a process of its own. */
export async function start(config: SubgraphConfig): Promise<Running> {
  const turnRules = readTurnRules(config.ELO_TURN_RULES)
  return startSubgraph(config, 'conversations', (parts) => {
    const subgraph = createConversationsSubgraph({ ...parts, turnRules })
    return {
      subgraph,
      stop: () => subgraph.stop(),
      erasure: createConversationsErasure(parts),
      retained: { kinds: ['MESSAGE', 'NOTE', 'HANDOFF', 'STATUS'], eraseBody: erasedBody },
    }
  })
}
