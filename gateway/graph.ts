import { setImmediate } from 'node:timers/promises'
import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql'
import { createConcurrencyLimit } from '../platform/async/concurrencyLimit.ts'
import type { ClosableIterator } from '../platform/async/closableIterator.ts'
import { callerError } from '../platform/errors/errors.ts'
import type { Logger } from '../platform/process/log/logger.ts'
import { maskThrown } from '../platform/errors/maskThrown.ts'
import { requestContext, runInRequest } from '../platform/process/requestContext.ts'
import { newRequestId } from '../platform/process/requestId.ts'
import { maximumReasonLength, newRequestCall } from '../platform/subgraph/audit/requestCall.ts'
import type { Principal } from '../platform/subgraph/principal.ts'
import { createRequestScope, type RequestScope } from '../platform/subgraph/requestScope.ts'
import { createAdmission, sizeFault } from './limits/admit.ts'
import { createOperationCompiler } from './execution/compileOperation.ts'
import type { CompiledSelection } from './execution/compileSelection.ts'
import type { Answer } from './execution/execute.ts'
import { countedResults } from './subscriptions/countedResults.ts'
import { createFederatedSubscriptions, type Result } from './subscriptions/federatedSubscription.ts'
import type { GatewayContext } from './gatewayContext.ts'
import type { GatewayLimits } from './limits/limits.ts'
import type { Place, Traffic } from './limits/traffic.ts'
import { type Operation, createOperationCache } from './planning/operationCache.ts'
import { codesOf, describeOperation, logOperation } from './operationLog.ts'
import { createOperationMetrics } from './operationMetrics.ts'
import { createMetrics, type Metrics } from '../platform/metrics/metrics.ts'
import { createPersistedQueries } from './http/persistedQueries.ts'
import { withoutSuggestion } from './validation/withoutSuggestion.ts'
import type { PlanningSupergraph } from './planning/planningSupergraph.ts'
import { noSafelist, type Safelist } from './safelist/safelist.ts'
import { createUnlistedLog } from './safelist/unlistedLog.ts'
import type { SubgraphConnection } from './subgraphs/subgraphConnection.ts'

/** One operation as its caller sent it, over any transport. */
export type GraphRequest = {
  /** Absent where `documentId` or `extensions` name a persisted query. */
  query: string | undefined
  /** The id of a listed operation. */
  documentId?: string | undefined
  operationName: string | undefined
  variables: Record<string, unknown>
  extensions: Record<string, unknown>
  /** The types of operation that the transport carries; default all. */
  carries?: readonly OperationTypeNode[]
  /** An operation of Elo itself, as exports are made of: it needs no place in a safelist, and costs one unit. */
  isOwn?: boolean
  /** A document that is part of Elo, as MCP tools have one: it needs no place in a safelist, and costs what it costs. */
  isPrepared?: boolean
}

/** The outcome of an operation. Its errors are masked already. */
export type GraphOutcome =
  /** Nothing was executed. */
  | { kind: 'refused'; errors: readonly GraphQLError[] }
  | { kind: 'result'; result: ExecutionResult<Record<string, unknown>> }
  | { kind: 'stream'; results: ClosableIterator<Result> }

/** A stream holds a place until it is closed. */
type Executed =
  | Exclude<GraphOutcome, { kind: 'stream' }>
  | { kind: 'stream'; results: ClosableIterator<Result>; place: Place }

/** The caller of an operation. Without `scope` the operation gets its own, with the time limit of its type. */
export type GraphCaller = Omit<GatewayContext, 'scope'> & {
  scope?: RequestScope
  /** Why it calls, for the audit trail; `extensions.reason` of the operation comes first. */
  reason?: unknown
  /** The address that it calls from, whose new subscriptions are counted. Default: they are not. */
  address?: string | undefined
}

/** Executes operations. Never rejects. */
export type Graph = (request: GraphRequest, caller: GraphCaller) => Promise<GraphOutcome>

/**
 * Every operation is executed here, whatever its transport, its headers and its type: take it from the cache or compile
 * it, admit it, count it in the traffic, execute it, mask its errors, log it in one line.
 */
export function createGraph({
  supergraph,
  connections,
  limits,
  traffic,
  passedCodes,
  safelist = noSafelist,
  introspection = true,
  metrics = createMetrics(),
  logger,
}: {
  supergraph: PlanningSupergraph
  /** By the subgraph's name. */
  connections: Readonly<Record<string, SubgraphConnection>>
  limits: GatewayLimits
  traffic: Traffic
  /** Error codes of foreign subgraphs that callers may see, in addition to our own. */
  passedCodes: ReadonlySet<string>
  /** Default: all operations are carried out. */
  safelist?: Safelist
  /** Whether callers may ask for the schema. */
  introspection?: boolean
  /** Where operations are counted; default nowhere. */
  metrics?: Metrics
  logger: Logger
}): Graph {
  const { schema, costRules } = supergraph
  const fetches = Object.fromEntries(Object.entries(connections).map(([name, { fetch }]) => [name, fetch]))
  const compile = createOperationCompiler({ supergraph, fetches, logger })
  const operations = createOperationCache({
    supergraph,
    compile,
    sizeFault: (type, size) => sizeFault(type, size, limits),
    introspection,
    limits,
  })
  const textOf = createPersistedQueries(safelist)
  const operationMetrics = createOperationMetrics(metrics, safelist.operations.names)
  const logUnlisted = createUnlistedLog(safelist, logger)
  const admit = createAdmission({ schema, limits })
  const subscribe = createFederatedSubscriptions({ schema, connections, toResult })

  // An introspection is one long piece of work: others are served between two of them.
  const oneAtATime = createConcurrencyLimit(1)
  const subscriptionName = schema.getSubscriptionType()?.name ?? 'Subscription'
  function mask(error: unknown): GraphQLError {
    const shown = introspection || !(error instanceof GraphQLError) ? error : withoutSuggestion(error)
    return maskThrown(shown, logger, passedCodes)
  }

  function toResult({ data, errors }: Answer): Result {
    return errors.length > 0 ? { errors: errors.map(mask), data } : { data }
  }

  function refused(...errors: readonly GraphQLError[]) {
    return { kind: 'refused' as const, errors }
  }

  /** What a subscription counts while it is open. */
  function heldBy({ rootNames: [name] }: CompiledSelection): number {
    return name === undefined ? 1 : Math.max(1, costRules.ofField(subscriptionName, name))
  }

  function find(
    { operationName, isOwn, isPrepared = isOwn, ...asked }: GraphRequest,
    principal: Principal,
  ): Operation | readonly GraphQLError[] {
    const text = isPrepared && asked.query !== undefined ? asked.query : textOf(asked)
    if (typeof text !== 'string') return [text]
    const found = operations.find(text, operationName, (characters) =>
      isPrepared || safelist.operations.has(text) ? null : traffic.readDocument(principal, characters),
    )
    if ('type' in found && !isPrepared) logUnlisted(text)
    return found
  }

  function contextOf(caller: GraphCaller, { type, name }: Operation, reason: string | null): GatewayContext {
    const { principal, transport, scope, isCancelled } = caller
    const limitMs = type === OperationTypeNode.MUTATION ? limits.mutationTimeoutMs : limits.subgraphTimeoutMs
    return {
      principal,
      transport,
      isCancelled,
      scope:
        scope ??
        createRequestScope({
          endsAt: Date.now() + limitMs,
          call: newRequestCall({ operation: name, reason }),
        }),
      // Creating the signal costs time, so it is created when it is read.
      get signal() {
        return caller.signal
      },
    }
  }

  async function execute(
    operation: Operation,
    { variables, carries, extensions, isOwn = false }: GraphRequest,
    caller: GraphCaller,
  ): Promise<Executed> {
    const { type } = operation
    if (carries && !carries.includes(type)) return refused(notCarried(type, carries))
    const admitted = admit(operation, caller.principal, variables)
    if (!('compiled' in admitted)) return refused(...admitted)
    const reason = reasonIn(extensions['reason'] ?? caller.reason)
    if (reason instanceof GraphQLError) return refused(reason)
    const { compiled, units, isIntrospection } = admitted
    const budgeted = isOwn ? 0 : units
    const place = traffic.enter(caller.principal, {
      type,
      units: budgeted,
      held: heldBy(compiled.selection),
      address: caller.address,
    })
    if (!('leave' in place)) return refused(place)
    const context = contextOf(caller, operation, reason)
    try {
      if (type === OperationTypeNode.SUBSCRIPTION) {
        const results = await subscribe(admitted, context)
        if ('next' in results) return { kind: 'stream', results, place }
        place.leave()
        return refused(...results)
      }
      const run = () => compiled.execute()(admitted.variables, context)
      const answer = await (isIntrospection ? oneAtATime(() => setImmediate().then(run)) : run())
      place.leave(isOwn ? budgeted : answer.units)
      const result = toResult(answer)
      if (extensions['cost'] !== true) return { kind: 'result', result }
      const cost = { estimated: units, actual: answer.units ?? units }
      return { kind: 'result', result: { ...result, extensions: { cost } } }
    } catch (error) {
      place.leave()
      throw error
    }
  }

  return async (request, caller) => {
    // A request over HTTP has its id already; of a WebSocket each operation is a request.
    const hasId = caller.transport !== 'ws' && requestContext().requestId !== null
    return hasId
      ? ask(request, caller)
      : runInRequest({ requestId: newRequestId() }, () => ask(request, caller))
  }

  async function ask(request: GraphRequest, caller: GraphCaller): Promise<GraphOutcome> {
    const startedAt = performance.now()
    let operation: Operation | null = null
    const { requestId, span } = requestContext()
    const log = (errors: readonly GraphQLError[] | undefined, events?: number) => {
      const ended = {
        type: operation?.type ?? null,
        name: operation?.name ?? request.operationName ?? null,
        transport: caller.transport,
        startedAt,
        codes: codesOf(errors),
        ...(events !== undefined && { events }),
      }
      operationMetrics.ended(ended)
      // The end of a stream may be seen by another request.
      logOperation(logger, { ...ended, requestId, ...(span && { traceId: span.traceId }) })
    }

    let outcome: Executed
    try {
      const found = find(request, caller.principal)
      if ('type' in found) {
        operation = found
        describeOperation(span, found)
        outcome = await execute(found, request, caller)
      } else outcome = refused(...found)
    } catch (error) {
      outcome = refused(maskThrown(error, logger))
    }
    switch (outcome.kind) {
      case 'refused': {
        const errors = outcome.errors.map(mask)
        log(errors, operation?.type === OperationTypeNode.SUBSCRIPTION ? 0 : undefined)
        return { kind: 'refused', errors }
      }
      case 'result':
        log(outcome.result.errors)
        return outcome
      case 'stream': {
        const { place } = outcome
        const closed = operationMetrics.opened(caller.transport)
        return {
          kind: 'stream',
          results: countedResults(outcome.results, mask, (events, error) => {
            place.leave()
            closed()
            log(error ? [error] : [], events)
          }),
        }
      }
    }
  }
}

/** The reason that a caller gave, null when there is none, or why it is refused. */
function reasonIn(given: unknown): string | null | GraphQLError {
  if (given === undefined || given === null || given === '') return null
  if (typeof given === 'string' && given.length <= maximumReasonLength) return given
  const got = typeof given === 'string' ? `${given.length}` : 'something else'
  return callerError(
    'BAD_REQUEST',
    `reason: expected a text of at most ${maximumReasonLength} characters, got ${got}`,
  )
}

function notCarried(type: OperationTypeNode, carries: readonly OperationTypeNode[]): GraphQLError {
  const expected = carries.join(' or ')
  const how =
    type === OperationTypeNode.SUBSCRIPTION
      ? 'subscribe by WebSocket (graphql-ws) at /graphql'
      : 'send it as an HTTP POST'
  return callerError('BAD_REQUEST', `expected a ${expected} over this transport, got a ${type}; ${how}`)
}
