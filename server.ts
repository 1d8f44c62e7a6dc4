import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { startGatewayAndIntake } from './gateway/startGateway.ts'
import type { SubgraphSource } from './gateway/subgraphs/subgraphSource.ts'
import { systemClock } from './platform/process/clock.ts'
import { connectReplicaSet } from './platform/mongo/connectReplicaSet.ts'
import { type StartedDatabase, startDatabase } from './embeddedMongo/startDatabase.ts'
import { scopeOldKeys } from './interactions/scopeOldKeys.ts'
import { createLocalCall } from './platform/graph/localCall.ts'
import { createLogger, type Logger } from './platform/process/logger.ts'
import { type Opened, openInOrder } from './platform/process/openInOrder.ts'
import type { Environment } from './platform/process/readConfig.ts'
import type { Running } from './platform/process/runProcess.ts'
import { StartError } from './platform/process/startError.ts'
import type { Subgraph } from './platform/subgraph/subgraph.ts'
import { createActionsSubgraph } from './subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from './subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from './subgraphs/feedback/subgraph.ts'
import { createHistorySubgraph } from './subgraphs/history/subgraph.ts'
import { readRules } from './subgraphs/identity/rules/readRules.ts'
import { createIdentitySubgraph } from './subgraphs/identity/subgraph.ts'

/**
 * All of Elo in this process: the composition root of the single-process mode, and the one file that knows every
 * subgraph. Without `MONGODB_URI` it brings its own database, found with the help of `environment`, with its data in
 * `ELO_DATA_DIR` and its address in the file `mongodb.uri` beside it. Rejects with every fault of the identity rules
 * before anything is opened; a start that fails later closes what it has opened.
 */
export async function start(config: Config, environment: Environment): Promise<Running> {
  const rules = readRules(config.ELO_IDENTITY_RULES)
  const logger = createLogger({ level: config.LOG_LEVEL, name: 'elo' })
  return openInOrder(async (opened) => {
    const database = await openDatabase(config, environment, logger, opened)
    const connection = opened(await connectReplicaSet(database.uri), (open) => open.close())
    const parts = { connection, clock: systemClock, logger }
    const identity = createIdentitySubgraph({ ...parts, rules })
    const dependencies = { ...parts, callIdentity: createLocalCall(identity, logger) }
    const history = opened(createHistorySubgraph(dependencies), (subgraph) => subgraph.stop())
    const subgraphs = {
      identity: local(identity),
      conversations: local(createConversationsSubgraph(dependencies)),
      actions: local(createActionsSubgraph(dependencies)),
      feedback: local(createFeedbackSubgraph(dependencies)),
      history: local(history.subgraph),
    }
    const door = opened(
      await startGatewayAndIntake({ config, ...parts, subgraphs, upgrade: scopeOldKeys }),
      (open) => open.stop(),
    )
    return { url: door.url, failed: database.lost }
  })
}

/** The database that MONGODB_URI names, or our own, whose address a file then tells to the commands in scripts/. */
async function openDatabase(
  { MONGODB_URI: uri, ELO_DATA_DIR: folder }: Config,
  environment: Environment,
  logger: Logger,
  opened: Opened,
): Promise<StartedDatabase> {
  if (!uri) await createDataFolder(folder)
  const dataDir = join(folder, 'mongodb')
  const database = opened(await startDatabase({ uri, dataDir, environment, logger }), (open) => open.stop())
  if (uri) return database
  const file = opened(join(folder, 'mongodb.uri'), (path) => rm(path, { force: true }))
  await writeFile(file, `${database.uri}\n`, { mode: 0o600 })
  return database
}

async function createDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const advice = 'name a folder that this user may write, or set MONGODB_URI to a MongoDB replica set'
    throw new StartError(
      `ELO_DATA_DIR: the folder of the embedded database cannot be made; ${advice} (${reason})`,
      {
        cause,
      },
    )
  }
}

function local(subgraph: Subgraph): SubgraphSource {
  return { kind: 'local', subgraph }
}
