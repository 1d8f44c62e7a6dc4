import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js'
import type { GraphQLSchema } from 'graphql'
import type { Connection } from 'mongoose'
import type { GraphCall } from '../graph/graphCall.ts'
import type { Clock } from '../process/clock.ts'
import type { Logger } from '../process/logger.ts'
import type { Principal } from './principal.ts'
import type { RequestScope } from './requestScope.ts'
import { scalars } from './scalars.ts'
import { readSubgraphSchema, type SubgraphName } from './schemaFiles.ts'

/** What a subgraph is made from, however it runs. */
export type SubgraphDependencies = {
  connection: Connection
  clock: Clock
  logger: Logger
  callIdentity: GraphCall
}

/** One request to a subgraph, however it came. */
export type SubgraphRequest = { principal: Principal; scope: RequestScope }

/** A subgraph's part of the graph, ready to be executed. It cannot tell whether it is called in process or over HTTP. */
export type Subgraph = {
  name: SubgraphName
  schema: GraphQLSchema
  /** The context value for one request. */
  createContext(request: SubgraphRequest): unknown
}

/** Build a subgraph from its SDL and resolvers. */
export function createSubgraph<Context>({
  name,
  resolvers,
  createContext,
}: {
  name: SubgraphName
  /** Typed by the subgraph's generated `Resolvers`. */
  resolvers: object
  createContext: (request: SubgraphRequest) => Context
}): Subgraph {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- buildSubgraphSchema asks for an unknown context
  const resolverMap: GraphQLResolverMap<any> = { ...scalars, ...resolvers }
  const schema = buildSubgraphSchema([{ typeDefs: readSubgraphSchema(name), resolvers: resolverMap }])
  return { name, schema, createContext }
}
