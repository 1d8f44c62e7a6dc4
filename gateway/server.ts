import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import type { IncomingMessage } from 'node:http'
import { OperationTypeNode } from 'graphql'
import { apolloLogger, apolloSettings } from '../platform/apolloSettings.ts'
import { createDocumentCache } from '../platform/documentCache.ts'
import { executeByApollo } from '../platform/executeByApollo.ts'
import type { GraphCall } from '../platform/graphCall.ts'
import { createGraphqlHandler } from '../platform/graphqlHttp.ts'
import { createGraphqlSockets } from '../platform/graphqlSockets.ts'
import { type HttpRoute, refuseUpgrade, startHttpServer, type Upgrade } from '../platform/httpServer.ts'
import type { Logger } from '../platform/logger.ts'
import { toBody } from '../platform/sendJson.ts'
import type { Principal } from '../platform/principal.ts'
import { createProbes } from '../platform/probes.ts'
import { createRequestScope } from '../platform/requestScope.ts'
import { resolveOperation } from '../platform/resolveOperation.ts'
import type { SubgraphName } from '../platform/schemaFiles.ts'
import { authenticate, type PrincipalOf } from './authenticate.ts'
import { connectSubgraph } from './connectSubgraph.ts'
import { createCompiledGateway } from './execution/compiledGateway.ts'
import { createFederatedSubscriptions } from './federatedSubscription.ts'
import type { GatewayContext } from './gatewayContext.ts'
import { createGraphiqlPage, wantsPage } from './graphiqlPage.ts'
import { type GatewayLimits, gatewayLimits } from './limits.ts'
import { logOperation, operationLogPlugin } from './operationLog.ts'
import { createMaxSelections } from './maxSelections.ts'
import { createOrigins } from './origins.ts'
import { createPlanningSupergraph } from './planningSupergraph.ts'
import { dataSourceOf } from './subgraphFetch.ts'
import type { SubgraphSource } from './subgraphSource.ts'
import { withoutApolloTelemetry } from './withoutApolloTelemetry.ts'

const stopConnectionsMs = 1_000

/** A gateway that answers. */
export type Gateway = {
  /** `http://host:port`; the graph is at `/graphql` there. */
  url: string
  /** Ask the graph from this process. The operation is parsed, validated and planned once. */
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
  limits = gatewayLimits,
}: {
  host: string
  port: number
  supergraphSdl: string
  subgraphs: Readonly<Record<SubgraphName, SubgraphSource>>
  logger: Logger
  principalOf?: PrincipalOf
  routes?: readonly HttpRoute[]
  /** Bring to its end what routes have begun. It may still ask the graph. */
  stopRoutes?: () => Promise<void>
  isReady?: () => Promise<boolean>
  /** Origins of web pages, beside our own, that may ask; see `createOrigins`. */
  allowedOrigins?: readonly string[]
  limits?: GatewayLimits
}): Promise<Gateway> {
  let stopping: Promise<void> | null = null
  const connections = Object.fromEntries(
    Object.entries(subgraphs).map(([name, source]) => [name, connectSubgraph(name, source, limits, logger)]),
  )

  const fetches = Object.fromEntries(Object.entries(connections).map(([name, { fetch }]) => [name, fetch]))

  const supergraph = createPlanningSupergraph(supergraphSdl)
  withoutApolloTelemetry()
  const apollo = new ApolloGateway({
    supergraphSdl,
    logger: apolloLogger(logger),
    __exposeQueryPlanExperimental: false,
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    buildService({ name }) {
      const fetch = fetches[name]
      if (!fetch) throw new Error(`expected a source of the subgraph ${name}, got none`)
      return dataSourceOf(fetch)
    },
  })
  const { gateway, answerKnown } = createCompiledGateway({
    apollo,
    supergraph,
    fetches,
    maxPlanCharacters: limits.maxPlanCharacters,
  })
  const server = new ApolloServer<GatewayContext>({
    ...apolloSettings(logger),
    plugins: [...apolloSettings(logger).plugins, operationLogPlugin(logger)],
    validationRules: [createMaxSelections(limits.maxSelections)],
    gateway,
  })
  await server.start()
  const subscribe = createFederatedSubscriptions({
    supergraph,
    connections,
    limits,
    logger,
  })

  const parse = createDocumentCache()
  const sockets = createGraphqlSockets<Principal>({
    connect: principalOf,
    async operate(request, principal) {
      const { query, operationName, variables } = request
      const { document, operation } = resolveOperation(query, operationName, parse)
      if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
        const outcome = await subscribe({ query, document, operationName, variables, principal })
        return 'next' in outcome ? { kind: 'stream', results: outcome } : { kind: 'refused', errors: outcome }
      }
      const context = { principal, scope: createRequestScope(), transport: 'ws' as const }
      const result = await executeByApollo(server, request, context)
      const isRefused = result.data === undefined
      return isRefused ? { kind: 'refused', errors: result.errors ?? [] } : { kind: 'result', result }
    },
    limits: limits.sockets,
    logger,
  })
  const origins = createOrigins(allowedOrigins)
  const upgrade: Upgrade = (request, socket, head) => {
    if (origins.isAllowed(request)) sockets.upgrade(request, socket, head)
    else refuseUpgrade(socket, '403 Forbidden')
  }

  const showPage = createGraphiqlPage()
  const answerGraphql = createGraphqlHandler({
    server,
    contextOf: async (request: IncomingMessage, signal): Promise<GatewayContext> => ({
      principal: await principalOf(request, {}),
      scope: createRequestScope(),
      transport: 'http',
      get signal() {
        return signal()
      },
    }),
    maxBodyBytes: limits.maxBodyBytes,
    async answerKnown(asked, context) {
      const startedAt = performance.now()
      const answer = await answerKnown(asked, context)
      if (!answer) return null
      const { name, data } = answer
      const { transport } = context
      logOperation(logger, { type: OperationTypeNode.QUERY, name, transport, startedAt, codes: [] })
      return toBody({ data })
    },
  })
  const graphqlRoute: HttpRoute = {
    method: '*',
    path: '/graphql',
    async handle(request, response) {
      if (request.method === 'GET' && wantsPage(request)) return showPage(request, response)
      if (origins.answered(request, response)) return
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
  })

  async function stop(): Promise<void> {
    await Promise.all([sockets.stop(), http.stop(limits.drainMs), stopRoutes()])
    await server.stop()
    const disconnected = Promise.all(Object.values(connections).map((connection) => connection.stop()))
    let timer: NodeJS.Timeout | undefined
    const longEnough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, stopConnectionsMs)
    })
    await Promise.race([disconnected, longEnough])
    clearTimeout(timer)
  }

  return {
    url: http.url,
    async graph({ query, variables, principal, scope, signal }) {
      const context: GatewayContext = { principal, scope, transport: 'process', signal }
      return executeByApollo(server, { query, variables }, context)
    },
    stop: () => (stopping ??= stop()),
  }
}
