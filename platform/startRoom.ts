import './requireNode.ts'
import type { Connection } from 'mongoose'
import { z } from 'zod'
import { systemClock, type Clock } from './clock.ts'
import { connectReplicaSet } from './connectReplicaSet.ts'
import { ensureIndexes } from './database.ts'
import type { GraphCall } from './graphCall.ts'
import { createIdentityCall } from './identityCall.ts'
import { createLogger, type Logger } from './logger.ts'
import { openInOrder } from './openInOrder.ts'
import { httpUrl, mongodbUri, processSettings } from './processConfig.ts'
import { type Environment, readConfig } from './readConfig.ts'
import { type Running, runProcess } from './runProcess.ts'
import type { SubgraphName } from './schemaFiles.ts'
import type { Subgraph } from './subgraph.ts'
import { startSubgraphServer } from './subgraphServer.ts'

/** The ports the rooms listen on unless PORT says otherwise. */
const defaultPorts: Readonly<Record<SubgraphName, number>> = {
  identity: 4001,
  conversations: 4002,
  actions: 4003,
  feedback: 4004,
  history: 4005,
}

/** The configuration of a room as a process of its own. */
export const roomConfigSchema = (name: SubgraphName) =>
  z.object({
    ...processSettings,
    PORT: processSettings.PORT.default(defaultPorts[name]),
    MONGODB_URI: mongodbUri,
    ELO_IDENTITY_RULES: z.string().optional(),
    IDENTITY_URL: httpUrl.default('http://127.0.0.1:4001/graphql'),
  })
export type RoomConfig = z.infer<ReturnType<typeof roomConfigSchema>>

/** What a room is made from, however it runs. */
export type RoomParts = { connection: Connection; clock: Clock; logger: Logger; callIdentity: GraphCall }

/** A room ready to answer, and how to close what it holds open. */
export type Room = { subgraph: Subgraph; stop(): Promise<void> }

/** Serve one room over HTTP and graphql-ws until it is stopped. A start that fails closes what it has opened. */
export async function startRoom(
  config: RoomConfig,
  name: SubgraphName,
  create: (parts: RoomParts) => Room,
): Promise<Running> {
  const logger = createLogger({ level: config.LOG_LEVEL, name })
  return openInOrder(async (opened) => {
    const connection = opened(await connectReplicaSet(config.MONGODB_URI), (open) => open.close())
    const identity = opened(createIdentityCall(config.IDENTITY_URL, logger), (open) => open.stop())
    const parts = { connection, clock: systemClock, logger, callIdentity: identity.call }
    const room = opened(create(parts), (open) => open.stop())
    await ensureIndexes(connection)
    const serving = startSubgraphServer({
      subgraph: room.subgraph,
      host: config.HOST,
      port: config.PORT,
      logger,
      isReady: async () => Boolean(await connection.db?.admin().ping()),
    })
    const { url } = opened(await serving, (server) => server.stop())
    return { url }
  })
}

/** Run one room as this process: read its configuration, start, stop on a signal. */
export function runRoom(
  name: SubgraphName,
  environment: Environment,
  start: (config: RoomConfig) => Promise<Running>,
): Promise<void> {
  return runProcess(createLogger({ level: 'info', name }), async () =>
    start(readConfig(roomConfigSchema(name), environment)),
  )
}
