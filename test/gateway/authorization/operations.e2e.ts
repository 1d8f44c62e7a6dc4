import { allRows } from '../../../platform/subgraph/rows.ts'
import { parse } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPlanningSupergraph } from '../../../gateway/planning/planningSupergraph.ts'
import { resolveOperation } from '../../../platform/graph/resolveOperation.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { asksOf, composed, startVault, unauthorized, vaultSdl } from './vault.ts'

const closedOperation = resolveOperation('{ closed }', undefined, parse)

let vault: Awaited<ReturnType<typeof startVault>>

beforeAll(async () => {
  vault = await startVault()
})
afterAll(() => vault.stop())
beforeEach(() => {
  vault.executed.length = 0
})

const { ask, outcome } = asksOf(() => vault.url)

describe('a mutation', () => {
  it('executes what the caller may do, in order, and nothing else', async () => {
    const query = 'mutation { a: ping(text: "1") b: write(text: "2") { text } c: ping(text: "3") }'
    expect(await outcome('', query)).toEqual({ data: { a: '1', b: null, c: '3' }, paths: ['b'] })
    expect(vault.executed).toEqual(['ping 1', 'ping 3'])
    expect(await outcome('write', query)).toEqual({ data: { a: '1', b: { text: '2' }, c: '3' }, paths: [] })
    expect(vault.executed.slice(2)).toEqual(['ping 1', 'write 2', 'ping 3'])
  })

  it.each(['mutation { write(text: "x") { text } }', 'mutation { write(text: "x") { person { name } } }'])(
    'that the caller may not do is null: %s',
    async (query) => {
      expect(await outcome('', query)).toEqual({ data: { write: null }, paths: ['write'] })
      expect(vault.executed).toEqual([])
    },
  )

  it('has no data when a removed field may not be null, alone and among others', async () => {
    expect(await outcome('', 'mutation { erase }')).toEqual({ data: null, paths: ['erase'] })
    expect(await outcome('', 'mutation { ping(text: "1") erase }')).toEqual({ data: null, paths: ['erase'] })
    expect(vault.executed).toEqual(['ping 1'])
  })

  it('is executed when only a part of its answer is removed', async () => {
    expect(await outcome('write', 'mutation { write(text: "x") { text person { salary } } }')).toEqual({
      data: { write: { text: 'x', person: { salary: null } } },
      paths: ['write.person.salary'],
    })
    expect(vault.executed).toEqual(['write x'])
  })
})

describe('over a WebSocket', () => {
  it('queries and mutations have the rights of the socket', async () => {
    const [with_, without] = [await vault.as('closed write'), await vault.as('')]
    for (const socket of [with_, without]) socket.subscribe('q', '{ closed open }')
    expect(await with_.next()).toMatchObject({ payload: { data: { closed: 'closed', open: 'open' } } })
    expect(await without.next()).toEqual({
      id: 'q',
      type: 'next',
      payload: { data: { closed: null, open: 'open' }, errors: [unauthorized('closed')] },
    })
    without.subscribe('m', 'mutation { write(text: "x") { text } }')
    expect(await without.next()).toMatchObject({ type: 'complete' })
    expect(await without.next()).toMatchObject({ payload: { data: { write: null } } })
    expect(vault.executed).not.toContain('write x')
    for (const socket of [with_, without]) socket.socket.terminate()
  })

  it('a subscription that the caller may not have is refused and does not begin', async () => {
    const socket = await vault.as('')
    socket.subscribe('s', 'subscription { warning: alarms { number } }')
    expect(await socket.next()).toEqual({ id: 's', type: 'error', payload: [unauthorized('warning')] })
    expect(vault.executed).toEqual([])
    socket.socket.terminate()
  })

  it('each event of a subscription has null and an error for a removed field', async () => {
    const [with_, without] = [await vault.as('secret alarm'), await vault.as('')]
    for (const socket of [with_, without]) socket.subscribe('s', 'subscription { ticks { number secret } }')
    for (const number of [1, 2]) {
      expect(await with_.next()).toMatchObject({
        payload: { data: { ticks: { number, secret: `secret ${number}` } } },
      })
      expect(await without.next()).toEqual({
        id: 's',
        type: 'next',
        payload: { data: { ticks: { number, secret: null } }, errors: [unauthorized('ticks.secret')] },
      })
    }
    for (const socket of [with_, without]) socket.socket.terminate()
  })
})

describe('callers with different scopes', () => {
  it('never get the result of each other, whatever was asked first and however often', async () => {
    const query = '{ closed person { salary diary } }'
    const rights = [
      '',
      'closed',
      'pay',
      'diary',
      'closed pay',
      'pay closed',
      'closed pay diary other',
      'other',
    ]
    const expected = rights.map((scopes) => ({
      closed: scopes.includes('closed') ? 'closed' : null,
      person: {
        salary: scopes.includes('pay') ? 100 : null,
        diary: scopes.includes('diary') ? 'diary of 1' : null,
      },
    }))
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(rights.map((scopes) => ask(scopes, query)))
      expect(answers.map(({ data }) => data)).toEqual(expected)
    }
  })

  it('are not confused by scopes that look like several', async () => {
    const scopes = 'closed\u00a0pay'
    expect((await ask(encodeURI(scopes), '{ closed }')).data).toEqual({ closed: null })
  })
})

describe('a call from this process', () => {
  it('has the rights of its principal', async () => {
    const call = { query: '{ closed open }', variables: {}, scope: createRequestScope() }
    const as = (scopes: string[]) =>
      vault.graph({ ...call, principal: { kind: 'BOT', id: 'bot', scopes, rows: allRows } })
    expect(await as(['closed'])).toEqual({ data: { closed: 'closed', open: 'open' } })
    const { data, errors } = await as([])
    expect(data).toEqual({ closed: null, open: 'open' })
    expect(errors?.map((error) => error.toJSON())).toEqual([unauthorized('closed')])
  })
})

describe('introspection', () => {
  it('shows the whole schema to every caller', async () => {
    const { data } = await outcome('', '{ __type(name: "File") { fields { name } } }')
    expect(data).toEqual({ __type: { fields: [{ name: 'text' }] } })
  })
})

describe('a supergraph', () => {
  it('with a security feature that nothing enforces does not load', () => {
    const sdl = composed(vaultSdl).replace(
      'https://specs.apollo.dev/requiresScopes/v0.1',
      'https://specs.apollo.dev/requiresMore/v0.1',
    )
    expect(() => createPlanningSupergraph(sdl)).toThrow('checks failed')
  })

  it.each([
    ['a renamed directive', '{ name: "@requiresScopes", as: "@needs" }', '@needs'],
    ['a directive that is not imported', '"@key"', '@federation__requiresScopes'],
  ])('with %s is enforced as well', (_, imported, directive) => {
    const { authorization } = createPlanningSupergraph(
      composed({
        renamed: `
          extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imported}])
          type Query { closed: String ${directive}(scopes: [["closed"]]) }
        `,
      }),
    )
    const errorsAs = (scopes: string[]) => {
      const outcome = authorization.outcomeFor({ kind: 'AGENT', id: 'agent', scopes, rows: allRows })
      return authorization.authorize(closedOperation, outcome).errors()
    }
    expect(errorsAs([]).map(({ path }) => path)).toEqual([['closed']])
    expect(errorsAs(['closed'])).toEqual([])
  })

  it('plans nothing that is not authorised', () => {
    const supergraph = createPlanningSupergraph(composed(vaultSdl))
    // @ts-expect-error -- only an AuthorizedOperation can be planned
    expect(() => supergraph.planOf(closedOperation)).toThrow(TypeError)
  })
})
