import { ApolloServer } from '@apollo/server'
import { GraphQLError, OperationTypeNode } from 'graphql'
import type { IncomingMessage } from 'node:http'
import { apolloSettings } from '../graph/apolloSettings.ts'
import { createClosableIterator } from '../async/closableIterator.ts'
import { createDocumentCache } from '../graph/documentCache.ts'
import { callerError } from '../errors/errors.ts'
import { executeByApollo } from '../graph/executeByApollo.ts'
import { createGraphqlHandler } from '../http/graphqlHttp.ts'
import { createGraphqlSockets } from '../websocket/graphqlSockets.ts'
import { refuseUpgrade, startHttpServer, type Upgrade } from '../http/httpServer.ts'
import { subscribeLocally } from '../graph/localSubscription.ts'
import { createMetrics, type Metrics } from '../metrics/metrics.ts'
import { createMetricsRoute } from '../metrics/metricsRoute.ts'
import type { Logger } from '../process/log/logger.ts'
import { createOperationValidation } from '../graph/operationValidation.ts'
import { newRequestCall, type RequestCall } from './audit/requestCall.ts'
import { decodePrincipal, demoPrincipal, type Principal, principalHeader } from './principal.ts'
import { createProbes } from '../http/probes.ts'
import { type SignableCall, socketCall } from '../signing/callSignature.ts'
import { runInRequest } from '../process/requestContext.ts'
import { createCallVerifier } from '../signing/callVerifier.ts'
import { sendJson } from '../http/sendJson.ts'
import { readDeadline, readingUntil } from '../mongo/readDeadline.ts'
import {
  createRequestScope,
  remainingMsHeader,
  type RequestScope,
  scopeOfRemainingMs,
} from './requestScope.ts'
import { runIn } from '../tracing/inSpan.ts'
import type { SpanOptions, Tracing } from '../tracing/span.ts'
import { traceparentHeader } from '../tracing/traceparent.ts'
import { resolveOperation } from '../graph/resolveOperation.ts'
import { upstreamSocketLimits } from '../websocket/socketLimits.ts'
import type { Subgraph } from './subgraph.ts'

const { maxMessageBytes: maxBodyBytes } = upstreamSocketLimits
const stopMs = 5_000

/** The start of a subscription; its events have no spans. */
const subscriptionSpan: SpanOptions = { name: 'subscription', kind: 'server' }

/**
 * Serve a subgraph at `/graphql` over HTTP and graphql-ws, with `/healthz`, `/readyz` and `/metrics`. The principal comes in the
 * header `elo-principal`, over a WebSocket in `extensions` of each operation or in the payload of `connection_init`.
 * Without one the answer is UNAUTHENTICATED, or with `allowAnonymous` the demo principal is used. With `secrets` every
 * call, upgrade and operation must be signed with one of them, and a principal in the payload of `connection_init` is
 * not read; without, `host` must be loopback. The header `elo-remaining-ms` gives the time that the caller will wait;
 * default ten seconds. `url` includes `/graphql`. `stop` takes at most about five seconds.
 */
export async function startSubgraphServer({
  subgraph,
  host,
  port,
  logger,
  isReady = async () => true,
  allowAnonymous = false,
  secrets = [],
  metrics = createMetrics(),
  metricsTokens = [],
  tracing = null,
}: {
  subgraph: Subgraph
  host: string
  port: number
  logger: Logger
  isReady?: () => Promise<boolean>
  allowAnonymous?: boolean
  /** The secrets of the callers; see `createCallVerifier`. */
  secrets?: readonly string[]
  /** The metrics of the process; default those of this server alone. */
  metrics?: Metrics
  /** Who may read them; see `createMetricsRoute`. */
  metricsTokens?: readonly string[]
  /** Where requests are traced; default nowhere. */
  tracing?: Tracing | null
}): Promise<{ url: string; stop(): Promise<void> }> {
  let stopping: Promise<void> | null = null
  const verifier = createCallVerifier(host, { secrets, subgraph: subgraph.name }, logger)
  const server = new ApolloServer<object>({
    ...apolloSettings(logger),
    schema: subgraph.schema,
    // Only our gateway calls it, never a browser with a user's cookies.
    csrfPrevention: false,
  })
  await server.start()
  const validate = createOperationValidation(subgraph.schema)

  /** The principal and its call in the first of `encoded` that is not undefined. */
  function callerOf(...encoded: unknown[]): { principal: Principal; call: RequestCall } {
    const text = encoded.find((value) => value !== undefined)
    if (text === undefined && allowAnonymous) return { principal: demoPrincipal, call: newRequestCall() }
    try {
      if (typeof text === 'string') return decodePrincipal(text)
    } catch {
      // Not a principal; the reason does not matter.
    }
    const got = text === undefined ? 'none' : 'something else'
    throw callerError('UNAUTHENTICATED', `${principalHeader}: expected a principal, got ${got}`)
  }

  function contextOf(principal: Principal, scope: RequestScope): object {
    const context = subgraph.createContext({ principal, scope })
    if (typeof context === 'object' && context !== null) return context
    throw new Error(`${subgraph.name}: expected createContext to make an object, got ${typeof context}`)
  }

  const parse = createDocumentCache()
  const sockets = createGraphqlSockets<unknown>({
    connect: async (_request, params) => (secrets.length === 0 ? params[principalHeader] : undefined),
    async operate({ query, operationName, variables, extensions }, connected) {
      const { call, body } = socketCall({ query, operationName, variables }, extensions)
      verifier.checkHead(call)
      verifier.checkBody(call, body)
      const { principal, call: asked } = callerOf(extensions[principalHeader], connected)
      const { document, operation } = resolveOperation(query, operationName, parse)
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
        const scope = createRequestScope({ call: asked })
        const request = { query, operationName, variables }
        const result = await runInRequest({ endsAt: scope.endsAt, requestId: asked.requestId }, () =>
          executeByApollo(server, request, contextOf(principal, scope)),
        )
        const isRefused = result.data === undefined
        return isRefused ? { kind: 'refused', errors: result.errors ?? [] } : { kind: 'result', result }
      }
      const faults = validate(document)
      if (faults.length > 0) return { kind: 'refused', errors: faults }
      const subscribe = () =>
        subscribeLocally(subgraph, { document, operationName, variables, principal, call: asked }, logger)
      const traceparent = extensions[traceparentHeader]
      const span = traceparent === undefined ? undefined : tracing?.start(subscriptionSpan, traceparent)
      const events = await runInRequest({ requestId: asked.requestId }, () =>
        span ? runIn(span, subscribe) : subscribe(),
      )
      if (!('next' in events)) return { kind: 'refused', errors: events }
      const results = createClosableIterator({
        async pull() {
          const { done, value } = await events.next()
          return done ? { done, value: undefined } : { done: false, value: value.result }
        },
        async close() {
          await events.return()
        },
      })
      return { kind: 'stream', results }
    },
    limits: upstreamSocketLimits,
    logger,
  })

  const answerGraphql = createGraphqlHandler({
    server,
    async contextOf({ headers }) {
      const { principal, call } = callerOf(headers[principalHeader])
      return contextOf(principal, createRequestScope({ endsAt: readDeadline(), call }))
    },
    checkBody: (request, sent) => verifier.checkBody(callOf(request), sent),
    maxBodyBytes,
  })
  const handle: typeof answerGraphql = async (request, response) => {
    try {
      verifier.checkHead(callOf(request))
      const { endsAt } = scopeOfRemainingMs(request.headers[remainingMsHeader])
      await readingUntil(endsAt, () => answerGraphql(request, response))
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      sendJson(response, 401, { errors: [error] })
    }
  }
  const upgrade: Upgrade = (request, socket, head) => {
    try {
      verifier.checkHead(callOf(request))
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      return refuseUpgrade(socket, '401 Unauthorized', { errors: [error] })
    }
    sockets.upgrade(request, socket, head)
  }
  const http = await startHttpServer({
    host,
    port,
    routes: [
      { method: '*', path: '/graphql', handle },
      ...createProbes({ isStopping: () => stopping !== null, isReady }),
      createMetricsRoute(metrics, metricsTokens),
    ],
    upgrade: { '/graphql': upgrade },
    metrics,
    tracing,
    logger,
  })

  async function stop(): Promise<void> {
    await Promise.all([sockets.stop(), http.stop(stopMs)])
    await server.stop()
  }
  return { url: `${http.url}/graphql`, stop: () => (stopping ??= stop()) }
}

function callOf({ method = '', url = '', headers }: IncomingMessage): SignableCall {
  return { method, path: url, headers }
}
