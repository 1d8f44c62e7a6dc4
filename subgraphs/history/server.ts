import type { Running } from '../../platform/process/runProcess.ts'
import { type SubgraphConfig, startSubgraph } from '../startSubgraph.ts'
import { createHistorySubgraph } from './subgraph.ts'
import { webhookSettingsOf } from './webhook/webhookSettings.ts'

/** Serve the history subgraph from a process of its own, which also delivers to webhooks. */
export function start(config: SubgraphConfig): Promise<Running> {
  const webhookSettings = webhookSettingsOf(config)
  return startSubgraph(config, 'history', (parts) =>
    createHistorySubgraph({ ...parts, webhookSettings, maxJoined: config.ELO_JOINED_EVENTS }),
  )
}
