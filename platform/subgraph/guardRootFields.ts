import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql'
import { callerError } from '../errors/errors.ts'
import type { Principal } from './principal.ts'
import { isMet, requirementOf, unmetMessage } from './requirement.ts'

type Resolver = GraphQLFieldResolver<unknown, { principal: Principal }>

/**
 * Let the root fields of a subgraph refuse callers without the scopes of their `@requiresScopes`. The gateway removes
 * such fields before it plans, but others call subgraphs as well. Call it once for a schema.
 */
export function guardRootFields(schema: GraphQLSchema): void {
  for (const operation of Object.values(OperationTypeNode)) {
    const root = schema.getRootType(operation)
    for (const field of Object.values(root?.getFields() ?? {})) {
      const requirement = requirementOf(field.astNode?.directives)
      if (!requirement) continue
      const message = unmetMessage(`${root?.name}.${field.name}`, requirement)
      const guarded =
        (resolve: Resolver): Resolver =>
        (source, values, context, info) => {
          if (!isMet(requirement, context.principal.scopes))
            throw callerError('UNAUTHORIZED_FIELD_OR_TYPE', message)
          return resolve(source, values, context, info)
        }
      field.resolve = guarded(field.resolve ?? defaultFieldResolver)
      if (field.subscribe) field.subscribe = guarded(field.subscribe)
    }
  }
}
