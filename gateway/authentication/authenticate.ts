import type { IncomingMessage } from 'node:http'
import { GraphQLError } from 'graphql'
import { callerError } from '../../platform/errors/errors.ts'
import { isLoopback } from '../../platform/http/isLoopback.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { StartError } from '../../platform/process/startError.ts'
import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'

/** When the right of a caller ends or is checked again: at `at`, in ms. `check` rejects when it has ended. */
export type CallerEnd = { at: number; check(): Promise<Caller> }

/** An authenticated caller. Without `ends` it stays authenticated. */
export type Caller = Principal & { ends?: CallerEnd }

/**
 * Authenticate a caller by its HTTP request, or by the request that opened a WebSocket and the payload of
 * `connection_init` or of the ping that renews. Rejects with a GraphQLError (UNAUTHENTICATED, FORBIDDEN, UNAVAILABLE) to
 * refuse.
 */
export type PrincipalOf = (
  request: IncomingMessage,
  connectionParams: Readonly<Record<string, unknown>>,
  logger: Logger,
) => Promise<Caller>

/** Gives the caller that has a token or an API key. Rejects as `PrincipalOf` does. */
export type CredentialCheck = (credential: string, logger: Logger) => Promise<Caller>

/** Authentication by `Authorization: Bearer …`; a WebSocket may have it in the payload instead. */
export function createAuthentication(check: CredentialCheck): PrincipalOf {
  return async (request, params, logger) => {
    try {
      const given = params['authorization'] ?? params['Authorization'] ?? request.headers.authorization
      return await check(credentialIn(given), logger)
    } catch (error) {
      if (error instanceof GraphQLError) {
        const { code } = error.extensions
        logger.info({ event: 'caller_refused', code, reason: error.message }, 'a caller was refused')
      }
      throw error
    }
  }
}

function credentialIn(given: unknown): string {
  const [, credential] = typeof given === 'string' ? (/^Bearer +(\S+)$/iu.exec(given) ?? []) : []
  if (credential !== undefined) return credential
  const got = given === undefined ? 'nothing' : 'something else'
  throw callerError('UNAUTHENTICATED', `authorization: expected "Bearer" and a token or API key, got ${got}`)
}

/** No sign-in: every caller gets the demo principal. Throws a StartError unless only this machine reaches `host`. */
export function openAccess(host: string): PrincipalOf {
  if (!isLoopback(host)) throw new StartError(missingSignIn(`HOST is ${host}`))
  return async () => demoPrincipal
}

/** Why a start is refused, and what to set. */
export function missingSignIn(reason: string): string {
  return `ELO_KEYS_DIR or ELO_JWT_KEYS: expected one of them, because ${reason}, got neither; without sign-in Elo runs on loopback only, and not with NODE_ENV=production`
}
