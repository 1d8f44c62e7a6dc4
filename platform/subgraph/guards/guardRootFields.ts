import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql'
import { callerError } from '../../errors/errors.ts'
import { grantedTo, type Policies } from './granted.ts'
import type { Principal } from '../principal.ts'
import { isMet, namedBy, requirementsOf, unmetMessage } from './requirement.ts'

type Resolver = GraphQLFieldResolver<unknown, { principal: Principal }>

/**
 * Let the root fields of a subgraph refuse callers that do not meet their `@authenticated`, `@requiresScopes` and
 * `@policy`. The gateway removes such fields before it plans, but others call subgraphs as well. A policy that is not
 * among `policies` is refused to all. Call it once for a schema.
 */
export function guardRootFields(schema: GraphQLSchema, policies: Policies = {}): void {
  for (const operation of Object.values(OperationTypeNode)) {
    const root = schema.getRootType(operation)
    for (const field of Object.values(root?.getFields() ?? {})) {
      const requirements = requirementsOf(field.astNode?.directives)
      if (requirements.length === 0) continue
      const named = namedBy(requirements)
      const guarded =
        (resolve: Resolver): Resolver =>
        (source, values, context, info) => {
          const granted = grantedTo(context.principal, named, policies)
          const unmet = requirements.find((requirement) => !isMet(requirement, granted))
          if (unmet)
            throw callerError(
              'UNAUTHORIZED_FIELD_OR_TYPE',
              unmetMessage(`${root?.name}.${field.name}`, unmet),
            )
          return resolve(source, values, context, info)
        }
      field.resolve = guarded(field.resolve ?? defaultFieldResolver)
      if (field.subscribe) field.subscribe = guarded(field.subscribe)
    }
  }
}
