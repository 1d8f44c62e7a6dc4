import type { Running } from '../../platform/runProcess.ts'
import { type RoomConfig, startRoom } from '../../platform/startRoom.ts'
import { createFeedbackSubgraph } from './subgraph.ts'

/** Serve the feedback room as a process of its own. */
export function start(config: RoomConfig): Promise<Running> {
  return startRoom(config, 'feedback', (parts) => ({
    subgraph: createFeedbackSubgraph(parts),
    stop: async () => undefined,
  }))
}
