import type { Supergraph } from '@apollo/federation-internals'
import type { GraphQLSchema } from 'graphql'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { AuthorizedOperation, type DecidedDocument } from './authorizedOperation.ts'
import { readRequirements } from './requirements.ts'

/** Decides what a caller may have of an operation. Callers with the same key may have the same. */
export type Authorization = {
  /** Which of the schema's scopes the principal has. */
  keyOf(principal: Principal): string
  authorize(decided: DecidedDocument, principal: Principal): AuthorizedOperation
}

/** The authorisation by the directives of a supergraph; `api` is what callers see of it. */
export function createAuthorization(
  supergraph: Supergraph,
  { supergraphSchema, api }: { supergraphSchema: GraphQLSchema; api: GraphQLSchema },
): Authorization {
  const requirements = readRequirements(supergraph, supergraphSchema)
  const grantedTo = (principal: Principal) =>
    requirements.scopes.filter((scope) => principal.scopes.includes(scope))
  return {
    keyOf: (principal) =>
      requirements.scopes.map((scope) => (principal.scopes.includes(scope) ? '1' : '0')).join(''),
    authorize: (decided, principal) =>
      new AuthorizedOperation(decided, { schema: api, unmet: requirements.unmetWith(grantedTo(principal)) }),
  }
}
