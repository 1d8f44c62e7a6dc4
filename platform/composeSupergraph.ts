import { composeServices } from '@apollo/composition'
import { Supergraph } from '@apollo/federation-internals'
import { printSchema } from 'graphql'
import { readSubgraphSchema, subgraphNames } from './schemaFiles.ts'

/**
 * Compose the five subgraphs. Throws when composition has errors or hints: a hint is a promise
 * that two rooms make in different words.
 */
export function composeSupergraph(): { supergraph: string; api: string } {
  const result = composeServices(
    subgraphNames.map((name) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs: readSubgraphSchema(name),
    })),
  )
  if (result.errors)
    throw new AggregateError(result.errors, result.errors.map((error) => error.message).join('\n'))
  if (result.hints.length > 0) throw new Error(result.hints.map((hint) => hint.toString()).join('\n'))
  const api = Supergraph.build(result.supergraphSdl).apiSchema().toGraphQLJSSchema()
  return { supergraph: `${result.supergraphSdl}\n`, api: `${printSchema(api)}\n` }
}
