import type { Running } from '../../platform/runProcess.ts'
import { type RoomConfig, startRoom } from '../../platform/startRoom.ts'
import { createConversationsSubgraph } from './subgraph.ts'

/** Serve the conversations room as a process of its own. */
export function start(config: RoomConfig): Promise<Running> {
  return startRoom(config, 'conversations', (parts) => ({
    subgraph: createConversationsSubgraph(parts),
    stop: async () => undefined,
  }))
}
