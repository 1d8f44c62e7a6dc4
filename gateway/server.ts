import { OperationTypeNode } from 'graphql'
import type { GraphCall } from '../platform/graph/graphCall.ts'
import { createGraphqlSockets } from '../platform/websocket/graphqlSockets.ts'
import { type HttpRoute, refuseUpgrade, startHttpServer, type Upgrade } from '../platform/http/httpServer.ts'
import type { Logger } from '../platform/process/logger.ts'
import type { Principal } from '../platform/subgraph/principal.ts'
import { createProbes } from '../platform/http/probes.ts'
import { within } from '../platform/lang/within.ts'
import { authenticate, type PrincipalOf } from './authentication/authenticate.ts'
import { connectSubgraph } from './subgraphs/connectSubgraph.ts'
import { createGraph } from './graph.ts'
import { createGraphiqlPage, wantsPage } from './http/graphiqlPage.ts'
import { createGraphqlRoute } from './http/graphqlRoute.ts'
import { type GatewayLimits, gatewayLimits } from './limits/limits.ts'
import { createOrigins } from './http/origins.ts'
import { createPlanningSupergraph } from './planning/planningSupergraph.ts'
import type { SubgraphSource } from './subgraphs/subgraphSource.ts'

const ofProcess = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION]
const stopConnectionsMs = 1_000

/** A gateway that answers. */
export type Gateway = {
  /** `http://host:port`; the graph is at `/graphql` there. */
  url: string
  /** Ask the graph from this process. */
  graph: GraphCall
  /**
   * Be unready, close every WebSocket with `closeCodes.draining`, finish what is being answered, close. Takes at most
   * about seven seconds whatever the peers do. May be called again.
   */
  stop(): Promise<void>
}

/**
 * Open the door to the graph on one port: `/graphql` by HTTP, graphql-ws and, for browsers, as a page to explore it;
 * `/healthz`, `/readyz`, and `routes`. Port 0 picks one. Needs no subgraph to be there when it starts.
 */
export async function startGateway({
  host,
  port,
  supergraphSdl,
  subgraphs,
  logger,
  principalOf = authenticate,
  routes = [],
  stopRoutes = async () => undefined,
  isReady = async () => true,
  allowedOrigins = [],
  passedErrorCodes = [],
  allowedHosts = [],
  limits = gatewayLimits,
}: {
  host: string
  port: number
  supergraphSdl: string
  /** By the names that they have in the supergraph. */
  subgraphs: Readonly<Record<string, SubgraphSource>>
  logger: Logger
  principalOf?: PrincipalOf
  routes?: readonly HttpRoute[]
  /** Bring to its end what routes have begun. It may still ask the graph. */
  stopRoutes?: () => Promise<void>
  isReady?: () => Promise<boolean>
  /** Origins of web pages, beside our own, that may ask; see `createOrigins`. */
  allowedOrigins?: readonly string[]
  /** Codes of foreign subgraphs' errors that callers may see; an error with any other code of theirs is masked. */
  passedErrorCodes?: readonly string[]
  /** Hosts, beside addresses and local names, under which the graph may be asked; see `createAllowedHosts`. */
  allowedHosts?: readonly string[]
  limits?: GatewayLimits
}): Promise<Gateway> {
  let stopping: Promise<void> | null = null
  const connections = Object.fromEntries(
    Object.entries(subgraphs).map(([name, source]) => [name, connectSubgraph(name, source, limits, logger)]),
  )

  const graph = createGraph({
    supergraph: createPlanningSupergraph(supergraphSdl),
    connections,
    limits,
    passedCodes: new Set(passedErrorCodes),
    logger,
  })

  const sockets = createGraphqlSockets<Principal>({
    connect: principalOf,
    operate: (request, principal) => graph(request, { principal, transport: 'ws' }),
    limits: limits.sockets,
    logger,
  })
  const origins = createOrigins({ allowedOrigins, allowedHosts })
  const upgrade: Upgrade = (request, socket, head) => {
    const refusal = origins.refusalOf(request)
    if (refusal) refuseUpgrade(socket, '403 Forbidden', refusal)
    else sockets.upgrade(request, socket, head)
  }

  const showPage = createGraphiqlPage()
  const answerGraphql = createGraphqlRoute({
    graph,
    callerOf: async (request, signal) => ({
      principal: await principalOf(request, {}),
      transport: 'http',
      get signal() {
        return signal()
      },
    }),
    maxBodyBytes: limits.maxBodyBytes,
  })
  const graphqlRoute: HttpRoute = {
    method: '*',
    path: '/graphql',
    async handle(request, response) {
      if (origins.answered(request, response)) return
      if (request.method === 'GET' && wantsPage(request)) return showPage(request, response)
      await answerGraphql(request, response)
    },
  }
  const rootRoute: HttpRoute = {
    method: '*',
    path: '/',
    async handle(request, response) {
      // 307 keeps the method and the body, for whoever asks the root.
      response.writeHead(307, { location: `/graphql${(request.url ?? '/').slice(1)}` }).end()
    },
  }
  async function stopConnections(): Promise<void> {
    const stopped = Promise.all(Object.values(connections).map((connection) => connection.stop()))
    await within(stopped, stopConnectionsMs, 'connections to subgraphs did not close in time').catch(
      (error: unknown) =>
        logger.warn({ event: 'connections_not_closed', err: error }, 'stopped without them'),
    )
  }

  const http = await startHttpServer({
    host,
    port,
    routes: [
      graphqlRoute,
      rootRoute,
      ...createProbes({ isStopping: () => stopping !== null, isReady }),
      ...routes,
    ],
    upgrade: { '/graphql': upgrade, '/': upgrade },
    logger,
  }).catch(async (error: unknown) => {
    await stopConnections()
    throw error
  })

  async function stop(): Promise<void> {
    await Promise.all([sockets.stop(), http.stop(limits.drainMs), stopRoutes()])
    await stopConnections()
  }

  return {
    url: http.url,
    async graph({ query, variables, principal, scope, signal }) {
      const request = { query, operationName: undefined, variables, extensions: {}, carries: ofProcess }
      const outcome = await graph(request, { principal, scope, transport: 'process', signal })
      if (outcome.kind === 'stream') throw new Error('expected no stream')
      return outcome.kind === 'result' ? outcome.result : { errors: outcome.errors }
    },
    stop: () => (stopping ??= stop()),
  }
}
