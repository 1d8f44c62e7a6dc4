import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export const issuer = 'https://id.example/'
export const audience = 'elo'
export const rowClaims = {
  departments: 'elo_departments',
  actorId: 'elo_actor',
  customerId: 'elo_customer',
} as const

/** An issuer of tokens with one key pair. */
export type Issuer = {
  /** Its key as JSON Web Key. */
  publicKey: JWK
  /** A token that is valid for a minute, with these changes. */
  token(payload?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
}

/** In seconds, as tokens have it. */
export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds

export async function createIssuer(kid = 'key-1', alg = 'RS256'): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  return {
    publicKey: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    token: (payload = {}, header = {}) =>
      new SignJWT({
        ...{ iss: issuer, aud: audience, sub: 'paula', exp: inSeconds(60), elo_role: 'agent' },
        ...payload,
      })
        .setProtectedHeader({ alg, kid, typ: 'JWT', ...header })
        .sign(privateKey),
  }
}
