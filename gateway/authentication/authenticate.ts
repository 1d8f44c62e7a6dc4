import type { IncomingMessage } from 'node:http'
import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'

/**
 * Who is asking, by the HTTP request or the request that opened a WebSocket, and what that socket's client said in
 * `connection_init`. Throws a GraphQLError (UNAUTHENTICATED, FORBIDDEN) to refuse.
 */
export type PrincipalOf = (
  request: IncomingMessage,
  connectionParams: Readonly<Record<string, unknown>>,
) => Promise<Principal>

/** The one place where callers are told apart. This version knows no sign-in: everybody is the demo principal. */
export const authenticate: PrincipalOf = async () => demoPrincipal
