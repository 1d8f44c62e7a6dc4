import { createHmac } from 'node:crypto'
import type { Attack, Expected, Facts, SentRequest } from './attack.ts'

const question = '{"query":"{ customers(first: 1) { nodes { id } } }"}'
const encode = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

function withHeader(authorization: string): SentRequest {
  return {
    by: 'http',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: question,
  }
}
const bearer = (credential: string) => withHeader(`Bearer ${credential}`)

const claims = {
  iss: 'https://id.example/',
  aud: 'elo',
  sub: 'mallory',
  exp: 4_000_000_000,
  elo_role: 'admin',
}
const unsigned = (header: object, signature = '') =>
  bearer(`${encode(header)}.${encode(claims)}.${signature}`)

function byHmac({ publicKeyPem }: Facts): SentRequest {
  const text = `${encode({ alg: 'HS256', kid: 'key-1', typ: 'JWT' })}.${encode(claims)}`
  return bearer(`${text}.${createHmac('sha256', publicKeyPem).update(text).digest('base64url')}`)
}

const refused: Expected = { refused: 'UNAUTHENTICATED' }
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds
const token =
  (payload: Record<string, unknown>, header: Record<string, unknown> = {}) =>
  async (facts: Facts) =>
    bearer(await facts.tokenWith(payload, header))
const foreign =
  (header: Record<string, unknown> = {}) =>
  async (facts: Facts) =>
    bearer(await facts.foreignToken({ elo_role: 'admin' }, header))

/** Tokens and keys that do not belong to a caller. */
export const credentials: readonly Attack[] = [
  {
    name: 'no credential',
    sent: {
      by: 'http',
      method: 'POST',
      isAnonymous: true,
      headers: { 'content-type': 'application/json' },
      body: question,
    },
    expected: refused,
  },
  { name: 'a token of the algorithm none', sent: unsigned({ alg: 'none', typ: 'JWT' }), expected: refused },
  {
    name: 'a token of the algorithm nOnE, with a key',
    sent: unsigned({ alg: 'nOnE', kid: 'key-1' }, 'AAAA'),
    expected: refused,
  },
  { name: 'a token signed with the public key by HMAC', sent: byHmac, expected: refused },
  { name: 'a token of another issuer with a key of the same name', sent: foreign(), expected: refused },
  { name: 'a token with another issuer', sent: token({ iss: 'https://evil.example/' }), expected: refused },
  { name: 'a token for another audience', sent: token({ aud: 'shop' }), expected: refused },
  { name: 'a token that has expired', sent: token({ exp: inSeconds(-60) }), expected: refused },
  { name: 'a token that is not valid yet', sent: token({ nbf: inSeconds(600) }), expected: refused },
  { name: 'a token without an end', sent: token({ exp: undefined }), expected: refused },
  { name: 'a token without a subject', sent: token({ sub: undefined }), expected: refused },
  {
    name: 'a token with a role that every object has',
    sent: token({ elo_role: '__proto__' }),
    expected: refused,
  },
  { name: 'a token with a list of roles', sent: token({ elo_role: ['admin'] }), expected: refused },
  { name: 'a token with an unknown key', sent: foreign({ kid: 'another' }), expected: refused },
  {
    name: 'a token with a path as the name of its key',
    sent: foreign({ kid: '../../../../dev/null' }),
    expected: refused,
  },
  {
    name: 'a token with SQL as the name of its key',
    sent: foreign({ kid: "x' UNION SELECT 'key" }),
    expected: refused,
  },
  { name: 'a token with its own key', sent: foreign({ jwk: { kty: 'oct', k: 'AAAA' } }), expected: refused },
  {
    name: 'a token with the address of its key',
    sent: foreign({ jku: 'http://127.0.0.1:1/jwks' }),
    expected: refused,
  },
  {
    name: 'a token with the address of its certificate',
    sent: foreign({ x5u: 'http://127.0.0.1:1/' }),
    expected: refused,
  },
  {
    name: 'a token that demands an extension',
    sent: unsigned({ alg: 'RS256', kid: 'key-1', crit: ['b64'], b64: false }, 'AAAA'),
    expected: refused,
  },
  { name: 'a token of 10 KB', sent: token({ padding: 'x'.repeat(10_000) }), expected: refused },
  { name: 'a token of another type', sent: token({}, { typ: 'logout+jwt' }), expected: refused },
  {
    name: 'a token whose claims were changed',
    sent: ({ token: text }) => bearer(`${text.split('.')[0]}.${encode(claims)}.${text.split('.')[2]}`),
    expected: refused,
  },
  {
    name: 'an encrypted token',
    sent: bearer([encode({ alg: 'dir', enc: 'A256GCM' }), '', 'AAAA', 'AAAA', 'AAAA'].join('.')),
    expected: refused,
  },
  { name: 'dots', sent: bearer('.'.repeat(8_000)), expected: refused },
  {
    name: 'a token in the address',
    sent: (facts) => ({
      by: 'http',
      isAnonymous: true,
      path: `/graphql?query=%7B__typename%7D&access_token=${facts.token}`,
      headers: { 'apollo-require-preflight': '1' },
    }),
    expected: refused,
  },
  { name: 'a key that was revoked', sent: ({ revokedKey }) => bearer(revokedKey), expected: refused },
  { name: 'a key that has expired', sent: ({ expiredKey }) => bearer(expiredKey), expected: refused },
  { name: 'a key that is a path', sent: bearer('elo_../../../etc/passwd'), expected: refused },
  { name: 'a key of 8 KB', sent: bearer(`elo_${'a'.repeat(8_000)}`), expected: refused },
  { name: 'a key with a star', sent: bearer('elo_*'), expected: refused },
  { name: 'a name and password', sent: withHeader('Basic YWRtaW46YWRtaW4='), expected: refused },
  {
    name: 'two credentials',
    sent: ({ token: text }) => withHeader(`Bearer ${text}, Bearer ${text}`),
    expected: refused,
  },
]
