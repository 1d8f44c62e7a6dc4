import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { callerError } from '../../../platform/errors/errors.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Caller, CredentialCheck } from '../authenticate.ts'
import { grantableRoles } from '../grantableRoles.ts'
import { type Policy, roleNames, roleOf } from '../roles.ts'
import { rowsOf } from '../rowsOf.ts'
import { readRowClaims, type RowClaimNames } from './rowClaims.ts'

/** Asymmetric ones only: with a public key as the secret of HMAC anybody could sign. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]
const types = ['jwt', 'at+jwt', 'application/at+jwt']
/** Members of a header in which a token would bring its own key. */
const ownKeys = ['jwk', 'jku', 'x5u', 'x5c'] as const
const clockSkewSeconds = 5
const maxLength = 8_192
const maxSubjectLength = 200

/**
 * Check tokens (JWT) of one issuer for one audience. The subject is the id of the caller, and the id of its actor unless a
 * claim names that; `roleClaim` names its role, `rowClaims` what it may see.
 */
export function createJwtCheck({
  keys,
  issuer,
  audience,
  roleClaim,
  rowClaims,
  policy,
}: {
  keys: (logger: Logger) => JWTVerifyGetKey
  issuer: string
  audience: string
  roleClaim: string
  rowClaims: RowClaimNames
  policy: Policy
}): CredentialCheck {
  async function payloadOf(token: string, logger: Logger): Promise<JWTPayload> {
    if (token.length > maxLength)
      throw refusal(`a token of at most ${maxLength} characters`, `${token.length}`)
    try {
      const header = decodeHeader(token)
      if (ownKeys.some((name) => name in header))
        throw refusal(`a token without ${ownKeys.join(', ')} in its header`, 'one with such a member')
      const { typ = 'jwt' } = header
      if (typeof typ !== 'string' || !types.includes(typ.toLowerCase()))
        throw refusal('a token of the type JWT or at+jwt', 'another type')
      const { payload } = await jwtVerify(token, keys(logger), {
        ...{ algorithms, issuer, audience },
        clockTolerance: clockSkewSeconds,
        requiredClaims: ['exp', 'sub'],
      })
      return payload
    } catch (error) {
      throw error instanceof errors.JOSEError ? refusalOf(error) : error
    }
  }

  return async (token, logger): Promise<Caller> => {
    const payload = await payloadOf(token, logger)
    const { sub = '', exp = 0 } = payload
    if (sub === '' || sub.length > maxSubjectLength)
      throw refusal(`a token with a subject of 1 to ${maxSubjectLength} characters`, 'another one')
    const named = Object.hasOwn(payload, roleClaim) ? payload[roleClaim] : undefined
    const role = roleNames.find((name) => name === named)
    if (role === undefined)
      throw refusal(
        `a token whose claim ${roleClaim} is one of ${roleNames.join(', ')}`,
        named === undefined ? 'none' : 'another value',
      )
    const claims = readRowClaims(payload, rowClaims, (claim, expected) =>
      refusal(`a token whose claim ${claim} is ${expected}`, 'another value'),
    )
    const rows = rowsOf(policy[role], { ...claims, actorId: claims.actorId ?? sub }, (claim, reason) =>
      refusal(`a token with the claim ${rowClaims[claim]}, ${reason}`, 'none'),
    )
    return {
      kind: roleOf[role],
      id: `user:${sub}`,
      scopes: [...policy[role].scopes],
      ...grantableRoles(policy, policy[role].scopes),
      rows,
      ends: {
        at: exp * 1_000,
        check: () =>
          Promise.reject(callerError('FORBIDDEN', 'the token has expired; connect again with a new one')),
      },
    }
  }
}

function decodeHeader(token: string): Record<string, unknown> {
  try {
    return { ...decodeProtectedHeader(token) }
  } catch {
    throw refusal('a token (JWT) or an API key', 'something else')
  }
}

function refusal(expected: string, got: string) {
  return callerError('UNAUTHENTICATED', `authorization: expected ${expected}, got ${got}`)
}

/** What is wrong, in words that contain nothing of the token. */
function refusalOf(error: errors.JOSEError) {
  if (error instanceof errors.JWTExpired) return refusal('a token that is valid now', 'one that has expired')
  if (error instanceof errors.JWTClaimValidationFailed) {
    const claim = ['iss', 'aud', 'exp', 'nbf', 'iat', 'sub'].find((name) => name === error.claim) ?? 'claims'
    const got = error.reason === 'missing' ? 'none' : 'another value'
    return refusal(`a token with the ${claim} that this Elo accepts`, got)
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return refusal(`a token signed with one of ${algorithms.join(', ')}`, 'another algorithm')
  return refusal('a token signed with a key of its issuer', 'another signature')
}
