import type { FetchNode, PlanNode } from '@apollo/query-planner'
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql'
import type { Logger } from '../../platform/process/log/logger.ts'
import type { AuthorizedOperation, DecidedDocument } from '../authorization/authorizedOperation.ts'
import type { GatewayContext } from '../gatewayContext.ts'
import type { PlanningSupergraph } from '../planning/planningSupergraph.ts'
import type { SubgraphFetch } from '../subgraphs/subgraphFetch.ts'
import { isObject } from '../../platform/lang/isObject.ts'
import type { AnswerObject } from './answerData.ts'
import { createApolloExecutor, eventPlan } from './apolloExecutor.ts'
import { compilePlan, type RunPlan } from './compilePlan.ts'
import type { IsOfType } from './compileRepresentation.ts'
import { type CompiledSelection, compileSelection } from './compileSelection.ts'
import type { Completion } from './completeAnswer.ts'
import type { Answer, Execute, ExecuteEvent } from './execute.ts'
import { executeInOrder } from './executeInOrder.ts'
import { fieldsOf, fragmentsOf } from './fieldsOf.ts'
import { subgraphError } from './subgraphError.ts'

/** The part of a subscription that one subgraph delivers, and how each of its events is completed. */
export type CompiledSubscription = {
  primary: FetchNode
  rest: PlanNode | undefined
  executeEvent: ExecuteEvent
  /** The operation as the caller sent it. */
  asked: DocumentNode
}

/** An operation whose conditions and authorisation are decided, ready to be executed often. */
export type CompiledOperation = {
  selection: CompiledSelection
  /** Plans the operation at the first call, so that an operation that is refused for its cost is never planned. */
  execute(): Execute
  /** The same for a subscription; errors when the caller may not have its field. */
  subscription(): CompiledSubscription | readonly GraphQLError[]
}

const noSteps: RunPlan = async () => undefined

/** Compiles operations over a supergraph. The plans are Apollo's. Throws a SelectionTooLargeError. */
export function createOperationCompiler({
  supergraph,
  fetches,
  logger,
}: {
  supergraph: PlanningSupergraph
  /** By the subgraph's name. */
  fetches: Readonly<Record<string, SubgraphFetch>>
  logger: Logger
}): (authorized: AuthorizedOperation) => CompiledOperation {
  const { schema, supergraphSchema, interfaceObjects, costRules } = supergraph
  const isOfType = createTypeTest(supergraphSchema)
  const runByApollo = createApolloExecutor({ supergraph, fetches, logger })

  function selectionOf({ document, operation, removed }: AuthorizedOperation): CompiledSelection {
    const source = { schema, fragments: fragmentsOf(document), interfaceObjects, costRules }
    return compileSelection(rootOf(schema, operation), operation.selectionSet, source, removed)
  }

  /** Run the steps of a plan, starting with the data that is already there, then complete the answer. */
  async function run(
    steps: RunPlan,
    { selection, type }: { selection: CompiledSelection; type: OperationTypeNode },
    start: { data: AnswerObject; errors: GraphQLError[] },
    variables: AnswerObject,
    context: GatewayContext,
  ): Promise<Answer> {
    await steps({
      ...start,
      variables,
      async send({ serviceName, operation: query, operationDocumentNode: document }, given) {
        const fetch = fetches[serviceName]
        if (!fetch) throw new Error(`expected a source of the subgraph ${serviceName}, got none`)
        return fetch({ query, document, variables: given, operation: type }, context)
      },
    })
    const at: Completion = { path: [], errors: [], removed: 0, isAbsent: false, units: 0, variables }
    const data = selection.complete(start.data, at)
    // A failed fetch leaves nulls behind; its own error is enough.
    return {
      data: isObject(data) ? data : null,
      errors: start.errors.length > 0 ? start.errors : at.errors,
      units: at.units,
    }
  }

  function executeOf(authorized: AuthorizedOperation, selection: CompiledSelection): Execute {
    const node = supergraph.planOf(authorized)
    if (node?.kind === 'Subscription') throw new Error('expected the plan of a query or mutation')
    const steps = selection.isForApollo ? null : stepsOf(node)
    if (!steps) return runByApollo(authorized, node)
    const { operation: type } = authorized.operation
    return (variables, context) =>
      run(steps, { selection, type }, { data: { __proto__: null }, errors: [] }, variables, context)
  }

  function stepsOf(node: PlanNode | undefined): RunPlan | null {
    return node ? compilePlan(node, isOfType) : noSteps
  }

  /** A mutation with one root field. Nothing is planned when the caller may not have it. */
  function executeField(authorized: AuthorizedOperation, selection: CompiledSelection): Execute {
    if (!authorized.isRootRemoved) return executeOf(authorized, selection)
    const start = { data: { __proto__: null }, errors: [] }
    const part = { selection, type: OperationTypeNode.MUTATION }
    return (variables, context) => run(noSteps, part, start, variables, context)
  }

  /** Each root field becomes an operation of its own, planned just before it runs, so that no planning takes long. */
  function executeMutation(authorized: AuthorizedOperation, selection: CompiledSelection): Execute {
    const { document, operation } = authorized
    const fields = fieldsOf(rootOf(schema, operation), [operation.selectionSet], {
      schema,
      fragments: fragmentsOf(document),
    })
    const compileField = (selections: readonly FieldNode[]) => {
      if (fields.size === 1) return executeField(authorized, selection)
      const single = authorized.authorize(withRoot(authorized, { kind: Kind.SELECTION_SET, selections }))
      return executeField(single, selectionOf(single))
    }
    return executeInOrder(
      [...fields].map(([key, selections]) => {
        let execute: Execute | null = null
        return {
          key,
          execute: (variables, context) => (execute ??= compileField(selections))(variables, context),
        }
      }),
    )
  }

  function subscriptionOf(
    authorized: AuthorizedOperation,
    selection: CompiledSelection,
  ): CompiledSubscription | readonly GraphQLError[] {
    // A subscription has one root field.
    if (authorized.isRootRemoved) return authorized.errors()
    const node = supergraph.planOf(authorized)
    if (node?.kind !== 'Subscription')
      throw new Error(`expected the plan of a subscription, got ${node?.kind ?? 'none'}`)
    const { primary, rest } = node
    const { document: asked } = authorized
    const isForApollo = selection.isForApollo || primary.outputRewrites?.length
    const steps = isForApollo ? null : stepsOf(rest)
    if (!steps) {
      const runEvent = runByApollo(authorized, eventPlan(primary, rest))
      const executeEvent: ExecuteEvent = (event, variables, context) => runEvent(variables, context, event)
      return { primary, rest, asked, executeEvent: reporting(authorized, executeEvent) }
    }
    const executeEvent: ExecuteEvent = ({ data, errors = [] }, variables, context) => {
      const reported = errors.map((error) => subgraphError(error, primary.serviceName, error.path))
      const start = { data: data ?? {}, errors: reported }
      return run(steps, { selection, type: OperationTypeNode.QUERY }, start, variables, context)
    }
    return { primary, rest, asked, executeEvent: reporting(authorized, executeEvent) }
  }

  return (authorized) => {
    const selection = selectionOf(authorized)
    let execute: Execute | null = null
    let subscription: ReturnType<typeof subscriptionOf> | null = null
    const isMutation = authorized.operation.operation === OperationTypeNode.MUTATION
    return {
      selection,
      execute: () =>
        (execute ??= reporting(
          authorized,
          isMutation ? executeMutation(authorized, selection) : executeOf(authorized, selection),
        )),
      subscription: () => (subscription ??= subscriptionOf(authorized, selection)),
    }
  }
}

/** What the caller may not have is null, and is reported with every answer. */
function reporting<Parameters extends unknown[]>(
  authorized: AuthorizedOperation,
  execute: (...parameters: Parameters) => Promise<Answer>,
): (...parameters: Parameters) => Promise<Answer> {
  if (authorized.removed.size === 0) return execute
  return async (...parameters) => {
    const { data, errors, units } = await execute(...parameters)
    return { data, errors: [...authorized.errors(), ...errors], units }
  }
}

function withRoot(
  { document, operation }: DecidedDocument,
  selectionSet: OperationDefinitionNode['selectionSet'],
): DecidedDocument {
  const single = { ...operation, selectionSet }
  const definitions = document.definitions.map((definition) =>
    definition === operation ? single : definition,
  )
  return { document: { ...document, definitions }, operation: single }
}

function rootOf(schema: GraphQLSchema, { operation }: OperationDefinitionNode): GraphQLObjectType {
  const root = schema.getRootType(operation)
  if (!root) throw new Error(`expected a schema with the root type of a ${operation}`)
  return root
}

function createTypeTest(schema: GraphQLSchema): IsOfType {
  return (typename, condition) => {
    if (typename === condition) return true
    const type = schema.getType(typename)
    const conditionType = schema.getType(condition)
    return isObjectType(type) && isAbstractType(conditionType) && schema.isSubType(conditionType, type)
  }
}
