import '../platform/process/requireNode.ts'
import { createProcessLogger } from '../platform/process/loggerOfProcess.ts'
import { readConfig } from '../platform/process/readConfig.ts'
import { runProcess } from '../platform/process/runProcess.ts'
import { intakeConfigSchema } from './config.ts'
import { start } from './server.ts'

await runProcess(createProcessLogger('intake', process.env), async () =>
  start(readConfig(intakeConfigSchema, process.env)),
)
