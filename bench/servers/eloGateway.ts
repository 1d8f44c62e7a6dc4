import { z } from 'zod'
import { startGatewayAndIntake } from '../../gateway/startGateway.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { connectDatabase } from '../../platform/mongo/database.ts'
import { createLogger } from '../../platform/process/logger.ts'
import { serve } from './serve.ts'

const urlsSchema = z.object({
  identity: z.string(),
  conversations: z.string(),
  actions: z.string(),
  feedback: z.string(),
  history: z.string(),
})

// Elo's gateway as a process of its own, as `gateway/main.ts` runs it, before the same subgraphs as the stock one.
await serve(async ({ mongodbUri, subgraphs }) => {
  const { identity, conversations, actions, feedback, history } = urlsSchema.parse(subgraphs)
  const { url } = await startGatewayAndIntake({
    config: {
      HOST: '127.0.0.1',
      PORT: 0,
      CHATWOOT_WEBHOOK_SECRET: [],
      CHATWOOT_ACCEPT_UNSIGNED: false,
      WEBHOOK_RETENTION_DAYS: 30,
      ALLOWED_ORIGINS: [],
      PASSED_ERROR_CODES: [],
      ALLOWED_HOSTS: [],
    },
    connection: await connectDatabase(mongodbUri),
    clock: systemClock,
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
