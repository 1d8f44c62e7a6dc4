import type { Running } from '../../platform/runProcess.ts'
import { type RoomConfig, startRoom } from '../../platform/startRoom.ts'
import { createIdentitySubgraph } from './subgraph.ts'

/** Serve the identity room as a process of its own. */
export function start(config: RoomConfig): Promise<Running> {
  return startRoom(config, 'identity', (parts) => ({
    subgraph: createIdentitySubgraph(parts),
    stop: async () => undefined,
  }))
}
