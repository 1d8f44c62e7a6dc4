import type { Running } from '../../platform/process/runProcess.ts'
import { type SubgraphConfig, startSubgraph } from '../startSubgraph.ts'
import { addNameWords } from './customer/addNameWords.ts'
import { createRespellNumbers } from './identifier/respellNumbers.ts'
import { createErasureFinish, createIdentityErasure } from './privacy/identityErasure.ts'
import { readRules } from './rules/readRules.ts'
import { createIdentitySubgraph } from './subgraph.ts'

/** Serve the identity subgraph as a process of its own. Rejects with every fault of its rules before anything is opened. */
export async function start(config: SubgraphConfig): Promise<Running> {
  const rules = readRules(config.ELO_IDENTITY_RULES)
  return startSubgraph(config, 'identity', (parts) => ({
    subgraph: createIdentitySubgraph({ ...parts, rules }),
    stop: async () => undefined,
    erasure: createIdentityErasure(parts),
    erasureFinish: createErasureFinish(parts),
    upgrades: [addNameWords, createRespellNumbers(rules)],
  }))
}
