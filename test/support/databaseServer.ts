import type { TestProject } from 'vitest/node'
import { startDatabase } from '../../embeddedMongo/startDatabase.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string
  }
}

/**
 * Start one database server for the whole run, in a temporary folder, or use the one that MONGODB_URI names. A test
 * file gets its address by `inject('mongodbUri')` and uses a database of its own. Vitest calls the result at the end.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log: string[] = []
  const keep = (details: object, message: string) => void log.push(`${message} ${JSON.stringify(details)}`)
  try {
    const { uri, stop } = await startDatabase({
      uri: process.env['MONGODB_URI'],
      environment: process.env,
      logger: { info: keep, warn: keep, error: keep },
    })
    project.provide('mongodbUri', uri)
    return stop
  } catch (error) {
    throw new Error(`The tests have no database.\n${log.join('\n')}`, { cause: error })
  }
}
