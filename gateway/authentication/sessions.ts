import type { IncomingMessage } from 'node:http'
import { addressOf } from '../../platform/http/httpServer.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { reasonHeaderOf } from '../http/reasonHeader.ts'
import type { Caller, CallerEnd, PrincipalOf } from './authenticate.ts'
import { checkRenewal } from './checkRenewal.ts'

/** An authenticated caller of one request or one connection, from where and why it calls. */
export type Session = { principal: Principal; ends: CallerEnd | null; reason: unknown; address: string }

/** Opens sessions and keeps them. Each rejects with a GraphQLError to refuse. */
export type Sessions = {
  /** The session of a request; `params` are those of a WebSocket's `connection_init`. */
  open: (request: IncomingMessage, params?: Readonly<Record<string, unknown>>) => Promise<Session>
  /** The session that takes the place of this one, by the credential of a ping. */
  renew: (before: Session, request: IncomingMessage, params: Record<string, unknown>) => Promise<Session>
  /** When a session is to be checked again, in ms of `Date.now()`, and what it is then. */
  expiry: { checkAt(session: Session): number | null; check(session: Session): Promise<Session> }
}

export function createSessions(principalOf: PrincipalOf, logger: Logger): Sessions {
  async function open(
    request: IncomingMessage,
    params: Readonly<Record<string, unknown>> = {},
  ): Promise<Session> {
    const reason = params['reason'] ?? reasonHeaderOf(request)
    const caller = await principalOf(request, params, logger)
    return { ...partsOf(caller), reason, address: addressOf(request.socket) }
  }

  function renewed(before: Session, after: Session): Session {
    checkRenewal(before.principal, after.principal)
    return { ...after, reason: after.reason ?? before.reason }
  }

  return {
    open,
    renew: async (before, request, params) => renewed(before, await open(request, params)),
    expiry: {
      checkAt: ({ ends }) => ends?.at ?? null,
      async check(session) {
        return session.ends
          ? renewed(session, { ...session, ...partsOf(await session.ends.check()) })
          : session
      },
    },
  }
}

/** The principal is what subgraphs get, so when it ends is apart from it. */
function partsOf({ ends, ...principal }: Caller): Pick<Session, 'principal' | 'ends'> {
  return { principal, ends: ends ?? null }
}
