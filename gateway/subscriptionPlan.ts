import { buildOperationContext, type executeQueryPlan } from '@apollo/gateway'
import { operationFromDocument } from '@apollo/federation-internals'
import type { FetchNode, QueryPlan } from '@apollo/query-planner'
import {
  type DocumentNode,
  getNamedType,
  type GraphQLError,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
} from 'graphql'
import { createLruCache } from '../platform/lruCache.ts'
import { createOperationValidation } from '../platform/operationValidation.ts'
import type { GatewayLimits } from './limits.ts'
import { createMaxSelections } from './maxSelections.ts'
import { operationKey } from './operationKey.ts'
import type { PlanningSupergraph } from './planningSupergraph.ts'

type OperationContext = Parameters<typeof executeQueryPlan>[3]

/** The part of a subscription that one subgraph delivers. */
export type PrimaryOperation = {
  subgraph: string
  query: string
  document: DocumentNode
  operationName: string | undefined
  /** The names of the variables it uses. */
  variables: readonly string[]
  /** Whether its root field takes `after` and its events have a `cursor`, so that it can go on from an event. */
  isResumable: boolean
}

/** How a subscription is carried out: subscribe to `primary`, then execute `perEvent` for each event. */
export type SubscriptionPlan = {
  operationContext: OperationContext
  primary: PrimaryOperation
  /** What the subgraph `eventService` answers is the event; the rest of the plan completes it. */
  perEvent: QueryPlan
}

/** The name under which an executed event stands in for the primary's subgraph, which may occur again in the rest. */
export const eventService = '(event)'

/** Plans subscriptions over a supergraph by Apollo's planner. */
export type SubscriptionPlanner = {
  /** The plan, the same one for the same text and name; or why the document is not valid. */
  plan(operation: {
    query: string
    document: DocumentNode
    operationName: string | undefined
  }): SubscriptionPlan | readonly GraphQLError[]
}

export function createSubscriptionPlanner(
  { planner, apiSchema, schema }: PlanningSupergraph,
  { maxPlanCharacters, maxSelections }: Pick<GatewayLimits, 'maxPlanCharacters' | 'maxSelections'>,
): SubscriptionPlanner {
  const validate = createOperationValidation(schema, [createMaxSelections(maxSelections)])
  const plans = createLruCache<SubscriptionPlan>(maxPlanCharacters)

  function build(document: DocumentNode, operationName: string | undefined): SubscriptionPlan {
    const named = operationName === undefined ? {} : { operationName }
    const { node } = planner.buildQueryPlan(operationFromDocument(apiSchema, document, named))
    if (node?.kind !== 'Subscription') {
      throw new Error(`expected the plan of a subscription, got ${node?.kind ?? 'none'}`)
    }
    const { primary, rest } = node
    const event = { ...primary, serviceName: eventService }
    return {
      operationContext: buildOperationContext({ schema, operationDocument: document, ...named }),
      primary: primaryOperation(primary, schema),
      perEvent: { kind: 'QueryPlan', node: rest ? { kind: 'Sequence', nodes: [event, rest] } : event },
    }
  }

  return {
    plan({ query, document, operationName }) {
      const key = operationKey(query, operationName)
      const known = plans.get(key)
      if (known) return known
      const faults = validate(document)
      if (faults.length > 0) return faults
      const plan = build(document, operationName)
      plans.set(key, plan)
      return plan
    },
  }
}

function primaryOperation(
  { serviceName, operation, operationName, operationDocumentNode, variableUsages }: FetchNode,
  schema: GraphQLSchema,
): PrimaryOperation {
  const document = operationDocumentNode ?? parse(operation, { noLocation: true })
  return {
    subgraph: serviceName,
    query: operation,
    document,
    operationName,
    variables: variableUsages ?? [],
    isResumable: isResumable(document, schema),
  }
}

function isResumable({ definitions: [definition] }: DocumentNode, schema: GraphQLSchema): boolean {
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return false
  const [root] = definition.selectionSet.selections
  if (root?.kind !== Kind.FIELD) return false
  const field = schema.getSubscriptionType()?.getFields()[root.name.value]
  if (!field?.args.some(({ name, type }) => name === 'after' && String(type) === 'String')) return false
  const eventType = getNamedType(field.type)
  return isObjectType(eventType) && String(eventType.getFields()['cursor']?.type) === 'String!'
}
