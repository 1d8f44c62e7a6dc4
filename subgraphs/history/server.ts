import type { Running } from '../../platform/runProcess.ts'
import { type RoomConfig, startRoom } from '../../platform/startRoom.ts'
import { createHistorySubgraph } from './subgraph.ts'

/** Serve the history room as a process of its own. */
export function start(config: RoomConfig): Promise<Running> {
  return startRoom(config, 'history', createHistorySubgraph)
}
