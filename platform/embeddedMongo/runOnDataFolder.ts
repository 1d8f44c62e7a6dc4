import type { Environment, StepLogger } from './embeddedMongoOptions.ts'
import { freePort } from './freePort.ts'
import { runMongod, type RunningMongod } from './runMongod.ts'

export async function runOnDataFolder(options: {
  binary: string
  dataDir: string
  replicaSet: string
  environment: Environment
  logger: StepLogger
  removeWithUs?: string | undefined
}): Promise<{ running: RunningMongod; port: number }> {
  const port = await freePort()
  return { running: await runMongod({ ...options, port }), port }
}
