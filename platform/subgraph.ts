import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js'
import type { GraphQLSchema } from 'graphql'
import { createStateOf, type EntityStates, type StateOf } from './entityStates.ts'
import type { Principal } from './principal.ts'
import type { RequestScope } from './requestScope.ts'
import { scalars } from './scalars.ts'
import { readSubgraphSchema, type SubgraphName } from './schemaFiles.ts'

/** One request to a subgraph, however it came. */
export type SubgraphRequest = { principal: Principal; scope: RequestScope }

/** A room's part of the graph, ready to be executed. It cannot tell whether it is called in process or over HTTP. */
export type Subgraph = {
  name: SubgraphName
  schema: GraphQLSchema
  /** The context value for one request. */
  createContext(request: SubgraphRequest): unknown
  /** The state of what the answer to a fetch of entities is made of, see `EntityState`; null when it is not told. */
  stateOf?: StateOf<SubgraphRequest>
}

/** Build a room's subgraph from its SDL and resolvers. */
export function createSubgraph<Context>({
  name,
  resolvers,
  createContext,
  entityStates,
}: {
  name: SubgraphName
  resolvers: GraphQLResolverMap<Context>
  createContext: (request: SubgraphRequest) => Context
  entityStates?: EntityStates<Context>
}): Subgraph {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- buildSubgraphSchema asks for an unknown context
  const resolverMap: GraphQLResolverMap<any> = { ...scalars, ...resolvers }
  const schema = buildSubgraphSchema([{ typeDefs: readSubgraphSchema(name), resolvers: resolverMap }])
  const stateOf = entityStates && createStateOf(schema, entityStates)
  return {
    name,
    schema,
    createContext,
    ...(stateOf && {
      stateOf: (document, variables, request) => stateOf(document, variables, createContext(request)),
    }),
  }
}
