import { startHttpServer } from '../../../platform/http/httpServer.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { createGraphqlSockets } from '../../../platform/websocket/graphqlSockets.ts'
import { socketLimits, type SocketLimits } from '../../../platform/websocket/socketLimits.ts'
import type {
  Cancellation,
  SocketOutcome,
  SocketRequest,
} from '../../../platform/websocket/socketProtocol.ts'

export type Sockets = {
  url: string
  /** The graph behind the sockets; a test may replace it. It answers with the query. */
  operate(request: SocketRequest, cancellation?: Cancellation): Promise<SocketOutcome>
  /** All that was logged. */
  logged: string
  stop(): Promise<void>
}

/** A server of sockets. It refuses a connection whose parameters have `refuse`. */
export async function startSockets(limits: Partial<SocketLimits> = {}): Promise<Sockets> {
  const logger = createLogger(
    { level: 'warn', name: 'test' },
    { write: (line: string) => void (server.logged += line) },
  )
  const sockets = createGraphqlSockets({
    connect: async (_request, { refuse }) => {
      if (refuse === 'FORBIDDEN') throw callerError('FORBIDDEN', 'token: expected one for this graph')
      if (refuse) throw callerError('UNAUTHENTICATED', 'token: expected a valid token')
    },
    operate: (request, _session, cancellation) => server.operate(request, cancellation),
    limits: { ...socketLimits, ...limits },
    logger,
  })
  const http = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [],
    upgrade: { '/graphql': sockets.upgrade },
    logger,
  })
  const server: Sockets = {
    url: http.url,
    operate: async ({ query }) => ({ kind: 'result', result: { data: { query } } }),
    logged: '',
    stop: async () => void (await Promise.all([sockets.stop(), http.stop(0)])),
  }
  return server
}
