import { operationFromDocument } from '@apollo/federation-internals'
import { type ApolloGateway, buildOperationContext, executeQueryPlan } from '@apollo/gateway'
import type { QueryPlan } from '@apollo/query-planner'
import {
  getVariableValues,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  OperationTypeNode,
  type VariableDefinitionNode,
} from 'graphql'
import type { PlainRequest } from '../../platform/graphqlHttp.ts'
import { createLruCache } from '../../platform/lruCache.ts'
import type { GatewayContext } from '../gatewayContext.ts'
import { operationKey } from '../operationKey.ts'
import type { PlanningSupergraph } from '../planningSupergraph.ts'
import { dataSourceOf, type SubgraphFetch } from '../subgraphFetch.ts'
import { type AnswerObject, isTreacherousName } from './answerData.ts'
import { compilePlan, type IsOfType, type RunPlan } from './compilePlan.ts'
import { compileShape, type RootShape } from './compileShape.ts'
import { replayAnswers, type SentFetch } from './replayAnswers.ts'
import { UnlikeExpectedError } from './unlikeExpected.ts'

type Loaded = Awaited<ReturnType<ApolloGateway['load']>>
type Executor = Loaded['executor']
type RequestContext = Parameters<Executor>[0]
type OperationContext = ReturnType<typeof buildOperationContext>

/** What a member of a shape takes up, in characters of queries. */
const memberCharacters = 20

/** What Apollo Server asks of a gateway. */
export type Gateway = Pick<ApolloGateway, 'load' | 'onSchemaLoadOrUpdate' | 'stop'>

/** An operation ready to be executed often; what cannot be done the straight way is left to Apollo whole. */
type Compiled = { kind: 'left' } | ({ kind: 'straight' } & Straight)
type Straight = {
  name: string | null
  variableDefinitions: readonly VariableDefinitionNode[]
  plan: QueryPlan
  operationContext: OperationContext
  run: RunPlan
  shape: RootShape
  members: number
}

const leftToApollo: Compiled = { kind: 'left' }

export type CompiledGateway = {
  /** For Apollo Server. */
  gateway: Gateway
  /**
   * The JSON of the response to a query that was validated and made ready before; null when Apollo Server has to give
   * it, in the same context: then that knows what was asked already.
   */
  answerKnown: (
    asked: PlainRequest,
    context: GatewayContext,
  ) => Promise<{ name: string | null; data: Record<string, unknown> } | null>
}

/**
 * Apollo's gateway with a shorter way for plain queries: their plan, which is Apollo's, is made ready once and then
 * carried out without building the operation anew for each request. Whatever is not plain - mutations, directives,
 * introspection - goes Apollo's way from the start; and where an answer has errors or is not as its type says, Apollo's
 * executor works out the response from the very answers that came, without asking anybody again.
 */
export function createCompiledGateway({
  apollo,
  supergraph,
  fetches,
  maxPlanCharacters,
}: {
  apollo: ApolloGateway
  supergraph: PlanningSupergraph
  /** By the subgraph's name. */
  fetches: Readonly<Record<string, SubgraphFetch>>
  /** How many characters the texts of the queries that are kept ready may have together. */
  maxPlanCharacters: number
}): CompiledGateway {
  const { planner, apiSchema, schema, supergraphSchema } = supergraph
  const isOfType = createTypeTest(supergraphSchema)
  const known = createLruCache<Compiled>(maxPlanCharacters)
  const dataSources = Object.fromEntries(
    Object.entries(fetches).map(([name, fetch]) => [name, dataSourceOf(fetch)]),
  )

  function compile({ document, request, operation }: RequestContext): Compiled {
    if (operation.operation !== OperationTypeNode.QUERY) return leftToApollo
    const { name, variableDefinitions = [] } = operation
    if (variableDefinitions.some(({ variable }) => isTreacherousName(variable.name.value)))
      return leftToApollo
    const compiledShape = compileShape(schema, document, operation)
    if (!compiledShape) return leftToApollo
    const { operationName } = request
    const named = operationName ? { operationName } : {}
    const plan = planner.buildQueryPlan(operationFromDocument(apiSchema, document, named))
    if (!plan.node || plan.node.kind === 'Subscription') return leftToApollo
    const run = compilePlan(plan.node, isOfType)
    if (!run) return leftToApollo
    const operationContext = buildOperationContext({ schema, operationDocument: document, ...named })
    return {
      kind: 'straight',
      name: name?.value ?? null,
      variableDefinitions,
      plan,
      operationContext,
      run,
      ...compiledShape,
    }
  }

  function compiledOf(context: RequestContext): Compiled {
    const key = operationKey(context.source, context.request.operationName)
    const found = known.get(key)
    if (found) return found
    const compiled = compile(context)
    const members = compiled.kind === 'straight' ? compiled.members : 0
    known.set(key, compiled, key.length + members * memberCharacters)
    return compiled
  }

  /** Those that the operation declares: whatever else a caller sends is nobody's. */
  function declared(variables: Record<string, unknown>, { variableDefinitions }: Straight) {
    const names = variableDefinitions.map(({ variable }) => variable.name.value)
    return Object.fromEntries(
      names.flatMap((name) => (Object.hasOwn(variables, name) ? [[name, variables[name]]] : [])),
    )
  }

  function areValid(variables: Record<string, unknown>, { variableDefinitions }: Straight): boolean {
    return !getVariableValues(schema, variableDefinitions, variables).errors
  }

  /** The data of a query, and in `sent` all that was asked for it; null when something is unlike expected. */
  async function runStraight(
    { run, shape }: Straight,
    variables: AnswerObject,
    context: GatewayContext,
    sent: SentFetch[],
  ): Promise<AnswerObject | null> {
    const data: AnswerObject = { __proto__: null }
    try {
      await run(data, variables, (fetch, given) => {
        const { serviceName: subgraph, operation: query, operationDocumentNode: document } = fetch
        const ask = fetches[subgraph]
        if (!ask) throw new UnlikeExpectedError(`there is no source of the subgraph ${subgraph}`)
        const answer = ask({ query, document, variables: given, operation: OperationTypeNode.QUERY }, context)
        sent.push({ subgraph, query, variables: given, answer })
        return answer
      })
      return shape(data)
    } catch (error) {
      if (error instanceof UnlikeExpectedError) return null
      throw error
    }
  }

  function executeByApollo(
    { plan, operationContext }: Straight,
    context: RequestContext,
    sent: readonly SentFetch[],
  ): ReturnType<Executor> {
    return executeQueryPlan(
      plan,
      { ...replayAnswers(dataSources, sent) },
      context,
      operationContext,
      supergraphSchema,
      apiSchema,
    )
  }

  return {
    async answerKnown({ query, operationName, variables }, context) {
      const compiled = known.get(operationKey(query, operationName))
      if (compiled?.kind !== 'straight' || !areValid(variables, compiled)) return null
      const sent: SentFetch[] = []
      const data = await runStraight(compiled, declared(variables, compiled), context, sent)
      if (data) return { name: compiled.name, data }
      context.sent = sent
      return null
    },
    gateway: {
      async load(options) {
        const loaded = await apollo.load(options)
        return {
          ...loaded,
          async executor(context) {
            const compiled = compiledOf(context)
            const { variables = {} } = context.request
            // Apollo has its own words for variables that do not fit.
            if (compiled.kind === 'left' || !areValid(variables, compiled)) return loaded.executor(context)
            const asked = context.context
            if (!isGatewayContext(asked)) throw new Error('expected the context of a request to the gateway')
            if (asked.sent) return executeByApollo(compiled, context, asked.sent)
            const sent: SentFetch[] = []
            const data = await runStraight(compiled, declared(variables, compiled), asked, sent)
            return data ? { data } : executeByApollo(compiled, context, sent)
          },
        }
      },
      onSchemaLoadOrUpdate: (callback) => apollo.onSchemaLoadOrUpdate(callback),
      stop: () => apollo.stop(),
    },
  }
}

/** Apollo Server hands on what it was given. */
function isGatewayContext(context: object): context is GatewayContext {
  return 'principal' in context && 'scope' in context && 'transport' in context
}

function createTypeTest(schema: GraphQLSchema): IsOfType {
  return (typename, condition) => {
    if (typename === condition) return true
    const type = schema.getType(typename)
    const conditionType = schema.getType(condition)
    return isObjectType(type) && isAbstractType(conditionType) && schema.isSubType(conditionType, type)
  }
}
