import './platform/process/requireNode.ts'
import { configSchema } from './config.ts'
import { createLogger } from './platform/process/logger.ts'
import { readConfig } from './platform/process/readConfig.ts'
import { runProcess } from './platform/process/runProcess.ts'
import { start } from './server.ts'

await runProcess(createLogger({ level: 'info', name: 'elo' }), async () =>
  start(readConfig(configSchema, process.env), process.env),
)
