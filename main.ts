import './platform/requireNode.ts'
import { configSchema } from './config.ts'
import { createLogger } from './platform/logger.ts'
import { readConfig } from './platform/readConfig.ts'
import { runProcess } from './platform/runProcess.ts'
import { start } from './server.ts'

await runProcess(createLogger({ level: 'info', name: 'elo' }), async () =>
  start(readConfig(configSchema, process.env), process.env),
)
