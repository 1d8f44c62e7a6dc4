import { once } from 'node:events'
import { built } from './build.ts'
import { type Measured, measuredSchema } from './closedLoop.ts'
import { forkModule } from './forkModule.ts'
import type { HttpLoad, WriteLoad } from '../loaders/loads.ts'

export type Loader<Load> = {
  /** Do a load and measure it. Throws when any answer is not as expected; the process has ended then. */
  load: (what: Load) => Promise<Measured>
  stop: () => Promise<void>
}

/**
 * A process that sends requests. Use one for all that is compared: a young process needs ten times as long for a
 * request, and on a machine of few cores it is the server that goes without.
 */
export async function startHttpLoader(): Promise<Loader<HttpLoad>> {
  return startLoader('http', '')
}

/** A process that writes into the database itself. */
export async function startWriteLoader(
  name: 'logAppends' | 'bareInserts',
  mongodbUri: string,
): Promise<Loader<WriteLoad>> {
  return startLoader(name, mongodbUri)
}

async function startLoader<Load extends object>(name: string, mongodbUri: string): Promise<Loader<Load>> {
  const { child, ended, stop } = forkModule(new URL(`bench/loaders/${name}.js`, built), {
    env: { BENCH_MONGODB_URI: mongodbUri },
  })
  await Promise.race([once(child, 'message'), ended])
  return {
    async load(what) {
      child.send(what)
      return Promise.race([once(child, 'message').then(([message]) => measuredSchema.parse(message)), ended])
    },
    stop,
  }
}
