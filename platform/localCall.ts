import { type DocumentNode, execute, GraphQLError, parse } from 'graphql'
import { maskError } from './errors.ts'
import type { GraphCall } from './graphCall.ts'
import type { Logger } from './logger.ts'
import type { Subgraph } from './subgraph.ts'

/**
 * Ask a subgraph of this very process. Operations are those of our own code and planner, so they are parsed once,
 * kept, and not validated: never hand it a caller's text.
 */
export function createLocalCall(subgraph: Subgraph, logger: Logger): GraphCall {
  const documents = new Map<string, DocumentNode>()

  function parsed(query: string): DocumentNode {
    const known = documents.get(query)
    if (known) return known
    const document = parse(query, { noLocation: true })
    documents.set(query, document)
    return document
  }

  return async ({ query, variables, principal, scope }) => {
    const result = await execute({
      schema: subgraph.schema,
      document: parsed(query),
      variableValues: variables,
      contextValue: subgraph.createContext({ principal, scope }),
    })
    if (!result.errors) return result
    return { ...result, errors: result.errors.map((error) => toGraphQLError(maskError(error, logger))) }
  }
}

function toGraphQLError(formatted: ReturnType<typeof maskError>): GraphQLError {
  return new GraphQLError(formatted.message, {
    path: formatted.path ?? null,
    extensions: formatted.extensions ?? null,
  })
}
