import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatewayLimits } from '../../../gateway/limits/limits.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { socketLimits } from '../../../platform/websocket/socketLimits.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'
import { readParts } from './readParts.ts'

let gateway: FixtureGateway
beforeAll(async () => {
  gateway = await startFixtureGateway()
})
afterAll(() => gateway.stop())

const history =
  'subscription ($after: String) { customerHistory(customerId: "cus_1", after: $after) { change cursor } }'
const contentType = 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"'
const eventOf = (change: string, cursor: string) => ({
  payload: { data: { customerHistory: { change, cursor } } },
})
const failed = (code: string) => ({ payload: null, errors: [{ extensions: { code } }] })

function open(
  query: string,
  {
    variables = {},
    headers = {},
    at = gateway,
  }: { variables?: object; headers?: object; at?: { url: string } } = {},
) {
  return readParts(`${at.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
}

describe('a subscription by multipart', () => {
  it('is a part for each result, after a heartbeat', async () => {
    const reader = await open(history, { variables: { after: '0' } })
    expect(reader).toMatchObject({ status: 200, contentType })
    expect(await reader.next()).toEqual(eventOf('POSITION', '0'))
    expect(reader.heartbeats).toBe(1)
    const { cursor } = gateway.fixtures.log.record({ interaction: null })
    expect(await reader.next()).toEqual(eventOf('RECORDED', cursor))
    reader.close()
  })

  it('gets heartbeats while nothing happens', async () => {
    const sockets = { ...socketLimits, keepAliveMs: 20 }
    const own = await startFixtureGateway({ limits: { ...gatewayLimits, sockets } })
    const reader = await open(history, { at: own })
    expect(await reader.next()).toMatchObject({
      payload: { data: { customerHistory: { change: 'POSITION' } } },
    })
    const next = reader.next()
    while (reader.heartbeats < 4) await new Promise((resolve) => setImmediate(resolve))
    own.fixtures.log.record({ interaction: null })
    expect(await next).toEqual(eventOf('RECORDED', '1'))
    reader.close()
    await own.stop()
  })

  it('is closed in the subgraph when its client leaves', async () => {
    const own = await startFixtureGateway()
    const { log } = own.fixtures
    const reader = await open(history, { at: own })
    await reader.next()
    reader.close()
    await log.until(() => log.following === 0)
    expect(log.following).toBe(0)
    await own.stop()
  })

  it('that is refused is one part with the errors and no payload', async () => {
    const unknown = await open('subscription { customerHistory(customerId: "cus_9") { cursor } }')
    expect(await unknown.rest()).toMatchObject([failed('NOT_FOUND')])
    const invalid = await open('subscription { nothing }')
    expect(await invalid.rest()).toMatchObject([failed('GRAPHQL_VALIDATION_FAILED')])
  })

  it('ends with the last cursor and a pause when the gateway stops', async () => {
    const stopping = await startFixtureGateway()
    const reader = await open(history, { at: stopping })
    await reader.next()
    stopping.fixtures.log.record({ interaction: null })
    await reader.next()
    const rest = reader.rest()
    await stopping.stop()
    expect(await rest).toEqual([
      {
        payload: null,
        errors: [
          {
            message: expect.stringMatching(/^the gateway is stopping; connect again in \d+ ms and resume/u),
            extensions: {
              code: 'UNAVAILABLE',
              retryable: true,
              retryAfterMs: expect.any(Number),
              cursor: '1',
            },
          },
        ],
      },
    ])
  })

  it('ends with the last cursor when its upstream is too slow', async () => {
    const own = await startFixtureGateway()
    const reader = await open(history, { at: own })
    await reader.next()
    own.fixtures.log.fail(callerError('SLOW_CONSUMER', 'too slow', { retryable: true }))
    expect(await reader.rest()).toEqual([
      {
        payload: null,
        errors: [
          { message: 'too slow', extensions: { code: 'SLOW_CONSUMER', retryable: true, cursor: '0' } },
        ],
      },
    ])
    await own.stop()
  })
})

describe('another operation by multipart', () => {
  it('is one result and the end', async () => {
    const reader = await open('{ whoAmI }')
    expect(await reader.rest()).toEqual([{ payload: { data: { whoAmI: 'demo' } } }])
  })

  it('needs a POST that no foreign page can send', async () => {
    const simple = await open('{ whoAmI }', { headers: { 'content-type': 'text/plain' } })
    expect(simple.status).toBe(415)
    const foreign = await open('{ whoAmI }', { headers: { origin: 'https://evil.example' } })
    expect(foreign.status).toBe(403)
  })
})

describe('the header Accept', () => {
  it.each([
    ['multipart/mixed;boundary="graphql";subscriptionSpec="1.0", application/json', contentType],
    ['application/json, multipart/mixed; subscriptionSpec=1.0; boundary=other', contentType],
    ['multipart/mixed;subscriptionSpec="1.0";q=0, text/event-stream', 'text/event-stream; charset=utf-8'],
    ['multipart/mixed;deferSpec=20220824,application/json', 'application/json; charset=utf-8'],
    ['multipart/mixed;subscriptionSpec="2.0",application/json', 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
  ])('%s is answered by %s', async (accept, expected) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query: '{ whoAmI }' }),
    })
    expect(response.headers.get('content-type')).toBe(expected)
    await response.text()
  })
})

describe('the caller of a multipart subscription', () => {
  it('is refused with 401 before anything is sent', async () => {
    const strict = await startFixtureGateway({
      principalOf: async () => {
        throw callerError('UNAUTHENTICATED', 'authorization: expected a token, got nothing')
      },
    })
    const { status, contentType: type } = await open(history, { at: strict })
    expect([status, type]).toEqual([401, 'application/json; charset=utf-8'])
    await strict.stop()
  })

  it('gets the reason and the end when the right ends', async () => {
    let expire = () => {}
    const expired = new Promise<void>((resolve) => {
      expire = resolve
    })
    const check = async () => {
      await expired
      throw callerError('FORBIDDEN', 'the token has expired')
    }
    const brief = await startFixtureGateway({
      principalOf: async () => ({ ...demoPrincipal, ends: { at: Date.now(), check } }),
    })
    const reader = await open(history, { at: brief })
    await reader.next()
    expire()
    expect(await reader.rest()).toMatchObject([failed('UNAUTHENTICATED')])
    expect(brief.fixtures.log.following).toBe(0)
    await brief.stop()
  })
})
