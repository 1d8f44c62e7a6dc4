import { operationFromDocument } from '@apollo/federation-internals'
import { type ApolloGateway, buildOperationContext, executeQueryPlan } from '@apollo/gateway'
import { GraphQLDataSourceRequestKind } from '@apollo/gateway/dist/datasources/types.js'
import type { QueryPlan } from '@apollo/query-planner'
import {
  getVariableValues,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  OperationTypeNode,
} from 'graphql'
import { createLruCache } from '../../platform/lruCache.ts'
import type { PlanningSupergraph } from '../planningSupergraph.ts'
import type { AnswerObject } from './answerData.ts'
import { compilePlan, type IsOfType, type RunPlan, type SendFetch } from './compilePlan.ts'
import { compileShape, type RootShape } from './compileShape.ts'
import { type DataSources, replayAnswers, type SentFetch } from './replayAnswers.ts'
import { UnlikeExpectedError } from './unlikeExpected.ts'

type Loaded = Awaited<ReturnType<ApolloGateway['load']>>
type Executor = Loaded['executor']
type RequestContext = Parameters<Executor>[0]
type OperationContext = ReturnType<typeof buildOperationContext>

/** What Apollo Server asks of a gateway. */
export type Gateway = Pick<ApolloGateway, 'load' | 'onSchemaLoadOrUpdate' | 'stop'>

/** An operation ready to be executed often; what cannot be done the straight way is left to Apollo whole. */
type Compiled = { kind: 'left' } | ({ kind: 'straight' } & Straight)
type Straight = { plan: QueryPlan; operationContext: OperationContext; run: RunPlan; shape: RootShape }

const leftToApollo: Compiled = { kind: 'left' }

/**
 * Apollo's gateway with a shorter way for plain queries: their plan, which is Apollo's, is made ready once and then
 * carried out without building the operation anew for each request. Whatever is not plain - mutations, directives,
 * introspection - goes Apollo's way from the start; and where an answer has errors or is not as its type says, Apollo's
 * executor works out the response from the very answers that came, without asking anybody again.
 */
export function createCompiledGateway({
  apollo,
  supergraph,
  dataSources,
  maxPlanCharacters,
}: {
  apollo: ApolloGateway
  supergraph: PlanningSupergraph
  dataSources: DataSources
  /** How many characters the texts of the queries that are kept ready may have together. */
  maxPlanCharacters: number
}): Gateway {
  const { planner, apiSchema, schema, supergraphSchema } = supergraph
  const isOfType = createTypeTest(supergraphSchema)
  const known = createLruCache<Compiled>(maxPlanCharacters)

  function compile({ document, request, operation }: RequestContext): Compiled {
    if (operation.operation !== OperationTypeNode.QUERY) return leftToApollo
    const shape = compileShape(schema, document, operation)
    if (!shape) return leftToApollo
    const { operationName } = request
    const named = operationName ? { operationName } : {}
    const plan = planner.buildQueryPlan(operationFromDocument(apiSchema, document, named))
    if (!plan.node || plan.node.kind === 'Subscription') return leftToApollo
    const run = compilePlan(plan.node, isOfType)
    if (!run) return leftToApollo
    const operationContext = buildOperationContext({ schema, operationDocument: document, ...named })
    return { kind: 'straight', plan, operationContext, run, shape }
  }

  function compiledOf(context: RequestContext): Compiled {
    const key = `${context.request.operationName ?? ''}\n${context.source}`
    const found = known.get(key)
    if (found) return found
    const compiled = compile(context)
    known.set(key, compiled)
    return compiled
  }

  async function executeStraight(
    { plan, operationContext, run, shape }: Straight,
    context: RequestContext,
  ): ReturnType<Executor> {
    const sent: SentFetch[] = []
    const send: SendFetch = (fetch, variables) => {
      const source = dataSources[fetch.serviceName]
      if (!source) throw new UnlikeExpectedError(`there is no source of the subgraph ${fetch.serviceName}`)
      const answer = Promise.resolve(
        source.process({
          kind: GraphQLDataSourceRequestKind.INCOMING_OPERATION,
          request: {
            query: fetch.operation,
            variables,
            ...(fetch.operationName && { operationName: fetch.operationName }),
          },
          incomingRequestContext: context,
          context: context.context,
          ...(fetch.operationDocumentNode && { document: fetch.operationDocumentNode }),
        }),
      )
      sent.push({ subgraph: fetch.serviceName, query: fetch.operation, variables, answer })
      return answer
    }
    try {
      const data: AnswerObject = { __proto__: null }
      await run(data, context.request.variables ?? {}, send)
      return { data: shape(data) }
    } catch (error) {
      if (!(error instanceof UnlikeExpectedError)) throw error
      return executeQueryPlan(
        plan,
        { ...replayAnswers(dataSources, sent) },
        context,
        operationContext,
        supergraphSchema,
        apiSchema,
      )
    }
  }

  return {
    async load(options) {
      const loaded = await apollo.load(options)
      return {
        ...loaded,
        async executor(context) {
          const compiled = compiledOf(context)
          if (compiled.kind === 'left') return loaded.executor(context)
          const { variableDefinitions } = context.operation
          const { errors } = getVariableValues(
            schema,
            variableDefinitions ?? [],
            context.request.variables ?? {},
          )
          // Apollo has its own words for variables that do not fit.
          return errors ? loaded.executor(context) : executeStraight(compiled, context)
        },
      }
    },
    onSchemaLoadOrUpdate: (callback) => apollo.onSchemaLoadOrUpdate(callback),
    stop: () => apollo.stop(),
  }
}

function createTypeTest(schema: GraphQLSchema): IsOfType {
  return (typename, condition) => {
    if (typename === condition) return true
    const type = schema.getType(typename)
    const conditionType = schema.getType(condition)
    return isObjectType(type) && isAbstractType(conditionType) && schema.isSubType(conditionType, type)
  }
}
