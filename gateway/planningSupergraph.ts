import { type Schema, Supergraph } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'

/** A supergraph made ready for planning and execution, once for all who plan over it. */
export type PlanningSupergraph = {
  planner: QueryPlanner
  apiSchema: Schema
  /** The API schema for graphql-js: what a caller may ask. */
  schema: GraphQLSchema
  supergraphSchema: GraphQLSchema
}

/** Build it from composed SDL. Costly: the gateway does it at its start. */
export function createPlanningSupergraph(supergraphSdl: string): PlanningSupergraph {
  const supergraph = Supergraph.build(supergraphSdl)
  const apiSchema = supergraph.apiSchema()
  return {
    planner: new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true }),
    apiSchema,
    schema: apiSchema.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
  }
}
