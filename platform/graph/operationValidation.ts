import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql'

/**
 * Validates documents against a schema. The same valid document object is validated once. After `maxErrors` errors it
 * stops, with one error more that says so.
 */
export function createOperationValidation(
  schema: GraphQLSchema,
  { rules = specifiedRules, maxErrors = 100 }: { rules?: readonly ValidationRule[]; maxErrors?: number } = {},
): (document: DocumentNode) => readonly GraphQLError[] {
  const valid = new WeakSet<DocumentNode>()
  return (document) => {
    if (valid.has(document)) return []
    const faults = validate(schema, document, rules, { maxErrors })
    if (faults.length === 0) valid.add(document)
    return faults.map(
      ({ message, nodes }) =>
        new GraphQLError(message, {
          nodes: nodes ?? null,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        }),
    )
  }
}
