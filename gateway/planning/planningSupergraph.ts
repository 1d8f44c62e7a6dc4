import { ObjectType, operationFromDocument, type Schema } from '@apollo/federation-internals'
import { type PlanNode, type SubscriptionNode, QueryPlanner } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'
import { buildSupergraph } from '../../platform/subgraph/buildSupergraph.ts'
import type { Policies } from '../../platform/subgraph/guards/granted.ts'
import { type Authorization, createAuthorization } from '../authorization/authorization.ts'
import type { AuthorizedOperation } from '../authorization/authorizedOperation.ts'
import { withoutEmptySelections } from '../execution/conditions.ts'
import { type CostRules, costDirectivesOf, readCostRules } from '../limits/costRules.ts'

/** A supergraph in the forms that planning and execution need. */
export type PlanningSupergraph = {
  authorization: Authorization
  /** Apollo's plan of what the caller may have. */
  planOf: (operation: AuthorizedOperation) => PlanNode | SubscriptionNode | undefined
  apiSchema: Schema
  /** The API schema for graphql-js: what callers see. */
  schema: GraphQLSchema
  supergraphSchema: GraphQLSchema
  /** The names of interfaces that some subgraph defines as an object type (`@interfaceObject`). */
  interfaceObjects: ReadonlySet<string>
  costRules: CostRules
}

/**
 * Build it from composed SDL and the rules of its `@policy`. It takes long, so the gateway does it at its start.
 */
export function createPlanningSupergraph(
  supergraphSdl: string,
  { policies = {} }: { policies?: Policies } = {},
): PlanningSupergraph {
  const supergraph = buildSupergraph(supergraphSdl)
  const apiSchema = supergraph.apiSchema()
  const schema = apiSchema.toGraphQLJSSchema()
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema()
  addIsOneOf(apiSchema)
  const planner = new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true })
  return {
    authorization: createAuthorization(supergraph, { supergraphSchema, api: schema, policies }),
    planOf(operation) {
      const document = withoutEmptySelections(operation.permitted())
      return planner.buildQueryPlan(operationFromDocument(apiSchema, document, { validate: false })).node
    },
    apiSchema,
    schema,
    supergraphSchema,
    costRules: readCostRules(supergraphSchema, costDirectivesOf(supergraph)),
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

/**
 * Apollo's schemas (2.14) do not know `__Type.isOneOf`, which graphql-js answers and newer clients ask for. They add their
 * fields of introspection by a method that their types call private.
 */
function addIsOneOf(schema: Schema): void {
  const type = schema.type('__Type')
  const modify: unknown = Reflect.get(schema, 'runWithBuiltInModificationAllowed')
  if (!(type instanceof ObjectType) || type.field('isOneOf') || typeof modify !== 'function') return
  Reflect.apply(modify, schema, [() => type.addField('isOneOf', schema.booleanType())])
}
