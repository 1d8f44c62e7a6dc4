import { executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway'
import { type DocumentNode, type ExecutionResult, getVariableValues, GraphQLError } from 'graphql'
import { apolloLogger } from '../platform/apolloSettings.ts'
import { type ClosableIterator, createClosableIterator } from '../platform/closableIterator.ts'
import type { SocketRequest } from '../platform/socketProtocol.ts'
import type { SubscriptionEvent, SubscriptionOutcome } from '../platform/localSubscription.ts'
import type { Logger } from '../platform/logger.ts'
import { maskThrown } from '../platform/maskThrown.ts'
import type { Principal } from '../platform/principal.ts'
import type { GatewayContext } from './gatewayContext.ts'
import type { GatewayLimits } from './limits.ts'
import { codesOf, logOperation } from './operationLog.ts'
import type { PlanningSupergraph } from './planningSupergraph.ts'
import type { SubgraphConnection } from './subgraphConnection.ts'
import { dataSourceOf } from './subgraphFetch.ts'
import { createSubscriptionPlanner, eventService, type SubscriptionPlan } from './subscriptionPlan.ts'

/** A subscription as its subscriber asks for it. */
export type SubscriptionRequest = Pick<SocketRequest, 'query' | 'operationName' | 'variables'> & {
  document: DocumentNode
  principal: Principal
}

type Result = ExecutionResult<Record<string, unknown>>
type RequestContext = Parameters<typeof executeQueryPlan>[2]

/**
 * Subscriptions across subgraphs, by Apollo's own plan: one subgraph delivers the events, and for each event the rest
 * of the plan asks the others once, in the scope in which the event was executed. Errors are masked, also those that
 * end a stream. A document that is not valid, or variables that do not fit, give errors and no stream.
 */
export function createFederatedSubscriptions({
  supergraph,
  connections,
  limits,
  logger,
}: {
  supergraph: PlanningSupergraph
  connections: Readonly<Record<string, SubgraphConnection>>
  limits: Pick<GatewayLimits, 'maxPlanCharacters' | 'maxSelections'>
  logger: Logger
}): (request: SubscriptionRequest) => Promise<SubscriptionOutcome<Result>> {
  const planner = createSubscriptionPlanner(supergraph, limits)
  const { schema, apiSchema, supergraphSchema } = supergraph
  const dataSources = Object.fromEntries(
    Object.entries(connections).map(([name, { fetch }]) => [name, dataSourceOf(fetch)]),
  )
  const executorLogger = apolloLogger(logger)

  /** Complete one event with what the other subgraphs know. */
  async function executeEvent(
    plan: SubscriptionPlan,
    { result, scope }: SubscriptionEvent,
    request: SubscriptionRequest,
  ): Promise<Result> {
    const { data, errors } = await executeQueryPlan(
      plan.perEvent,
      { ...dataSources, [eventService]: answering(result.data) },
      requestContext(request, plan, { principal: request.principal, scope, transport: 'ws' }),
      plan.operationContext,
      supergraphSchema,
      apiSchema,
    )
    const ofEvent = (result.errors ?? []).map(
      ({ message, path, extensions }) =>
        new GraphQLError(message, {
          path: path ?? null,
          extensions: { ...extensions, serviceName: plan.primary.subgraph },
        }),
    )
    const all = [...ofEvent, ...(errors ?? [])].map((error) => maskThrown(error, logger))
    return { data: data ?? null, ...(all.length > 0 && { errors: all }) }
  }

  function requestContext(
    { query, document, operationName, variables }: SubscriptionRequest,
    { operationContext }: SubscriptionPlan,
    context: GatewayContext,
  ): RequestContext {
    const read = {
      request: { query, variables, ...(operationName && { operationName }) },
      document,
      source: query,
      operation: operationContext.operation,
      context,
      schema,
      logger: executorLogger,
      metrics: {},
    }
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the executor and our data sources read no more than this of what Apollo Server would hand them
    return read as unknown as RequestContext
  }

  /**
   * The seam for sharing: subscribers with the same plan, variables and rights could read one execution here, each
   * from its own place in it. Every subscriber has one of his own now.
   */
  async function openExecution(
    plan: SubscriptionPlan,
    request: SubscriptionRequest,
  ): Promise<SubscriptionOutcome<Result>> {
    const { primary } = plan
    const connection = connections[primary.subgraph]
    if (!connection) throw new Error(`expected a source of the subgraph ${primary.subgraph}, got none`)
    const events = await connection.subscribe(primary, {
      variables: picked(request.variables, primary.variables),
      principal: request.principal,
    })
    if (!('next' in events)) return events
    return createClosableIterator({
      async pull() {
        const { done, value } = await events.next()
        if (done) return { done, value: undefined }
        return { done: false, value: await executeEvent(plan, value, request) }
      },
      async close() {
        await events.return()
      },
    })
  }

  return async (request) => {
    const { operationName } = request
    const startedAt = performance.now()
    const log = (codes: string[], events: number) =>
      logOperation(logger, {
        type: 'subscription',
        name: operationName ?? null,
        transport: 'ws',
        startedAt,
        codes,
        events,
      })
    const plan = planner.plan(request)
    const outcome = 'primary' in plan ? await begin(plan, request) : plan
    if ('next' in outcome) return counted(outcome, log)
    const errors = outcome.map((error) => maskThrown(error, logger))
    log(codesOf(errors), 0)
    return errors
  }

  async function begin(
    plan: SubscriptionPlan,
    request: SubscriptionRequest,
  ): Promise<SubscriptionOutcome<Result>> {
    const { variableDefinitions } = plan.operationContext.operation
    const { errors } = getVariableValues(schema, variableDefinitions ?? [], request.variables)
    if (errors) return errors
    return openExecution(plan, request)
  }
}

/** A subgraph that answers with what is already known. */
function answering(data: Record<string, unknown> | null | undefined): GraphQLDataSource {
  return { process: async () => ({ data: data ?? null }) }
}

function picked(variables: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)))
}

/** The same results; says when they are over how many they were, and by which errors they ended. */
function counted(
  results: ClosableIterator<Result>,
  over: (codes: string[], events: number) => void,
): ClosableIterator<Result> {
  let events = 0
  let codes: string[] = []
  return createClosableIterator({
    async pull() {
      try {
        const next = await results.next()
        if (!next.done) events += 1
        return next
      } catch (error) {
        if (error instanceof GraphQLError) codes = codesOf([error])
        throw error
      }
    },
    async close() {
      over(codes, events)
      await results.return()
    },
  })
}
