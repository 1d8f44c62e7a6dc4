import { OperationTypeNode } from 'graphql'
import type { GraphCall } from '../platform/graph/graphCall.ts'
import { createGraphqlSockets } from '../platform/websocket/graphqlSockets.ts'
import {
  addressOf,
  type HttpRoute,
  refuseUpgrade,
  startHttpServer,
  type Upgrade,
} from '../platform/http/httpServer.ts'
import type { Logger } from '../platform/process/log/logger.ts'
import type { Policies } from '../platform/subgraph/guards/granted.ts'
import { createUnreadBytes } from '../platform/http/unreadBytes.ts'
import { createProbes } from '../platform/http/probes.ts'
import { within } from '../platform/async/within.ts'
import { openAccess, type PrincipalOf } from './authentication/authenticate.ts'
import type { Authentication } from './authentication/authenticationOf.ts'
import { createStoredKeys } from './authentication/keys/storedKeys.ts'
import { createSessions, type Session } from './authentication/sessions.ts'
import { connectSubgraph } from './subgraphs/connectSubgraph.ts'
import { createMeasuredFetch } from './subgraphs/measuredFetch.ts'
import { createMetrics, type Metrics } from '../platform/metrics/metrics.ts'
import { createMetricsRoute } from '../platform/metrics/metricsRoute.ts'
import { measureGateway } from './measureGateway.ts'
import { createExportRoute } from './export/exportRoute.ts'
import { createGraph } from './graph.ts'
import { createTracedGraph } from './tracedGraph.ts'
import type { Tracing } from '../platform/tracing/span.ts'
import { createGraphiqlPage, refusePage, wantsPage } from './http/graphiqlPage.ts'
import { createGraphqlRoute } from './http/graphqlRoute.ts'
import { createEventStreamRoute, eventFormatOf } from './http/eventStreamRoute.ts'
import { type GatewayLimits, gatewayLimits } from './limits/limits.ts'
import { createTraffic } from './limits/traffic.ts'
import { createMcpRoute } from './mcp/mcpRoute.ts'
import { createOrigins } from './http/origins.ts'
import { rootRoute } from './http/rootRoute.ts'
import { createPlanningSupergraph } from './planning/planningSupergraph.ts'
import { noSafelist, type Safelist } from './safelist/safelist.ts'
import type { SubgraphSource } from './subgraphs/subgraphSource.ts'

const operationsInProcess = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION]
const stopConnectionsMs = 1_000

/** A running gateway. */
export type Gateway = {
  /** `http://host:port`, without a path. */
  url: string
  /** Call the graph from this process. */
  graph: GraphCall
  /**
   * Report unready, close every WebSocket with `closeCodes.draining`, finish the requests in progress, close. Takes at
   * most about seven seconds, whatever the peers do. May be called again.
   */
  stop(): Promise<void>
}

/**
 * Serve the graph on one port: `/graphql` over HTTP, as server-sent events, as multipart subscriptions, over graphql-ws
 * and, for browsers, as an explorer page; `/mcp`, `/healthz`, `/readyz`, `/metrics`, and `routes`. Port 0 picks a free
 * port. The subgraphs need not be reachable when it starts.
 */
export async function startGateway({
  host,
  port,
  supergraphSdl,
  subgraphs,
  logger,
  principalOf: fixed,
  authentication,
  routes = [],
  stopRoutes = async () => undefined,
  isReady = async () => true,
  allowedOrigins = [],
  passedErrorCodes = [],
  allowedHosts = [],
  policies = {},
  safelist = noSafelist,
  introspection = true,
  limits = gatewayLimits,
  metrics = createMetrics(),
  metricsTokens = [],
  tracing = null,
  now,
}: {
  host: string
  port: number
  supergraphSdl: string
  /** By their names in the supergraph. */
  subgraphs: Readonly<Record<string, SubgraphSource>>
  logger: Logger
  /** Default: the demo principal, on loopback only. */
  principalOf?: PrincipalOf
  /** In its place: authentication that also accepts the API keys that the subgraph "identity" stores. */
  authentication?: Authentication
  routes?: readonly HttpRoute[]
  /** Finish the work that `routes` began. It may still call the graph. */
  stopRoutes?: () => Promise<void>
  isReady?: () => Promise<boolean>
  /** Further origins of web pages that may call; see `createOrigins`. */
  allowedOrigins?: readonly string[]
  /** Error codes of foreign subgraphs that callers may see; errors with other foreign codes are masked. */
  passedErrorCodes?: readonly string[]
  /** Further host names by which the graph may be called; see `createAllowedHosts`. */
  allowedHosts?: readonly string[]
  /** The rules that `@policy` of the supergraph names. A policy without a rule is refused to all. */
  policies?: Policies
  /** Which operations are carried out; default all. */
  safelist?: Safelist
  /** Whether callers may ask for the schema, and get the explorer page. */
  introspection?: boolean
  limits?: GatewayLimits
  /** The metrics of the process; default those of this gateway alone. */
  metrics?: Metrics
  /** Who may read them; see `createMetricsRoute`. */
  metricsTokens?: readonly string[]
  /** Where requests and operations are traced; default nowhere. */
  tracing?: Tracing | null
  /** The clock of budgets and rates, in ms; see `createTokenBuckets`. */
  now?: () => number
}): Promise<Gateway> {
  let stopping: Promise<void> | null = null
  const connections = Object.fromEntries(
    Object.entries(subgraphs).map(([name, source]) => {
      const connection = connectSubgraph(name, source, limits, logger)
      return [name, { ...connection, fetch: createMeasuredFetch(name, connection.fetch, metrics) }]
    }),
  )

  const identity = connections['identity']
  const storedKeys = identity ? createStoredKeys({ callIdentity: identity.call, logger }) : null
  const principalOf = authentication?.(storedKeys) ?? fixed ?? openAccess(host)
  const traffic = createTraffic(limits.traffic, now)
  const unread = createUnreadBytes(limits.http)
  measureGateway(metrics, { traffic, unread })
  const untraced = createGraph({
    supergraph: createPlanningSupergraph(supergraphSdl, { policies }),
    connections,
    limits,
    traffic,
    passedCodes: new Set(passedErrorCodes),
    safelist,
    introspection,
    metrics,
    logger,
  })
  const graph = tracing ? createTracedGraph(untraced, tracing) : untraced

  const sessions = createSessions(principalOf, logger)
  const sockets = createGraphqlSockets<Session>({
    async connect(request, params) {
      const session = await sessions.open(request, params)
      const { socket } = request
      const close = traffic.openSocket(session.principal)
      if (socket.destroyed) close()
      else socket.once('close', close)
      return session
    },
    expiry: { ...sessions.expiry, renew: sessions.renew },
    operate: (request, { principal, reason, address }, cancellation) =>
      graph(request, {
        principal,
        reason,
        address,
        transport: 'ws',
        isCancelled: () => cancellation.isCancelled(),
        get signal() {
          return cancellation.signal
        },
      }),
    limits: limits.sockets,
    unread,
    logger,
  })
  const origins = createOrigins({ allowedOrigins, allowedHosts })
  const upgrade: Upgrade = (request, socket, head) => {
    const refusal = origins.refusalOf(request)
    if (refusal) refuseUpgrade(socket, '403 Forbidden', refusal)
    else {
      const tooFast = traffic.beginSocket(addressOf(request.socket))
      if (tooFast) refuseUpgrade(socket, '429 Too Many Requests', { errors: [tooFast] })
      else sockets.upgrade(request, socket, head)
    }
  }

  const showPage = introspection ? createGraphiqlPage() : refusePage
  const answerGraphql = createGraphqlRoute({
    graph,
    async callerOf(request, signal, isCancelled) {
      const { principal, reason } = await sessions.open(request)
      return {
        principal,
        reason,
        transport: 'http',
        isCancelled,
        get signal() {
          return signal()
        },
      }
    },
    maxBodyBytes: limits.maxBodyBytes,
  })
  const eventStreams = createEventStreamRoute<Session>({
    graph,
    connect: (request) => sessions.open(request),
    callerOf: ({ principal, reason, address }, signal, transport) => ({
      principal,
      reason,
      address,
      transport,
      signal,
    }),
    expiry: sessions.expiry,
    limits: { ...limits.sockets, maxBodyBytes: limits.maxBodyBytes },
    unread,
    logger,
  })
  const graphqlRoute: HttpRoute = {
    method: '*',
    path: '/graphql',
    async handle(request, response) {
      if (origins.answered(request, response)) return
      if (request.method === 'GET' && wantsPage(request)) return showPage(request, response)
      const format = eventFormatOf(request)
      if (format) return eventStreams.answer(request, response, format)
      await answerGraphql(request, response)
    },
  }
  const mcp = createMcpRoute<Session>({
    graph,
    origins,
    connect: (request) => sessions.open(request),
    callerOf: ({ principal, reason }, signal) => ({ principal, reason, transport: 'mcp', signal }),
    expiry: sessions.expiry,
    limits: { maxBodyBytes: limits.maxBodyBytes, keepAliveMs: limits.sockets.keepAliveMs },
    logger,
  })
  const exportRoute = createExportRoute({
    graph,
    origins,
    principalOf: async (request) => (await sessions.open(request)).principal,
  })

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
      exportRoute,
      mcp.route,
      ...createProbes({ isStopping: () => stopping !== null, isReady }),
      createMetricsRoute(metrics, metricsTokens),
      ...routes,
    ],
    upgrade: { '/graphql': upgrade, '/': upgrade },
    limits: limits.http,
    unread,
    metrics,
    tracing,
    logger,
  }).catch(async (error: unknown) => {
    await stopConnections()
    throw error
  })

  async function stop(): Promise<void> {
    eventStreams.stop()
    mcp.stop()
    await Promise.all([sockets.stop(), http.stop(limits.drainMs), stopRoutes()])
    await stopConnections()
  }

  return {
    url: http.url,
    async graph({ query, variables, principal, scope, signal }) {
      const request = {
        query,
        operationName: undefined,
        variables,
        extensions: {},
        carries: operationsInProcess,
      }
      const outcome = await graph(request, { principal, scope, transport: 'process', signal })
      if (outcome.kind === 'stream') throw new Error('expected no stream')
      return outcome.kind === 'result' ? outcome.result : { errors: outcome.errors }
    },
    stop: () => (stopping ??= stop()),
  }
}
