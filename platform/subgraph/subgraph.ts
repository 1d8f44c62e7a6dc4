import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js'
import type { GraphQLSchema } from 'graphql'
import type { Connection } from 'mongoose'
import type { GraphCall } from '../graph/graphCall.ts'
import type { Clock } from '../process/clock.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Logger } from '../process/log/logger.ts'
import type { Tracing } from '../tracing/span.ts'
import { guardMaskedFields } from './guards/guardMaskedFields.ts'
import { auditRootFields, requestOfContext } from './audit/auditRootFields.ts'
import type { AuditTrail } from './audit/auditTrail.ts'
import { guardRootFields } from './guards/guardRootFields.ts'
import type { Principal } from './principal.ts'
import type { SubgraphRequest } from './requestScope.ts'
import { scalars } from './scalars.ts'
import { readSubgraphSchema, type SubgraphName } from './schemaFiles.ts'

export type { SubgraphRequest } from './requestScope.ts'

/** What a subgraph needs, in one process or as a process of its own. */
export type SubgraphDependencies = {
  connection: Connection
  clock: Clock
  logger: Logger
  callIdentity: GraphCall
  /** Where reads and changes are noted; default nowhere. */
  audit?: AuditTrail | undefined
  /** Where it is measured; default nowhere. */
  metrics?: Metrics | undefined
  /** Where work that no request waits for is traced; default nowhere. */
  tracing?: Tracing | null | undefined
}

/** An executable subgraph. It behaves the same when it is called in process and over HTTP. */
export type Subgraph = {
  name: SubgraphName
  schema: GraphQLSchema
  /** The context value for one request. */
  createContext(request: SubgraphRequest): unknown
}

/**
 * Build a subgraph from its SDL and resolvers. Its root fields refuse callers without their scopes, and note in `audit`
 * what they read and change. Its masked fields show masked values to callers without `pii:read`.
 */
export function createSubgraph<Context extends { principal: Principal }>({
  name,
  resolvers,
  createContext,
  audit,
}: {
  name: SubgraphName
  /** Typed by the subgraph's generated `Resolvers`. */
  resolvers: object
  createContext: (request: SubgraphRequest) => Context
  audit?: AuditTrail | undefined
}): Subgraph {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- buildSubgraphSchema asks for an unknown context
  const resolverMap: GraphQLResolverMap<any> = { ...scalars, ...resolvers }
  const schema = buildSubgraphSchema([{ typeDefs: readSubgraphSchema(name), resolvers: resolverMap }])
  guardMaskedFields(schema)
  guardRootFields(schema)
  if (!audit) return { name, schema, createContext }
  auditRootFields(schema, audit)
  return {
    name,
    schema,
    createContext: (request) => ({ ...createContext(request), [requestOfContext]: request }),
  }
}
