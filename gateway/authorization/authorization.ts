import type { Supergraph } from '@apollo/federation-internals'
import type { GraphQLSchema } from 'graphql'
import { type Granted, grantedTo, type Policies } from '../../platform/subgraph/guards/granted.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { AuthorizedOperation, type DecidedDocument } from './authorizedOperation.ts'
import { readRequirements } from './requirements.ts'

/**
 * What one caller has of what the directives of a schema can ask for. Callers with the same key may have the same of
 * every operation.
 */
export type AuthorizationOutcome = { readonly key: string; readonly granted: Granted }

/** Decides what a caller may have of an operation. */
export type Authorization = {
  /** Decide all scopes and policies that the schema names, once for a request. */
  outcomeFor: (principal: Principal) => AuthorizationOutcome
  authorize: (decided: DecidedDocument, outcome: AuthorizationOutcome) => AuthorizedOperation
}

/**
 * The authorisation by the directives of a supergraph; `api` is what callers see of it. A policy that is not among
 * `policies` is refused to all.
 */
export function createAuthorization(
  supergraph: Supergraph,
  {
    supergraphSchema,
    api,
    policies,
  }: { supergraphSchema: GraphQLSchema; api: GraphQLSchema; policies: Policies },
): Authorization {
  const { named, unmetWith } = readRequirements(supergraph, supergraphSchema)
  return {
    outcomeFor(principal) {
      const granted = grantedTo(principal, named, policies)
      const bits = [
        granted.isAuthenticated,
        ...named.scopes.map((scope) => granted.scopes.has(scope)),
        ...named.policies.map((policy) => granted.policies.has(policy)),
      ]
      return { key: bits.map((bit) => (bit ? '1' : '0')).join(''), granted }
    },
    authorize: (decided, { granted }) =>
      new AuthorizedOperation(decided, { schema: api, unmet: unmetWith(granted) }),
  }
}
