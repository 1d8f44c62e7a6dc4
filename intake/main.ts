import '../platform/process/requireNode.ts'
import { createLogger } from '../platform/process/logger.ts'
import { readConfig } from '../platform/process/readConfig.ts'
import { runProcess } from '../platform/process/runProcess.ts'
import { intakeConfigSchema } from './config.ts'
import { start } from './server.ts'

await runProcess(createLogger({ level: 'info', name: 'intake' }), async () =>
  start(readConfig(intakeConfigSchema, process.env)),
)
