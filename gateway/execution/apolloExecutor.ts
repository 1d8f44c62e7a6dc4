import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway'
import type { FetchNode, PlanNode } from '@apollo/query-planner'
import { apolloLogger } from '../../platform/graph/apolloSettings.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import type { AuthorizedOperation } from '../authorization/authorizedOperation.ts'
import type { GatewayContext } from '../gatewayContext.ts'
import type { PlanningSupergraph } from '../planning/planningSupergraph.ts'
import { dataSourceOf, type SubgraphFetch } from '../subgraphs/subgraphFetch.ts'
import type { AnswerObject } from './answerData.ts'
import type { Answer, EventAnswer } from './execute.ts'

type RequestContext = Parameters<typeof executeQueryPlan>[2]

/** The service that answers with the event. The subgraph that delivers it may occur again in the rest of the plan. */
const eventService = '(event)'

/** Executes an operation by Apollo's executor. */
export type ApolloRun = (
  variables: AnswerObject,
  context: GatewayContext,
  event?: EventAnswer,
) => Promise<Answer>

/**
 * Apollo's executor, for operations that our compiled plans do not cover: introspection, rewrites of `@interfaceObject`
 * and of conflicting aliases, response names of Object.prototype. Compiling an operation decides which executor it
 * gets.
 */
export function createApolloExecutor({
  supergraph: { schema, apiSchema, supergraphSchema },
  fetches,
  logger,
}: {
  supergraph: PlanningSupergraph
  fetches: Readonly<Record<string, SubgraphFetch>>
  logger: Logger
}): (authorized: AuthorizedOperation, node: PlanNode | undefined) => ApolloRun {
  const dataSources = Object.fromEntries(
    Object.entries(fetches).map(([name, fetch]) => [name, dataSourceOf(fetch)]),
  )
  const executorLogger = apolloLogger(logger)

  return ({ document, removed }, node) => {
    const operationContext = buildOperationContext({ schema, operationDocument: document })
    const plan = { kind: 'QueryPlan' as const, ...(node && { node }) }
    return async (variables, context, event) => {
      const read = {
        request: { query: '', variables },
        document,
        source: '',
        operation: operationContext.operation,
        context,
        schema,
        logger: executorLogger,
        metrics: {},
      }
      const { data, errors, extensions } = await executeQueryPlan(
        plan,
        { ...dataSources, ...(event && { [eventService]: eventSource(event) }) },
        // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the executor and our data sources read only these members of Apollo Server's request context
        read as unknown as RequestContext,
        operationContext,
        supergraphSchema,
        apiSchema,
      )
      // Apollo reports values that break the schema here, not among the errors; also those that were removed.
      const completion: unknown = removed.size > 0 ? undefined : extensions?.['valueCompletion']
      return {
        data: data ?? null,
        errors: errors ?? (Array.isArray(completion) ? completion : []),
        units: null,
      }
    }
  }
}

/** The plan of a subscription's event: the event itself, then the rest. */
export function eventPlan(primary: FetchNode, rest: PlanNode | undefined): PlanNode {
  const event: FetchNode = { ...primary, serviceName: eventService }
  return rest ? { kind: 'Sequence', nodes: [event, rest] } : event
}

/** A subgraph that answers with the event. */
function eventSource({ data, errors }: EventAnswer): GraphQLDataSource {
  const reported = errors?.map((error) => Object.assign(error, error.toJSON()))
  return { process: async () => ({ data: data ?? null, ...(reported && { errors: reported }) }) }
}
