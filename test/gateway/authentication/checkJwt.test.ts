import { allRows } from '../../../platform/subgraph/rows.ts'
import { createHmac } from 'node:crypto'
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { createJwtCheck } from '../../../gateway/authentication/jwt/checkJwt.ts'
import { createJwtKeys } from '../../../gateway/authentication/jwt/jwtKeys.ts'
import { readPolicy } from '../../../gateway/authentication/policy.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { audience, createIssuer, inSeconds, type Issuer, issuer, rowClaims } from './issuer.ts'

const policy = readPolicy()
const logger = createLogger({ level: 'silent', name: 'test' })
let own: Issuer
let ownByCurve: Issuer
let other: Issuer

beforeAll(async () => {
  own = await createIssuer()
  ownByCurve = await createIssuer('key-2', 'ES256')
  other = await createIssuer()
})

const keySet = () => ({ keys: [own.publicKey, ownByCurve.publicKey] })
function check(token: string, options: { roleClaim?: string } = {}) {
  const keys = createJwtKeys(async () => keySet())
  return createJwtCheck({ keys, issuer, audience, roleClaim: 'elo_role', rowClaims, policy, ...options })(
    token,
    logger,
  )
}

/** The message with which a token is refused. It must not contain anything of the token. */
async function refusalOf(token: string): Promise<string> {
  const error: unknown = await check(token).catch((thrown: unknown) => thrown)
  if (!(error instanceof Error) || !('extensions' in error)) throw new Error('expected a refusal')
  expect(error.extensions).toEqual({ code: 'UNAUTHENTICATED' })
  for (const part of token.split('.').filter((text) => text.length > 8))
    expect(error.message).not.toContain(part)
  return error.message.replace('authorization: expected ', '')
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claims = () => ({ iss: issuer, aud: audience, sub: 'paula', exp: inSeconds(60), elo_role: 'admin' })

describe('a token', () => {
  it('gives the subject as the id, the role as the kind and the scopes of the policy', async () => {
    const exp = inSeconds(60)
    const { ends, ...principal } = await check(await own.token({ exp }))
    expect(principal).toEqual({ kind: 'AGENT', id: 'user:paula', scopes: policy.agent.scopes, rows: allRows })
    expect(ends?.at).toBe(exp * 1_000)
  })

  it('is accepted with any of the keys of the issuer, as an access token, and for several audiences', async () => {
    const token = await ownByCurve.token({ aud: ['desk', audience], elo_role: 'bot' }, { typ: 'at+jwt' })
    expect(await check(token)).toMatchObject({ kind: 'BOT' })
  })

  it('may name the role in another claim that is configured', async () => {
    const token = await own.token({ elo_role: 'admin', 'https://elo.example/role': 'partner' })
    expect(await check(token, { roleClaim: 'https://elo.example/role' })).toMatchObject({ kind: 'PARTNER' })
  })

  it('is accepted up to five seconds after it has expired, and before it begins, for clocks that differ', async () => {
    expect(await check(await own.token({ exp: inSeconds(-3), nbf: inSeconds(4) }))).toMatchObject({
      kind: 'AGENT',
    })
  })

  it.each([
    ['has expired', { exp: inSeconds(-60) }, 'a token that is valid now, got one that has expired'],
    ['has no end', { exp: undefined }, 'a token with the exp that this Elo accepts, got none'],
    [
      'is not valid yet',
      { nbf: inSeconds(60) },
      'a token with the nbf that this Elo accepts, got another value',
    ],
    [
      'is of another issuer',
      { iss: 'https://evil.example/' },
      'a token with the iss that this Elo accepts, got another value',
    ],
    [
      'is for another audience',
      { aud: 'shop' },
      'a token with the aud that this Elo accepts, got another value',
    ],
    ['has no audience', { aud: undefined }, 'a token with the aud that this Elo accepts, got none'],
    ['has no subject', { sub: undefined }, 'a token with the sub that this Elo accepts, got none'],
    ['has an empty subject', { sub: '' }, 'a token with a subject of 1 to 200 characters, got another one'],
    [
      'has no role',
      { elo_role: undefined },
      'a token whose claim elo_role is one of admin, supervisor, agent, bot, partner, automation, integration, customer, got none',
    ],
    [
      'has a role that is none',
      { elo_role: 'ADMIN' },
      /^a token whose claim elo_role is one of .*, got another value$/u,
    ],
    [
      'has a list of roles',
      { elo_role: ['admin'] },
      /^a token whose claim elo_role is one of .*, got another value$/u,
    ],
  ] as const)('is refused when it %s', async (_what, payload, reason) => {
    const message = await refusalOf(await own.token(payload))
    if (typeof reason === 'string') expect(message).toBe(reason)
    else expect(message).toMatch(reason)
  })

  it('is refused when another one has signed it with a key of the same name', async () => {
    expect(await refusalOf(await other.token())).toBe(
      'a token signed with a key of its issuer, got another signature',
    )
  })

  it('is refused when it was changed after it was signed', async () => {
    const [header, , signature] = (await own.token()).split('.')
    expect(await refusalOf(`${header}.${encode(claims())}.${signature}`)).toContain('got another signature')
  })

  it('is refused when it is not signed', async () => {
    const reason = /^a token signed with one of RS256, .*, got another algorithm$/u
    expect(await refusalOf(`${encode({ alg: 'none' })}.${encode(claims())}.`)).toMatch(reason)
    expect(await refusalOf(`${encode({ alg: 'none', kid: 'key-1' })}.${encode(claims())}.AAAA`)).toMatch(
      reason,
    )
  })

  it('is refused when the public key was the secret of its HMAC', async () => {
    const key = await importJWK(own.publicKey, 'RS256', { extractable: true })
    if (!(key instanceof CryptoKey)) throw new Error('expected a key')
    const signed = `${encode({ alg: 'HS256', kid: 'key-1', typ: 'JWT' })}.${encode(claims())}`
    for (const secret of [await exportSPKI(key), JSON.stringify(own.publicKey)]) {
      const signature = createHmac('sha256', secret).update(signed).digest('base64url')
      expect(await refusalOf(`${signed}.${signature}`)).toContain('got another algorithm')
    }
  })

  it.each(['jwk', 'jku', 'x5u', 'x5c'])('is refused when it brings its own key in %s', async (name) => {
    const evil = {
      jwk: other.publicKey,
      jku: 'https://evil.example/jwks',
      x5u: 'https://evil.example',
      x5c: ['MII'],
    }
    const message = await refusalOf(
      await other.token({}, { [name]: Object.entries(evil).find(([key]) => key === name)?.[1] }),
    )
    expect(message).toBe('a token without jwk, jku, x5u, x5c in its header, got one with such a member')
  })

  it('is refused when it is of another type, or demands an extension', async () => {
    expect(await refusalOf(await own.token({}, { typ: 'logout+jwt' }))).toBe(
      'a token of the type JWT or at+jwt, got another type',
    )
    const { privateKey } = await generateKeyPair('RS256')
    const critical = new SignJWT(claims()).setProtectedHeader({
      alg: 'RS256',
      kid: 'key-1',
      b64: true,
      crit: ['b64'],
    })
    expect(await refusalOf(await critical.sign(privateKey))).toContain('got another signature')
  })

  it('is refused when it is large, before it is read', async () => {
    expect(await refusalOf(await own.token({ filler: 'x'.repeat(10_000) }))).toMatch(
      /^a token of at most 8192 characters, got 1\d{4}$/u,
    )
  })

  it.each([
    '',
    '.',
    '..',
    '...',
    'x',
    'e30.e30.',
    'a.b.c',
    '{}',
    'null.null.null',
    '\u0000',
    'eyJ.eyJ.eyJ.eyJ.eyJ',
  ])('is refused when it is %j', async (text) => {
    expect(await refusalOf(text)).toMatch(/, got /u)
  })
})

describe('the keys of the issuer', () => {
  it('are read at most once in 30 seconds, however many tokens name unknown keys at the same time', async () => {
    let reads = 0
    let now = 0
    const keys = createJwtKeys(
      async () => {
        reads += 1
        return keySet()
      },
      () => now,
    )
    const checkOne = createJwtCheck({ keys, issuer, audience, roleClaim: 'elo_role', rowClaims, policy })
    const flood = async () => {
      const tokens = await Promise.all(
        Array.from({ length: 50 }, (_, n) => own.token({}, { kid: `unknown-${n}` })),
      )
      const results = await Promise.allSettled(tokens.map((token) => checkOne(token, logger)))
      expect(results.every(({ status }) => status === 'rejected')).toBe(true)
    }
    await flood()
    expect(reads).toBe(1)
    now = 29_999
    await flood()
    expect(reads).toBe(1)
    now = 30_000
    await flood()
    expect(reads).toBe(2)
    expect(await checkOne(await own.token(), logger)).toMatchObject({ id: 'user:paula' })
    expect(reads).toBe(2)
  })

  it('are found when the issuer has a new one, and refused when it withdraws one', async () => {
    let now = 0
    let published = [own.publicKey]
    const next = await createIssuer('next')
    const keys = createJwtKeys(
      async () => ({ keys: published }),
      () => now,
    )
    const checkOne = createJwtCheck({ keys, issuer, audience, roleClaim: 'elo_role', rowClaims, policy })
    await checkOne(await own.token(), logger)
    published = [next.publicKey]
    now = 30_000
    expect(await checkOne(await next.token(), logger)).toMatchObject({ id: 'user:paula' })
    await expect(checkOne(await own.token(), logger)).rejects.toThrow('got another signature')
  })

  it('are used for an hour when they cannot be read again, and then UNAVAILABLE is answered', async () => {
    let now = 0
    let isDown = false
    const keys = createJwtKeys(
      async () => {
        if (isDown) throw new Error('no answer')
        return keySet()
      },
      () => now,
    )
    const checkOne = createJwtCheck({ keys, issuer, audience, roleClaim: 'elo_role', rowClaims, policy })
    const token = await own.token()
    await checkOne(token, logger)
    isDown = true
    now = 59 * 60_000
    expect(await checkOne(token, logger)).toMatchObject({ id: 'user:paula' })
    now = 61 * 60_000
    await expect(checkOne(token, logger)).rejects.toMatchObject({
      extensions: { code: 'UNAVAILABLE', retryable: true },
    })
    isDown = false
    now += 30_000
    expect(await checkOne(token, logger)).toMatchObject({ id: 'user:paula' })
  })
})
