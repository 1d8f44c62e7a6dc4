import { type Schema, Supergraph } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'

/** A supergraph in the forms that planning and execution need. */
export type PlanningSupergraph = {
  planner: QueryPlanner
  apiSchema: Schema
  /** The API schema for graphql-js: what callers see. */
  schema: GraphQLSchema
  supergraphSchema: GraphQLSchema
  /** The names of interfaces that some subgraph defines as an object type (`@interfaceObject`). */
  interfaceObjects: ReadonlySet<string>
}

/** Build it from composed SDL. It takes long, so the gateway does it at its start. */
export function createPlanningSupergraph(supergraphSdl: string): PlanningSupergraph {
  const supergraph = Supergraph.build(supergraphSdl)
  const apiSchema = supergraph.apiSchema()
  return {
    planner: new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true }),
    apiSchema,
    schema: apiSchema.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    interfaceObjects: new Set(
      supergraph.schema
        .interfaceTypes()
        .filter((type) =>
          type.appliedDirectivesOf('join__type').some((applied) => applied.arguments()['isInterfaceObject']),
        )
        .map(({ name }) => name),
    ),
  }
}
