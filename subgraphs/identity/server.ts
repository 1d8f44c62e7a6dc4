import type { Running } from '../../platform/runProcess.ts'
import { type RoomConfig, startRoom } from '../../platform/startRoom.ts'
import { readRules } from './rules/readRules.ts'
import { createIdentitySubgraph } from './subgraph.ts'

/** Serve the identity room as a process of its own. Rejects with every fault of its rules before anything is opened. */
export async function start(config: RoomConfig): Promise<Running> {
  const rules = readRules(config.ELO_IDENTITY_RULES)
  return startRoom(config, 'identity', (parts) => ({
    subgraph: createIdentitySubgraph({ ...parts, rules }),
    stop: async () => undefined,
  }))
}
