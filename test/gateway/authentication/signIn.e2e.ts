import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { authenticationOf } from '../../../gateway/authentication/authenticationOf.ts'
import { createApiKey } from '../../../gateway/authentication/keys/apiKey.ts'
import { createKeyFolder } from '../../../gateway/authentication/keys/keyFolder.ts'
import { configSchema } from '../../../config.ts'
import { readConfig } from '../../../platform/process/settings/readConfig.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'
import { audience, createIssuer, inSeconds, type Issuer, issuer } from './issuer.ts'

let folder: string
let own: Issuer
let gateway: FixtureGateway
/** Everything that was a credential in these tests. */
const credentials: string[] = []

const bearer = (credential: string) => {
  credentials.push(credential)
  return `Bearer ${credential}`
}

async function createKey(expiresInMs = 60_000): Promise<string> {
  const now = new Date()
  const expiresAt = new Date(now.getTime() + expiresInMs)
  const { key, stored } = createApiKey({ name: 'crm', role: 'integration', now, expiresAt })
  await createKeyFolder(join(folder, 'keys')).write(stored)
  return key
}

const settingsOf = (environment: Record<string, string>) => readConfig(configSchema, environment)
const signInSettings = () => ({
  ELO_KEYS_DIR: join(folder, 'keys'),
  ELO_JWT_KEYS: join(folder, 'jwks.json'),
  ELO_JWT_ISSUER: issuer,
  ELO_JWT_AUDIENCE: audience,
})

let key: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elo-signin-'))
  own = await createIssuer()
  await writeFile(join(folder, 'jwks.json'), JSON.stringify({ keys: [own.publicKey] }))
  key = await createKey()
  gateway = await startFixtureGateway({ principalOf: authenticationOf(settingsOf(signInSettings()))(null) })
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true })
})

async function post(headers: Record<string, string>, body = '{"query":"{ whoAmI }"}') {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  const answer: unknown = await response.json()
  return { status: response.status, answer, challenge: response.headers.get('www-authenticate') }
}

const refusalOf = (message: string) => ({
  status: 401,
  challenge: 'Bearer',
  answer: { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
})
const gotNothing = 'authorization: expected "Bearer" and a token or API key, got nothing'

describe('a request over HTTP', () => {
  it('is answered for the subject of its token', async () => {
    const { status, answer } = await post({ authorization: bearer(await own.token()) })
    expect({ status, answer }).toEqual({ status: 200, answer: { data: { whoAmI: 'user:paula' } } })
  })

  it('is answered for the client of its API key', async () => {
    const { answer } = await post({ authorization: bearer(key).replace('Bearer', 'bearer') })
    expect(answer).toEqual({ data: { whoAmI: 'key:crm' } })
  })

  it('is a 401 without a credential, before its body is read', async () => {
    expect(await post({})).toEqual(refusalOf(gotNothing))
    expect(await post({}, '{"query":')).toEqual(refusalOf(gotNothing))
    expect(await post({}, JSON.stringify({ query: 'x'.repeat(8_000_000) }))).toEqual(refusalOf(gotNothing))
    const byGet = await fetch(`${gateway.url}/graphql?query={whoAmI}`, {
      headers: { 'apollo-require-preflight': '1' },
    })
    expect(byGet.status).toBe(401)
  })

  it.each(['Basic cGF1bGE6c2VjcmV0', 'Bearer', 'Bearer a b', 'Canary'])(
    'is a 401 with the header %j, which is not repeated',
    async (authorization) => {
      credentials.push(authorization.replace('Bearer', '').trim() || 'no credential')
      expect(await post({ authorization })).toEqual(
        refusalOf(gotNothing.replace('nothing', 'something else')),
      )
    },
  )

  it('is a 401 with a token or key that is not valid, which is not repeated', async () => {
    const stranger = await createIssuer()
    for (const wrong of [
      await stranger.token({ sub: 'canary-subject' }),
      `elo_${'C'.repeat(43)}`,
      'canary',
    ]) {
      const { status, answer } = await post({ authorization: bearer(wrong) })
      expect(status).toBe(401)
      expect(JSON.stringify(answer)).not.toMatch(new RegExp(`canary|C{9}|${wrong.slice(-20)}`, 'u'))
    }
  })

  it('needs no sign-in for health checks and the page of the explorer', async () => {
    for (const [path, accept] of [
      ['/healthz', '*/*'],
      ['/readyz', '*/*'],
      ['/graphql', 'text/html'],
    ] as const)
      expect((await fetch(gateway.url + path, { headers: { accept } })).status).toBe(200)
  })
})

describe('a WebSocket', () => {
  const connect = (credential: string) =>
    connectSocket(gateway.url, { connectionParams: { authorization: bearer(credential) } })

  it('is opened with a token in connection_init', async () => {
    const client = await connect(await own.token())
    client.subscribe('q', '{ whoAmI }')
    expect(await client.next()).toMatchObject({ payload: { data: { whoAmI: 'user:paula' } } })
    client.socket.terminate()
  })

  it('is opened with an API key in the header of the request that opens it', async () => {
    const client = await connectSocket(gateway.url, { headers: { authorization: bearer(key) } })
    client.subscribe('q', '{ whoAmI }')
    expect(await client.next()).toMatchObject({ payload: { data: { whoAmI: 'key:crm' } } })
    client.socket.terminate()
  })

  it('is closed with 4401 when it has no credential, or none that is valid', async () => {
    await expect(connectSocket(gateway.url)).rejects.toThrow(
      JSON.stringify({ code: 4401, reason: gotNothing }),
    )
    await expect(connect('canary')).rejects.toThrow('"code":4401')
    const notText = connectSocket(gateway.url, { connectionParams: { authorization: { canary: 1 } } })
    await expect(notText).rejects.toThrow('"code":4401')
  })

  it('is closed with 4403 within two seconds of the end of its token, and its subscription with it', async () => {
    const exp = inSeconds(4)
    const client = await connect(await own.token({ exp }))
    client.subscribe('s', 'subscription { pulse { change } }')
    expect(await client.next()).toMatchObject({ id: 's', type: 'next' })
    expect(await client.closed).toEqual({
      code: 4403,
      reason: 'the token has expired; connect again with a new one',
    })
    const lateMs = Date.now() - exp * 1_000
    expect(lateMs).toBeGreaterThanOrEqual(0)
    expect(lateMs).toBeLessThan(2_000)
  })

  it('stays open, with its subscriptions, when a ping brings a new token of the same subject and role', async () => {
    const client = await connect(await own.token({ exp: inSeconds(5) }))
    client.subscribe('s', 'subscription { pulse { change } }')
    expect(await client.next()).toMatchObject({ id: 's', type: 'next' })
    const exp = inSeconds(7)
    client.send({ type: 'ping', payload: { authorization: bearer(await own.token({ exp })) } })
    // The pong confirms, and does not repeat the token.
    expect(await client.next()).toEqual({ type: 'pong' })
    expect((await client.closed).code).toBe(4403)
    expect(Date.now()).toBeGreaterThanOrEqual(exp * 1_000)
  })

  it.each([
    ['another subject', { sub: 'nina' }],
    ['another role', { elo_role: 'admin' }],
    ['another issuer', { iss: 'https://evil.example/' }],
  ])('is closed with 4401 when a ping brings a token of %s', async (_what, payload) => {
    const client = await connect(await own.token())
    client.send({ type: 'ping', payload: { authorization: bearer(await own.token(payload)) } })
    expect((await client.closed).code).toBe(4401)
  })

  it('stays open when a ping brings a token that sees more, and is closed with 4401 when it sees less', async () => {
    const client = await connect(await own.token({ elo_departments: ['Sales'] }))
    const ping = async (departments: string[] | undefined) => {
      const token = await own.token({ elo_departments: departments })
      client.send({ type: 'ping', payload: { authorization: bearer(token) } })
    }
    await ping(['Sales', 'Support'])
    expect(await client.next()).toEqual({ type: 'pong' })
    await ping(undefined)
    expect(await client.next()).toEqual({ type: 'pong' })
    await ping(['Sales', 'Support'])
    expect(await client.closed).toEqual({
      code: 4401,
      reason:
        'authorization: expected at least the departments and customers of before, got fewer or others; connect again',
    })
  })

  it('answers a ping without a token by a pong with the same payload', async () => {
    const authorization = bearer(await own.token())
    const client = await connectSocket(gateway.url, { headers: { authorization } })
    client.send({ type: 'ping', payload: { other: 1 } })
    expect(await client.next()).toEqual({ type: 'pong', payload: { other: 1 } })
    client.socket.terminate()
  })

  it('is closed with 4401 when its API key expires', async () => {
    const client = await connect(await createKey(4_000))
    expect(await client.closed).toEqual({
      code: 4401,
      reason: 'authorization: expected a valid API key, got one that is unknown, revoked or expired',
    })
  })
})

describe('the keys of the issuer at an address', () => {
  it('are fetched, and UNAVAILABLE is a 503 and the close code 1013 while they cannot be', async () => {
    let status = 503
    const server = createServer((_request, response) => {
      response.writeHead(status).end(JSON.stringify({ keys: [own.publicKey] }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('expected a port')
    const start = () =>
      startFixtureGateway({
        principalOf: authenticationOf(
          settingsOf({ ...signInSettings(), ELO_JWT_KEYS: `http://127.0.0.1:${address.port}/jwks` }),
        )(null),
      })
    const ask = async (url: string) => {
      const headers = { 'content-type': 'application/json', authorization: bearer(await own.token()) }
      return fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ whoAmI }"}' })
    }
    const early = await start()
    expect((await ask(early.url)).status).toBe(503)
    const connectionParams = { authorization: bearer(await own.token()) }
    await expect(connectSocket(early.url, { connectionParams })).rejects.toThrow('"code":1013')
    expect(early.logged).toContainEqual(expect.objectContaining({ event: 'jwt_keys_unreadable' }))
    await early.stop()

    status = 200
    const later = await start()
    expect(await (await ask(later.url)).json()).toEqual({ data: { whoAmI: 'user:paula' } })
    await later.stop()
  })
})

describe('a folder of API keys that can no longer be read', () => {
  it('is a 500 and the close code 4500 for keys, and tokens are accepted all the same', async () => {
    const gone = await mkdtemp(join(folder, 'gone-'))
    const settings = settingsOf({ ...signInSettings(), ELO_KEYS_DIR: gone })
    const broken = await startFixtureGateway({ principalOf: authenticationOf(settings)(null) })
    await rm(gone, { recursive: true })
    const ask = async (authorization: string) => {
      const headers = { 'content-type': 'application/json', authorization }
      return (
        await fetch(`${broken.url}/graphql`, { method: 'POST', headers, body: '{"query":"{ whoAmI }"}' })
      ).status
    }
    expect(await ask(bearer(key))).toBe(500)
    const connectionParams = { authorization: bearer(key) }
    await expect(connectSocket(broken.url, { connectionParams })).rejects.toThrow('"code":4500')
    expect(await ask(bearer(await own.token()))).toBe(200)
    await broken.stop()
  })
})

describe('the log', () => {
  it('has a line for each refusal, and nothing of a credential or of its subject', async () => {
    await post({ authorization: bearer(await own.token({ elo_role: 'canary' })) })
    const lines = JSON.stringify(gateway.logged)
    const last = gateway.logged.at(-1)
    expect(last).toMatchObject({ event: 'caller_refused', code: 'UNAUTHENTICATED' })
    expect(last?.['reason']).toContain('a token whose claim elo_role is one of')
    expect(credentials.length).toBeGreaterThan(10)
    expect(credentials.filter((credential) => lines.includes(credential))).toEqual([])
    expect(lines).not.toMatch(/canary|paula|nina|eyJ/u)
  })
})

describe('a start', () => {
  const startWith = (environment: Record<string, string>) => () => authenticationOf(settingsOf(environment))
  const needed = 'ELO_KEYS_DIR or ELO_JWT_KEYS: expected one of them, because'

  it('without sign-in gives the demo principal on loopback only', async () => {
    for (const HOST of ['127.0.0.1', 'localhost', '::1', '127.1.2.3', 'LOCALHOST'])
      expect(startWith({ HOST })).not.toThrow()
    for (const HOST of [
      '0.0.0.0',
      '::',
      '10.0.0.1',
      '192.168.0.10',
      'elo.example',
      '127.0.0.1.example',
      '::ffff:127.0.0.1',
    ])
      expect(startWith({ HOST })).toThrow(`${needed} HOST is ${HOST}, got neither`)
    await expect(startFixtureGateway({ host: '0.0.0.0' })).rejects.toThrow(`${needed} HOST is 0.0.0.0`)
  })

  it('without sign-in is refused in production', () => {
    expect(startWith({ NODE_ENV: 'production' })).toThrow(`${needed} NODE_ENV is production, got neither`)
    expect(startWith({ NODE_ENV: 'development' })).not.toThrow()
  })

  it('with sign-in may listen anywhere, in production', () => {
    expect(startWith({ ...signInSettings(), HOST: '0.0.0.0', NODE_ENV: 'production' })).not.toThrow()
  })

  it('is refused with settings that cannot be right', async () => {
    const jwks = { ELO_JWT_KEYS: join(folder, 'jwks.json') }
    expect(startWith(jwks)).toThrow('ELO_JWT_ISSUER: expected the value that tokens have')
    expect(startWith({ ...jwks, ELO_JWT_ISSUER: issuer })).toThrow('ELO_JWT_AUDIENCE: expected the value')
    expect(startWith({ ELO_KEYS_DIR: join(folder, 'nowhere') })).toThrow(
      'ELO_KEYS_DIR: expected a folder that can be read',
    )
    expect(startWith({ ELO_JWT_KEYS: 'http://id.example/jwks' })).toThrow(
      'ELO_JWT_KEYS: expected a file, or an https address',
    )
    expect(startWith({ ELO_JWT_KEYS: 'ftp://id/jwks' })).toThrow(
      'ELO_JWT_KEYS: expected a file, or an https address',
    )
    expect(startWith({ ELO_POLICY: join(folder, 'nowhere') })).toThrow(
      'ELO_POLICY: expected a file that can be read',
    )
    const secret = join(folder, 'secret.json')
    await writeFile(secret, JSON.stringify({ keys: [{ ...own.publicKey, d: 'canary' }] }))
    const { ELO_KEYS_DIR: _, ...jwt } = signInSettings()
    expect(startWith({ ...jwt, ELO_JWT_KEYS: secret })).toThrow(
      'keys.0: expected a public key, got one with its secret part',
    )
    await writeFile(secret, '{"keys":[]}')
    expect(startWith({ ...jwt, ELO_JWT_KEYS: secret })).toThrow('line 1: keys: expected at least one key')
  })
})
