import {
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
} from 'graphql'

/**
 * Whether a cursor of a stream is an exact position: two streams of equal operations that have the same cursor deliver
 * the same from then on. It is not where events can be repeats, which their field `replayed` says.
 */
export function hasExactCursors({ definitions: [definition] }: DocumentNode, schema: GraphQLSchema): boolean {
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return false
  const [root] = definition.selectionSet.selections
  if (root?.kind !== Kind.FIELD) return false
  const type = getNamedType(schema.getSubscriptionType()?.getFields()[root.name.value]?.type)
  return (isObjectType(type) || isInterfaceType(type)) && !('replayed' in type.getFields())
}
