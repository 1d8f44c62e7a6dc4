import '../platform/process/requireNode.ts'
import '../platform/process/settings/loadEnvFile.ts'
import { createLogger } from '../platform/process/log/logger.ts'
import { createProcessLogger } from '../platform/process/log/loggerOfProcess.ts'
import { readConfig } from '../platform/process/settings/readConfig.ts'
import { runProcess } from '../platform/process/runProcess.ts'
import { warnOfUnknownSettings } from '../platform/process/settings/unknownSettings.ts'
import { intakeConfigSchema } from './config.ts'
import { start } from './server.ts'

await runProcess(createProcessLogger('intake', process.env), async () => {
  const config = readConfig(intakeConfigSchema, process.env)
  warnOfUnknownSettings(process.env, createLogger({ level: config.LOG_LEVEL, name: 'intake' }))
  return start(config)
})
