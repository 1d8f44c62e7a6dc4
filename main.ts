import './platform/process/requireNode.ts'
import { configSchema } from './config.ts'
import { createProcessLogger } from './platform/process/loggerOfProcess.ts'
import { readConfig } from './platform/process/readConfig.ts'
import { runProcess } from './platform/process/runProcess.ts'
import { start } from './server.ts'

await runProcess(createProcessLogger('elo', process.env), async () =>
  start(readConfig(configSchema, process.env), process.env),
)
