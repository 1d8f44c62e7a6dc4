import type { Connection } from 'mongoose'
import type { Clock } from '../platform/process/clock.ts'
import { ensureIndexes } from '../platform/mongo/database.ts'
import type { GraphCall } from '../platform/graph/graphCall.ts'
import type { Logger } from '../platform/process/logger.ts'
import { openInOrder } from '../platform/process/openInOrder.ts'
import type { Running } from '../platform/process/runProcess.ts'
import { readSchemaFile, type SubgraphName } from '../platform/subgraph/schemaFiles.ts'
import { startGateway } from './server.ts'
import type { SubgraphSource } from './subgraphs/subgraphSource.ts'
import { createChatwootIntake } from '../intake/chatwoot/chatwootIntake.ts'

/** What the door needs to know, of either way to run. */
export type GatewayConfig = {
  HOST: string
  PORT: number
  CHATWOOT_WEBHOOK_SECRET: string[]
  CHATWOOT_ACCEPT_UNSIGNED: boolean
  WEBHOOK_RETENTION_DAYS: number
  ALLOWED_ORIGINS: string[]
  ALLOWED_HOSTS: string[]
  PASSED_ERROR_CODES: string[]
}

/**
 * Open the one door: the graph, and the webhooks that are turned into its mutations, on one port. What an earlier
 * process received and had not yet turned into interactions is taken up first. A start that fails leaves nothing open.
 */
export async function startGatewayAndIntake({
  config,
  connection,
  clock,
  subgraphs,
  upgrade,
  logger,
}: {
  config: GatewayConfig
  connection: Connection
  clock: Clock
  subgraphs: Record<SubgraphName, SubgraphSource>
  /** See `ensureIndexes`. */
  upgrade?: Parameters<typeof ensureIndexes>[1]
  logger: Logger
}): Promise<Running> {
  // The intake asks the graph, and the graph's server carries the intake's routes.
  let askGateway: GraphCall = async () => {
    throw new Error('the gateway has not started yet')
  }
  const intake = createChatwootIntake({
    connection,
    clock,
    logger,
    graph: (request) => askGateway(request),
    secrets: config.CHATWOOT_WEBHOOK_SECRET,
    acceptsUnsigned: config.CHATWOOT_ACCEPT_UNSIGNED,
    retentionDays: config.WEBHOOK_RETENTION_DAYS,
  })
  await ensureIndexes(connection, upgrade)
  return openInOrder(async (opened) => {
    const starting = startGateway({
      host: config.HOST,
      port: config.PORT,
      supergraphSdl: readSchemaFile('supergraph.graphql'),
      subgraphs,
      logger,
      routes: intake.routes,
      stopRoutes: () => intake.stop(),
      allowedOrigins: config.ALLOWED_ORIGINS,
      allowedHosts: config.ALLOWED_HOSTS,
      passedErrorCodes: config.PASSED_ERROR_CODES,
      isReady: async () => Boolean(await connection.db?.admin().ping()),
    })
    // It stops the intake too, whose last mutations it still answers.
    const gateway = opened(await starting, (open) => open.stop())
    askGateway = gateway.graph
    await intake.start()
    logger.warn(
      { event: 'no_sign_in' },
      'nobody has to sign in: whoever reaches this address sees and changes everything',
    )
    return { url: gateway.url }
  })
}
