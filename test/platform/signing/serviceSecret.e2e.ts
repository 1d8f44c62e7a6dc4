import { afterEach, describe, expect, it } from 'vitest'
import { askGraph } from '../../support/askGraph.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { type EloProcess, runEloProcess, startEloProcess } from '../../support/eloProcess.ts'
import { until } from '../../support/until.ts'
import { current, logged, next, startHistory } from './startSigned.ts'

const command = (file: string) => ['--import', 'tsx', file]
const unreachable = 'mongodb://127.0.0.1:1/elo?replicaSet=rs0'

let running: EloProcess[] = []
afterEach(async () => {
  await Promise.all(running.map((each) => each.end('SIGTERM')))
  running = []
})

async function untilEnd(starting: Promise<EloProcess>): Promise<EloProcess> {
  const started = await starting
  running.push(started)
  return started
}

function startGatewayOf(history: EloProcess, secrets: string): Promise<EloProcess> {
  const settings = { HISTORY_URL: history.url, ELO_SERVICE_SECRET: secrets }
  return untilEnd(startEloProcess(settings, command('gateway/main.ts')))
}

/** The code of the error with which the history subgraph answers a query over HTTP. */
async function codeOf(gateway: EloProcess): Promise<unknown> {
  const { errors } = await askGraph(
    gateway.url,
    '{ changes(customerId: "no id", after: "no cursor") { hasMore } }',
  )
  return errors?.[0]?.extensions?.['code']
}

async function firstOfFeed(gateway: EloProcess): Promise<unknown> {
  const client = await connectSocket(gateway.url)
  client.subscribe('s', 'subscription { interactionFeed { change } }')
  const { payload } = await client.next()
  client.socket.terminate()
  return payload
}

describe('ELO_SERVICE_SECRET', { timeout: 120_000 }, () => {
  it('may be rotated while the processes are started again one by one', async () => {
    const position = { data: { interactionFeed: { change: 'POSITION' } } }
    const both = await untilEnd(startHistory(`${current},${next}`))
    const onlyNext = await untilEnd(startHistory(next))
    const gateways = [
      await startGatewayOf(both, current),
      await startGatewayOf(both, `${next},${current}`),
      await startGatewayOf(onlyNext, `${next},${current}`),
    ]
    for (const gateway of gateways) {
      expect(await codeOf(gateway)).toBe('BAD_USER_INPUT')
      expect(await firstOfFeed(gateway)).toEqual(position)
    }
  })

  it('makes a gateway with another one answer UNAVAILABLE, not that its client has to sign in', async () => {
    const history = await untilEnd(startHistory(current))
    const gateway = await startGatewayOf(history, next)
    expect(await codeOf(gateway)).toBe('UNAVAILABLE')
    expect(await firstOfFeed(gateway)).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }])
    const unavailable = () => logged(gateway, 'subgraph_unavailable')
    await until('the reason is logged', () => unavailable().length > 0)
    expect(unavailable()).toMatchObject([
      { err: { message: 'refused with 401; do ELO_SERVICE_SECRET and the clock of both processes agree?' } },
    ])
    expect(gateway.log() + history.log()).not.toMatch(new RegExp(`${current}|${next}`, 'u'))
  })

  it('may be missing where every address is loopback, with a warning', async () => {
    const history = await untilEnd(startHistory(''))
    const gateway = await startGatewayOf(history, '')
    expect(await firstOfFeed(gateway)).toEqual({ data: { interactionFeed: { change: 'POSITION' } } })
    for (const each of [history, gateway]) expect(logged(each, 'calls_not_signed')).toHaveLength(1)
  })

  it.each([
    ['a subgraph that listens on all addresses', 'subgraphs/identity/main.ts', { HOST: '0.0.0.0' }],
    ['a subgraph that calls another machine', 'subgraphs/actions/main.ts', { IDENTITY_URL: 'http://ids:1/' }],
    ['a gateway that calls another machine', 'gateway/main.ts', { FEEDBACK_URL: 'http://10.0.0.7:4004/' }],
    ['an intake that calls another machine', 'intake/main.ts', { CONVERSATIONS_URL: 'http://talks:4002/' }],
  ])('must be set for %s', async (_, file, settings) => {
    const { code, log } = await runEloProcess({ MONGODB_URI: unreachable, ...settings }, command(file))
    expect(code).toBe(1)
    expect(log).toMatch(/ELO_SERVICE_SECRET: expected a secret, because .+ is not loopback/u)
  })

  it('must have 32 characters, and is not shown when it has fewer', async () => {
    const secrets = `${current},short-canary`
    const { code, log } = await runEloProcess({ ELO_SERVICE_SECRET: secrets }, command('gateway/main.ts'))
    expect(code).toBe(1)
    expect(log).toContain(
      'ELO_SERVICE_SECRET.1: expected secrets of at least 32 characters, got a shorter one',
    )
    expect(log).not.toMatch(new RegExp(`canary|${current}`, 'u'))
  })
})
