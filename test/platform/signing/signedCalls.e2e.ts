import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EloProcess } from '../../support/eloProcess.ts'
import { signCall } from '../../support/signCall.ts'
import { until } from '../../support/until.ts'
import {
  aCall,
  admin,
  agent,
  current,
  logged,
  next,
  refusalsOf,
  send,
  type SentCall,
  startHistory,
} from './startSigned.ts'

const done = { status: 200, body: { data: { canary: 'Query' } } }
const refusal = (message: unknown = expect.any(String)) => ({
  status: 401,
  body: { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
})
/** The call with other headers than were signed. */
const withHeaders = (call: SentCall, headers: Record<string, string>) => ({
  ...call,
  headers: { ...call.headers, ...headers },
})

describe('a subgraph process with a service secret', { timeout: 120_000 }, () => {
  let history: EloProcess
  let startedAt = 0
  let refusals = 0

  beforeAll(async () => {
    startedAt = Date.now()
    history = await startHistory(`${next},${current}`, { LOG_LEVEL: 'trace' })
  })
  afterAll(() => history.end('SIGTERM'))

  it('carries out a call that is signed with either of its secrets', async () => {
    expect(await send(history.url, aCall())).toEqual(done)
    expect(await send(history.url, aCall({ secret: next }))).toEqual(done)
  })

  it.each<[string, string, () => SentCall]>([
    ['without a signature', 'unsigned', () => ({ ...aCall(), headers: { 'elo-principal': admin } })],
    ['with a malformed signature', 'malformed', () => withHeaders(aCall(), { 'elo-signature': 'x.y.z' })],
    ['signed with another secret', 'wrong signature', () => aCall({ secret: `${current}!` })],
    ['signed for another subgraph', 'wrong signature', () => aCall({ subgraph: 'identity' })],
    ['signed for another path', 'wrong signature', () => aCall({ path: '/graphql?operation=1' })],
    ['signed as another method', 'wrong signature', () => aCall({ method: 'GET' })],
    ['of another principal', 'wrong signature', () => withHeaders(aCall(), { 'elo-principal': admin })],
    ['with more time', 'wrong signature', () => withHeaders(aCall(), { 'elo-remaining-ms': '600000' })],
    [
      'that is read in another charset',
      'wrong signature',
      () => withHeaders(aCall(), { 'content-type': 'application/json; charset=utf-16le' }),
    ],
    [
      'with a principal that is added twice',
      'wrong signature',
      () => withHeaders(aCall(), { 'elo-principal': `${agent}, ${admin}` }),
    ],
    [
      'with another body',
      'other body',
      () => ({ ...aCall(), body: JSON.stringify({ query: '{ canary: __schema { description } }' }) }),
    ],
    ['signed more than a minute ago', 'stale', () => aCall({ signedAt: Date.now() - 61_000 })],
    ['signed more than a minute ahead', 'stale', () => aCall({ signedAt: Date.now() + 65_000 })],
    ['signed before the process was started', 'stale', () => aCall({ signedAt: startedAt - 1 })],
  ])('refuses a call %s', async (_, reason, makeCall) => {
    expect(await send(history.url, makeCall())).toEqual(refusal())
    refusals += 1
    expect((await refusalsOf(history, refusals)).slice(-1)).toEqual([reason])
  })

  it('refuses `_service`, introspection and GET without a signature', async () => {
    for (const query of ['{ _service { sdl } }', '{ __schema { description } }'])
      expect(await send(history.url, { method: 'POST', body: JSON.stringify({ query }) })).toEqual(
        refusal('elo-signature: expected a signature, got none'),
      )
    expect(await send(`${history.url}?query={__typename}`, {})).toEqual(refusal())
  })

  it('answers its probes without a signature', async () => {
    for (const path of ['/healthz', '/readyz'])
      expect((await fetch(new URL(path, history.url))).status).toBe(200)
  })

  it('carries out the same call once, also when it is sent many times at once', async () => {
    const call = aCall()
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(history.url, call)))
    expect(answers.filter(({ status }) => status === 200)).toEqual([done])
    const replay = refusal('elo-signature: expected a call that was not sent before, got a replay')
    expect(answers.filter(({ status }) => status !== 200)).toEqual(Array.from({ length: 19 }, () => replay))
  })

  it('refuses a call before it reads its body', async () => {
    const { method, headers } = aCall({ secret: `${current}!` })
    const sent = request(history.url, { method, headers: { ...headers, 'content-length': '1000' } })
    sent.flushHeaders()
    expect(await once(sent, 'response')).toMatchObject([{ statusCode: 401 }])
    sent.destroy()
  })

  it('does not accept the calls again that it accepted before it was started again', async () => {
    const first = await startHistory(current)
    const call = aCall()
    expect(await send(first.url, call)).toEqual(done)
    await first.end('SIGKILL')
    const again = await startHistory(current)
    expect(await send(again.url, call)).toEqual(refusal())
    await again.end('SIGTERM')
  })

  it('logs the reason of each refusal and nothing of the call or of a secret', async () => {
    const signature = signCall({ secret: `${current}!`, subgraph: 'history' })
    await send(history.url, withHeaders(aCall(), { 'elo-signature': signature }))
    await until('the refusal is logged', async () =>
      logged(history, 'call_refused').some(({ reason }) => reason === 'wrong signature'),
    )
    for (const canary of ['canary', agent, admin, current, next, signature, signature.split('.')[1] ?? ''])
      expect(history.log()).not.toContain(canary)
  })
})
