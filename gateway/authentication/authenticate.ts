import type { IncomingMessage } from 'node:http'
import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'

/**
 * Authenticate a caller by its HTTP request, or by the request that opened a WebSocket and the payload of
 * `connection_init`. Throws a GraphQLError (UNAUTHENTICATED, FORBIDDEN) to refuse.
 */
export type PrincipalOf = (
  request: IncomingMessage,
  connectionParams: Readonly<Record<string, unknown>>,
) => Promise<Principal>

/** Authentication happens only here. This version has no sign-in: every caller gets the demo principal. */
export const authenticate: PrincipalOf = async () => demoPrincipal
