import type { Running } from '../../platform/runProcess.ts'
import { type RoomConfig, startRoom } from '../../platform/startRoom.ts'
import { createActionsSubgraph } from './subgraph.ts'

/** Serve the actions room as a process of its own. */
export function start(config: RoomConfig): Promise<Running> {
  return startRoom(config, 'actions', (parts) => ({
    subgraph: createActionsSubgraph(parts),
    stop: async () => undefined,
  }))
}
