import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Gateway, startGateway } from '../../../gateway/server.ts'
import { createLocalCall } from '../../../platform/graph/localCall.ts'
import type { Policies } from '../../../platform/subgraph/guards/granted.ts'
import { guardRootFields } from '../../../platform/subgraph/guards/guardRootFields.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { createLogRecorder } from '../fixtures/startFixtureGateway.ts'
import {
  createPolicySubgraph,
  executed,
  policies,
  policySdl,
  principalNamed,
  principalOf,
} from './policyVault.ts'
import { composed, unauthorized } from './vault.ts'

const boss = 'AGENT boss'
const bot = 'BOT b'
const bossBot = 'BOT boss'
const agent = 'AGENT a'
const nobody = 'ANONYMOUS nobody'

const { logger } = createLogRecorder()
let vault: Gateway

beforeAll(async () => {
  vault = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: composed({ vault: policySdl }),
    subgraphs: { vault: { kind: 'local', subgraph: createPolicySubgraph() } },
    logger,
    principalOf,
    policies,
  })
})
afterAll(() => vault.stop())
beforeEach(() => {
  executed.length = 0
})

const errorSchema = z.looseObject({ path: z.array(z.string()).optional() })
const answerSchema = z.object({ data: z.unknown(), errors: z.array(errorSchema).default([]) })

async function ask(who: string, query: string) {
  const response = await fetch(`${vault.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-who': who },
    body: JSON.stringify({ query }),
  })
  return answerSchema.parse(await response.json())
}

/** The data, and the paths of the errors, which are all of authorisation. */
async function outcome(who: string, query: string) {
  const { data, errors } = await ask(who, query)
  const paths = errors.map(({ path = [] }) => path.join('.'))
  expect(errors).toEqual(paths.map((path) => unauthorized(path)))
  return { data, paths }
}

describe('a field with @policy or @authenticated', () => {
  it.each([
    ['safe', [boss, bossBot], [agent, bot, nobody]],
    ['both', [bossBot], [boss, bot, agent]],
    ['either', [boss, bot, bossBot], [agent, nobody]],
    ['unknown', [], [boss, bossBot]],
    ['prototype', [], [boss, bossBot]],
    ['none', [], [boss, bossBot]],
    ['odd', [], [boss, bossBot]],
    ['known', [agent, bot, boss], [nobody]],
    ['all', ['AGENT boss a', 'BOT boss b a'], [boss, 'AGENT x a', 'ANONYMOUS boss a', nobody]],
    ['open', [nobody, agent], []],
  ])('%s is given to %j and not to %j', async (field, allowed, refused) => {
    for (const who of allowed)
      expect(await outcome(who, `{ ${field} }`), who).toEqual({ data: { [field]: field }, paths: [] })
    executed.length = 0
    for (const who of refused)
      expect(await outcome(who, `{ ${field} open }`), who).toEqual({
        data: { [field]: null, open: 'open' },
        paths: [field],
      })
    expect(executed).toEqual(refused.map(() => 'open'))
  })

  it('says what was expected, and nothing of the caller', async () => {
    const messages = (await ask(nobody, '{ both either known none }')).errors.map(({ message }) => message)
    expect(messages).toEqual([
      'Query.both: expected a caller that the policy isBoss and isBot allows, got another one',
      'Query.either: expected a caller that the policy isBoss, or isBot allows, got another one',
      'Query.known: expected a caller that has signed in, got one that has not',
      'Query.none: expected a caller that the policy (none is enough) allows, got another one',
    ])
  })

  it('is null in its place, and takes its parent when it may not be null', async () => {
    expect(await outcome(agent, '{ room { name key } }')).toEqual({
      data: { room: { name: 'room', key: null } },
      paths: ['room.key'],
    })
    expect(await outcome(agent, '{ open room { name size } }')).toEqual({
      data: { open: 'open', room: null },
      paths: ['room.size'],
    })
  })
})

describe('a type with @policy', () => {
  it.each([
    ['an enum', '{ colour }', ['colour'], { colour: 'RED' }],
    ['a scalar', '{ number }', ['number'], { number: 'number' }],
    ['the only type of an interface', '{ round { radius } }', ['round'], { round: { radius: 5 } }],
    [
      'the only type of an interface, whose name is asked for',
      '{ round { __typename } }',
      ['round'],
      { round: { __typename: 'Ball' } },
    ],
    ['the only type of a union', '{ part { ... on Circle { area } } }', ['part'], { part: { area: 3 } }],
    ['one type of a union', '{ thing { ... on Circle { area } } }', ['thing.area'], { thing: {} }],
    ['one type of an interface', '{ shapes { area } }', ['shapes'], { shapes: [{ area: 4 }] }],
  ])('%s is kept from callers that it refuses', async (_, query, paths, data) => {
    expect((await outcome(agent, query)).paths).toEqual(paths)
    expect(await outcome(boss, query)).toEqual({ data, paths: [] })
  })
})

describe('mutations', () => {
  it('are not executed for callers that a policy refuses', async () => {
    expect(await outcome(agent, 'mutation { write }')).toEqual({ data: null, paths: ['write'] })
    expect(await outcome(nobody, 'mutation { ping hello }')).toEqual({
      data: { ping: 'ping', hello: null },
      paths: ['hello'],
    })
    expect(executed).toEqual(['ping'])
    expect(await outcome(boss, 'mutation { write }')).toEqual({ data: { write: 1 }, paths: [] })
  })
})

describe('every transport', () => {
  it('decides in the same way over a WebSocket', async () => {
    for (const [who, safe] of [
      [boss, 'safe'],
      [agent, null],
    ] as const) {
      const client = await connectSocket(vault.url, { connectionParams: { who } })
      client.subscribe('q', '{ safe }')
      expect(await client.next()).toEqual({
        id: 'q',
        type: 'next',
        payload: { data: { safe }, ...(safe === null && { errors: [unauthorized('safe')] }) },
      })
      expect(await client.next()).toEqual({ id: 'q', type: 'complete' })
      client.subscribe('s', 'subscription { ticks { number secret } }')
      expect(await client.next()).toMatchObject({
        payload: { data: { ticks: { number: 1, secret: safe === null ? null : 'secret' } } },
      })
      expect(await client.next()).toEqual({ id: 's', type: 'complete' })
      client.subscribe('a', 'subscription { alarms { number } }')
      expect(await client.next()).toMatchObject(safe === null ? { type: 'error' } : { type: 'next' })
      client.socket.terminate()
    }
    expect(executed.filter((name) => name === 'alarms')).toEqual(['alarms'])
  })

  it('decides in the same way in process', async () => {
    const as = (who: string) =>
      vault.graph({
        query: '{ safe known }',
        variables: {},
        principal: principalNamed(who),
        scope: createRequestScope(),
      })
    expect(await as(boss)).toEqual({ data: { safe: 'safe', known: 'known' } })
    expect(await as(agent)).toMatchObject({ data: { safe: null, known: 'known' } })
    expect(await as(nobody)).toMatchObject({ data: { safe: null, known: null } })
  })
})

describe('an operation that is prepared', () => {
  it('is kept for each outcome, whoever asks first and however often', async () => {
    const query = '{ safe either known all }'
    const callers = [nobody, agent, boss, bot, bossBot, 'AGENT boss a', 'ANONYMOUS boss a', agent, boss]
    const expected = callers.map((who) => {
      const { kind, id, scopes } = principalNamed(who)
      const isKnown = kind !== 'ANONYMOUS'
      return {
        safe: id === 'boss' ? 'safe' : null,
        either: id === 'boss' || kind === 'BOT' ? 'either' : null,
        known: isKnown ? 'known' : null,
        all: isKnown && id === 'boss' && scopes.includes('a') ? 'all' : null,
      }
    })
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(callers.map((who) => ask(who, query)))
      expect(answers.map(({ data }) => data)).toEqual(expected)
    }
  })
})

describe('the guard of a subgraph', () => {
  const callAs = (who: string, query: string, given?: Policies) => {
    const subgraph = createPolicySubgraph()
    guardRootFields(subgraph.schema, given)
    const call = createLocalCall(subgraph, logger)
    return call({ query, variables: {}, principal: principalNamed(who), scope: createRequestScope() })
  }

  it('refuses root fields in the same way, whoever calls it', async () => {
    expect(await callAs(boss, '{ safe known }', policies)).toEqual({ data: { safe: 'safe', known: 'known' } })
    for (const [who, query] of [
      [agent, '{ safe }'],
      [nobody, '{ known }'],
      [boss, '{ unknown }'],
      [boss, '{ all }'],
    ] as const) {
      executed.length = 0
      expect(await callAs(who, query, policies)).toMatchObject({
        errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
      })
      expect(executed).toEqual([])
    }
  })

  it('refuses all that ask for a policy when it has none', async () => {
    expect(await callAs(boss, '{ safe }')).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
    })
  })
})
