import { parse, execute, subscribe } from 'graphql'
import { inject } from 'vitest'
import { createLogger } from '../../../../../platform/process/log/logger.ts'
import { connectDatabase } from '../../../../../platform/mongo/database.ts'
import { createRequestScope } from '../../../../../platform/subgraph/requestScope.ts'
import { createHistorySubgraph } from '../../../../../subgraphs/history/subgraph.ts'
import { asAgent, type History } from '../../support/startHistory.ts'

/** A second history subgraph over the same database, with a connection of its own, as another process has it. */
export async function openSecondProcess({ connection, callIdentity }: History) {
  const uri = Object.assign(new URL(inject('mongodbUri')), { pathname: `/${connection.name}` })
  const own = await connectDatabase(uri.toString())
  const logger = createLogger({ level: 'silent', name: 'second' })
  const opened = createHistorySubgraph({
    ...{ connection: own, clock: () => new Date(), logger, callIdentity },
  })
  const execution = (principal = asAgent) => ({
    schema: opened.subgraph.schema,
    contextValue: opened.subgraph.createContext({ principal, scope: createRequestScope() }),
  })
  const second: Pick<History, 'ask' | 'subscribe'> & { stop(): Promise<void> } = {
    async ask(query, variableValues, principal) {
      return { ...(await execute({ ...execution(principal), document: parse(query), variableValues })) }
    },
    async subscribe(query, variableValues, principal) {
      const events = await subscribe({ ...execution(principal), document: parse(query), variableValues })
      if (Symbol.asyncIterator in events) return events
      throw events.errors?.[0] ?? new Error('neither events nor errors')
    },
    async stop() {
      await opened.stop()
      await own.close()
    },
  }
  return second
}
