import type { FetchNode } from '@apollo/query-planner'
import {
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
} from 'graphql'

/** The part of a subscription that one subgraph delivers. */
export type PrimaryOperation = {
  subgraph: string
  query: string
  document: DocumentNode
  operationName: string | undefined
  /** The names of the variables it uses. */
  variables: readonly string[]
  /** Whether its root field takes `after` and its events have a `cursor`, so that it can resume after an event. */
  isResumable: boolean
}

export function primaryOperation(
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
  const hasFields = isObjectType(eventType) || isInterfaceType(eventType)
  return hasFields && String(eventType.getFields()['cursor']?.type) === 'String!'
}
