import { z } from 'zod'
import { gatewayConfigSchema, gatewayOptionsOf } from '../../gateway/config.ts'
import { startGateway } from '../../gateway/server.ts'
import { createLogger } from '../../platform/process/log/logger.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import { serve } from './serve.ts'

const urlsSchema = z.object({
  identity: z.string(),
  conversations: z.string(),
  actions: z.string(),
  feedback: z.string(),
  history: z.string(),
})

// Elo's gateway as a process of its own, as `gateway/main.ts` runs it, before the same subgraphs as the stock one.
await serve(async ({ subgraphs }) => {
  const { identity, conversations, actions, feedback, history } = urlsSchema.parse(subgraphs)
  const { url } = await startGateway({
    ...gatewayOptionsOf(readConfig(gatewayConfigSchema, { PORT: '0' })),
    logger: createLogger({ level: 'error', name: 'gateway' }),
    subgraphs: {
      identity: { kind: 'remote', url: identity },
      conversations: { kind: 'remote', url: conversations },
      actions: { kind: 'remote', url: actions },
      feedback: { kind: 'remote', url: feedback },
      history: { kind: 'remote', url: history },
    },
  })
  return { url: `${url}/graphql` }
})
