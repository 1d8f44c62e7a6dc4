import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { startDoor } from './gateway/startDoor.ts'
import type { SubgraphSource } from './gateway/subgraphSource.ts'
import { systemClock } from './platform/clock.ts'
import { connectDatabase } from './platform/database.ts'
import { startDatabase } from './platform/embeddedMongo/startDatabase.ts'
import { createLocalCall } from './platform/localCall.ts'
import { createLogger } from './platform/logger.ts'
import type { Environment } from './platform/readConfig.ts'
import type { Running } from './platform/runProcess.ts'
import type { Subgraph } from './platform/subgraph.ts'
import { createActionsSubgraph } from './subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from './subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from './subgraphs/feedback/subgraph.ts'
import { createHistorySubgraph } from './subgraphs/history/subgraph.ts'
import { readRules } from './subgraphs/identity/rules/readRules.ts'
import { createIdentitySubgraph } from './subgraphs/identity/subgraph.ts'

/**
 * All of Elo in this process: the composition root of the single-process mode, and the one file that knows every
 * room. Without `MONGODB_URI` it brings its own database, found with the help of `environment`, with its data in
 * `ELO_DATA_DIR` and its address in the file `mongodb.uri` beside it. Rejects with every fault of the identity rules
 * before anything is opened.
 */
export async function start(config: Config, environment: Environment): Promise<Running> {
  const rules = readRules(config.ELO_IDENTITY_RULES)
  const logger = createLogger({ level: config.LOG_LEVEL, name: 'elo' })
  await mkdir(config.ELO_DATA_DIR, { recursive: true })
  const database = await startDatabase({
    uri: config.MONGODB_URI,
    dataDir: join(config.ELO_DATA_DIR, 'mongodb'),
    environment,
    logger,
  })
  const addressFile = join(config.ELO_DATA_DIR, 'mongodb.uri')
  if (!config.MONGODB_URI) await writeFile(addressFile, `${database.uri}\n`, { mode: 0o600 })

  const connection = await connectDatabase(database.uri)
  const parts = { connection, clock: systemClock, logger }
  const identity = createIdentitySubgraph({ ...parts, rules })
  const roomParts = { ...parts, callIdentity: createLocalCall(identity, logger) }
  const history = createHistorySubgraph(roomParts)
  const door = await startDoor({
    config,
    ...parts,
    subgraphs: {
      identity: local(identity),
      conversations: local(createConversationsSubgraph(roomParts)),
      actions: local(createActionsSubgraph(roomParts)),
      feedback: local(createFeedbackSubgraph(roomParts)),
      history: local(history.subgraph),
    },
  })
  return {
    url: door.url,
    async stop() {
      await door.stop()
      await history.stop()
      await connection.close()
      if (!config.MONGODB_URI) await rm(addressFile, { force: true })
      await database.stop()
    },
  }
}

function local(subgraph: Subgraph): SubgraphSource {
  return { kind: 'local', subgraph }
}
