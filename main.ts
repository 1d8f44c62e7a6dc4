import './platform/process/requireNode.ts'
import './platform/process/settings/loadEnvFile.ts'
import { configSchema } from './config.ts'
import { createProcessLogger } from './platform/process/log/loggerOfProcess.ts'
import { readConfig } from './platform/process/settings/readConfig.ts'
import { runProcess } from './platform/process/runProcess.ts'
import { checkStartArguments } from './platform/process/startArguments.ts'
import { start } from './server.ts'

const usage = `npm start

Starts Elo with its own database, or with the MongoDB of MONGODB_URI, and answers at http://localhost:4000/graphql.
It takes settings, no arguments: from the environment, else from the file .env. The README lists them; the most used:

  PORT                     the port, 0 to 65535; 0 picks a free one; default 4000
  HOST                     the address to listen on; default 127.0.0.1, this machine only
  MONGODB_URI              a MongoDB replica set; without it Elo brings its own
  ELO_DATA_DIR             the folder of Elo's own database; default .data
  CHATWOOT_WEBHOOK_SECRET  the secret with which Chatwoot signs its webhooks
  LOG_LEVEL                trace, debug, info, warn, error, fatal or silent; default info

Other commands: npm run demo, replay, quarantine, keys, mcp, audit:verify, audit:checkpoint, each with -- --help.`

checkStartArguments(process.argv.slice(2), usage)
await runProcess(createProcessLogger('elo', process.env), async () =>
  start(readConfig(configSchema, process.env), process.env),
)
