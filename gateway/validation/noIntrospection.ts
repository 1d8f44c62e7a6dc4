import { GraphQLError, type ValidationRule } from 'graphql'

/** Refuse the fields that show the schema. `__typename` shows nothing of it, and stays. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    const name = node.name.value
    if (name !== '__schema' && name !== '__type') return
    context.reportError(new GraphQLError(`introspection is switched off here, got ${name}`, { nodes: node }))
  },
})
