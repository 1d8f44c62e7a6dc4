import { compose } from '@apollo/composition'
import { type ServiceDefinition, Subgraphs, subgraphsFromServiceList } from '@apollo/federation-internals'
import { type GraphQLError, printSchema } from 'graphql'
import { buildSupergraph } from './buildSupergraph.ts'
import { findRequiredArguments } from './requiredArguments.ts'
import { readSubgraphSchema, subgraphNames } from './schemaFiles.ts'

const ownSubgraphs = (): ServiceDefinition[] =>
  subgraphNames.map((name) => ({
    name,
    url: `http://${name}.invalid/graphql`,
    typeDefs: readSubgraphSchema(name),
  }))

/**
 * Compose subgraphs, by default Elo's five. Throws when composition has errors or hints (e.g. two subgraphs describe
 * the same type differently), and when a `@requires` has arguments.
 */
export function composeSupergraph(services = ownSubgraphs()): { supergraph: string; api: string } {
  const subgraphs = subgraphsFromServiceList(services)
  if (!(subgraphs instanceof Subgraphs)) throw allOf(subgraphs)
  const result = compose(subgraphs)
  if (result.errors) throw allOf(result.errors)
  const required = subgraphs.values().flatMap(findRequiredArguments)
  if (required.length > 0) throw new Error(required.join('\n'))
  if (result.hints.length > 0) throw new Error(result.hints.map((hint) => hint.toString()).join('\n'))
  const api = buildSupergraph(result.supergraphSdl).apiSchema().toGraphQLJSSchema()
  return { supergraph: `${result.supergraphSdl}\n`, api: `${printSchema(api)}\n` }
}

function allOf(errors: readonly GraphQLError[]): AggregateError {
  return new AggregateError(errors, errors.map((error) => error.message).join('\n'))
}
