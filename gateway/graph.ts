import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql'
import type { ClosableIterator } from '../platform/lang/closableIterator.ts'
import { callerError } from '../platform/errors/errors.ts'
import type { Logger } from '../platform/process/logger.ts'
import { maskThrown } from '../platform/errors/maskThrown.ts'
import { maximumReasonLength, newRequestCall } from '../platform/subgraph/audit/requestCall.ts'
import { createRequestScope, type RequestScope } from '../platform/subgraph/requestScope.ts'
import { createAdmission, sizeFault } from './limits/admit.ts'
import { createOperationCompiler } from './execution/compileOperation.ts'
import type { Answer } from './execution/execute.ts'
import { counted, createFederatedSubscriptions, type Result } from './subscriptions/federatedSubscription.ts'
import type { GatewayContext } from './gatewayContext.ts'
import type { GatewayLimits } from './limits/limits.ts'
import { type Operation, createOperationCache } from './planning/operationCache.ts'
import { codesOf, logOperation } from './operationLog.ts'
import { createPersistedQueries } from './http/persistedQueries.ts'
import type { PlanningSupergraph } from './planning/planningSupergraph.ts'
import type { SubgraphConnection } from './subgraphs/subgraphConnection.ts'

/** One operation as its caller sent it, over any transport. */
export type GraphRequest = {
  /** Absent where `extensions` name a persisted query. */
  query: string | undefined
  operationName: string | undefined
  variables: Record<string, unknown>
  extensions: Record<string, unknown>
  /** The types of operation that the transport carries; default all. */
  carries?: readonly OperationTypeNode[]
}

/** The outcome of an operation. Its errors are masked already. */
export type GraphOutcome =
  /** Nothing was executed. */
  | { kind: 'refused'; errors: readonly GraphQLError[] }
  | { kind: 'result'; result: ExecutionResult<Record<string, unknown>> }
  | { kind: 'stream'; results: ClosableIterator<Result> }

/** The caller of an operation. Without `scope` the operation gets its own, with the time limit of its type. */
export type GraphCaller = Omit<GatewayContext, 'scope'> & {
  scope?: RequestScope
  /** Why it calls, for the audit trail; `extensions.reason` of the operation comes first. */
  reason?: unknown
}

/** Executes operations. Never rejects. */
export type Graph = (request: GraphRequest, caller: GraphCaller) => Promise<GraphOutcome>

/**
 * Every operation is executed here, whatever its transport, its headers and its type: take it from the cache or compile
 * it, admit it, execute it, mask its errors, log it in one line.
 */
export function createGraph({
  supergraph,
  connections,
  limits,
  passedCodes,
  logger,
}: {
  supergraph: PlanningSupergraph
  /** By the subgraph's name. */
  connections: Readonly<Record<string, SubgraphConnection>>
  limits: GatewayLimits
  /** Error codes of foreign subgraphs that callers may see, in addition to our own. */
  passedCodes: ReadonlySet<string>
  logger: Logger
}): Graph {
  const { schema } = supergraph
  const fetches = Object.fromEntries(Object.entries(connections).map(([name, { fetch }]) => [name, fetch]))
  const compile = createOperationCompiler({ supergraph, fetches, logger })
  const operations = createOperationCache({
    supergraph,
    compile,
    sizeFault: (type, size) => sizeFault(type, size, limits),
    limits,
  })
  const textOf = createPersistedQueries()
  const admit = createAdmission({ schema, limits })
  const subscribe = createFederatedSubscriptions({ schema, connections, toResult })

  const mask = (error: unknown) => maskThrown(error, logger, passedCodes)

  function toResult({ data, errors }: Answer): Result {
    return errors.length > 0 ? { errors: errors.map(mask), data } : { data }
  }

  function refused(...errors: readonly GraphQLError[]): GraphOutcome {
    return { kind: 'refused', errors }
  }

  function find({ operationName, ...asked }: GraphRequest): Operation | readonly GraphQLError[] {
    const text = textOf(asked)
    return typeof text === 'string' ? operations.find(text, operationName) : [text]
  }

  function contextOf(caller: GraphCaller, { type, name }: Operation, reason: string | null): GatewayContext {
    const { principal, transport, scope } = caller
    const limitMs = type === OperationTypeNode.MUTATION ? limits.mutationTimeoutMs : limits.subgraphTimeoutMs
    return {
      principal,
      transport,
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
    { variables, carries, extensions }: GraphRequest,
    caller: GraphCaller,
  ): Promise<GraphOutcome> {
    const { type } = operation
    if (carries && !carries.includes(type)) return refused(notCarried(type, carries))
    const admitted = admit(operation, caller.principal, variables)
    if (!('compiled' in admitted)) return refused(...admitted)
    const reason = reasonIn(extensions['reason'] ?? caller.reason)
    if (reason instanceof GraphQLError) return refused(reason)
    const context = contextOf(caller, operation, reason)
    if (type === OperationTypeNode.SUBSCRIPTION) {
      const results = await subscribe(admitted, context)
      return 'next' in results ? { kind: 'stream', results } : refused(...results)
    }
    const answer = await admitted.compiled.execute()(admitted.variables, context)
    return { kind: 'result', result: toResult(answer) }
  }

  return async (request, caller) => {
    const startedAt = performance.now()
    let operation: Operation | null = null
    const log = (errors: readonly GraphQLError[] | undefined, events?: number) =>
      logOperation(logger, {
        type: operation?.type ?? null,
        name: operation?.name ?? request.operationName ?? null,
        transport: caller.transport,
        startedAt,
        codes: codesOf(errors),
        ...(events !== undefined && { events }),
      })

    let outcome: GraphOutcome
    try {
      const found = find(request)
      if ('type' in found) {
        operation = found
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
      case 'stream':
        return {
          kind: 'stream',
          results: counted(outcome.results, mask, (events, error) => log(error ? [error] : [], events)),
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
