import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { type Answer, type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
let client: SocketClient

beforeAll(async () => {
  gateway = await startFixtureGateway({ limits: { maxNodes: 500, maxLeaves: 1_000 } })
  client = await connectSocket(gateway.url)
})
afterAll(async () => {
  client.socket.terminate()
  await gateway.stop()
})

const repeated = (text: string, times: number) =>
  Array.from({ length: times }, (_, n) => text.replaceAll('#', String(n))).join(' ')

/** Expect a refusal over HTTP and WebSocket alike, without any call of a subgraph. */
async function refused(query: string, variables: Record<string, unknown> = {}): Promise<Answer['errors']> {
  const before = { ...gateway.fixtures.calls }
  const { status, body } = await gateway.ask(query, variables)
  expect(status).toBe(200)
  client.subscribe('q', query, variables)
  const message = await client.next()
  expect(message).toEqual({ id: 'q', type: 'error', payload: body.errors })
  expect(gateway.fixtures.calls).toEqual(before)
  return body.errors
}

describe('an operation is refused before anything is executed', () => {
  it('when it could give very many objects, with an error that has their number', async () => {
    const query = '{ customers(count: 100) { partner { partner { partner { partner { id } } } } } }'
    expect(await refused(query)).toEqual([
      {
        message:
          'expected a query that gives at most 500 objects and 1000 values; by its page sizes this one can give 501 and 100; ask for smaller pages',
        extensions: { code: 'BAD_USER_INPUT', nodes: 501, leaves: 100 },
      },
    ])
    const { status } = await gateway.ask(query.replace('100', '90'))
    expect(status).toBe(200)
  })

  it('by the values of its variables', async () => {
    const query = 'query ($n: Int!) { customers(count: $n) { id } }'
    expect((await gateway.ask(query, { n: 499 })).status).toBe(200)
    expect(await refused(query, { n: 500 })).toMatchObject([{ extensions: { nodes: 501 } }])
    expect(await refused(`{ customers(count: 400) { ${repeated('a#: id', 3)} } }`)).toMatchObject([
      { extensions: { leaves: 1_200 } },
    ])
  })

  it.each([
    [
      'fields at its root',
      `{ ${repeated('a#: whoAmI', 101)} }`,
      'expected at most 100 fields at the root of a query, got 101',
    ],
    [
      'changes',
      `mutation { ${repeated('a#: renameCustomer(id: "cus_2", name: "B") { id }', 1_001)} }`,
      'expected at most 1000 fields at the root of a mutation, got 1001',
    ],
    [
      'aliases',
      `{ customer(id: "cus_1") { ${repeated('a#: id', 2_001)} } }`,
      'expected at most 2000 aliases, got 2001',
    ],
    [
      'lists of introspection',
      `{ ...A __type(name: "Customer") { fields { name } } } fragment A on Query { ${repeated('s#: __schema { types { fields { name } } }', 15)} }`,
      'expected at most 30 lists of introspection, such as types and args, got 31',
    ],
    [
      'operations and fragments',
      `{ __typename } ${repeated('fragment F# on Query { __typename }', 1_000)}`,
      'expected at most 1000 operations and fragments in a document, got 1001',
    ],
    [
      'pairs of fields in one place',
      `{ customer(id: "cus_1") { ${repeated('id', 142)} } }`,
      'expected at most 10000 pairs of fields that have the same place in the answer, got more; select each field once',
    ],
    [
      'pairs of fields in fragments',
      `{ __typename ${repeated('...F#', 99)} } ${repeated('fragment F# on Query { customer(id: "cus_1") { name id } }', 99)}`,
      'expected at most 10000 pairs of fields that have the same place in the answer, got more; select each field once',
    ],
    [
      'levels',
      `{ customer(id: "cus_1") ${repeated('{ partner', 50)} { id } ${repeated('}', 50)} }`,
      'expected at most 50 levels of selections, got more',
    ],
  ])('when it has too many %s', async (_, query, message) => {
    expect(await refused(query)).toEqual([{ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }])
  })

  it.each([
    [
      'a chain of fragments',
      `{ ...F0 } ${repeated('fragment F# on Query { ...N# }', 4_000).replaceAll('N', 'F')} `,
    ],
    ['brackets', `{ ${'customer(id: "cus_1") { partner { '.repeat(5_000)} id ${'} } '.repeat(5_000)} }`],
    ['a value', `{ customer(id: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { id } }`],
  ])('when %s is very deep, and no internal error is logged', async (_, query) => {
    gateway.logged.length = 0
    await refused(query)
    expect(gateway.logged.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('with at most twenty errors of its variables', async () => {
    const names = Array.from({ length: 90 }, (_, n) => `n${n}`)
    const query = `query (${names.map((name) => `$${name}: Int!`).join()}) {
      ${names.map((name) => `${name}: customers(count: $${name}) { id }`).join(' ')} }`
    const errors = await refused(query, Object.fromEntries(names.map((name) => [name, 'wrong'])))
    expect(errors).toHaveLength(21)
    expect(errors?.[0]?.message).toContain('Int')
  })

  it.each([
    [
      'a number beyond what JSON holds',
      { id: 9_007_199_254_740_992 },
      'variables.id: expected a number that JSON holds exactly',
    ],
    ['half of a character', { id: 'a\ud83d' }, 'variables.id: expected whole characters'],
    ['values that are very deep', { id: deep(200) }, 'expected at most 100 levels of values'],
  ])('when its variables have %s', async (_, variables, message) => {
    const errors = await refused('query ($id: ID!) { customer(id: $id) { name } }', variables)
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect(errors?.[0]?.message).toContain(message)
  })

  it.each(['9007199254740993', '1e999'])(
    'when it has the literal %s, which would be changed',
    async (literal) => {
      const errors = await refused(`{ customer(id: ${literal}) { name } }`)
      expect(errors).toContainEqual(
        expect.objectContaining({
          message: `expected a number that JSON holds exactly, got ${literal}; send larger ones as texts`,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        }),
      )
    },
  )
})

describe('a body', () => {
  it('that is not UTF-8 is refused', async () => {
    const body = Buffer.concat([
      Buffer.from('{"query":"{ whoAmI } #'),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ])
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        errors: [{ message: 'body: expected UTF-8, got other bytes', extensions: { code: 'BAD_REQUEST' } }],
      },
    ])
  })
})

describe('the log', () => {
  it('has only the beginning of a long name', async () => {
    gateway.logged.length = 0
    await gateway.ask(`query ${'N'.repeat(200)} { whoAmI }`)
    const [line] = gateway.logged.filter(({ event }) => event === 'operation')
    expect(line?.['name']).toBe('N'.repeat(100))
  })
})

describe('a mutation of many fields', () => {
  it('gives the outcome of each field when its subgraph stops answering', async () => {
    const own = await startFixtureGateway({ limits: { mutationTimeoutMs: 200 } })
    const { names, stuckAt } = own.fixtures
    stuckAt.name = 'N3'
    const query = `mutation { ${repeated('m#: renameCustomer(id: "cus_1", name: "N#") { id }', 6)} }`
    const { body } = await own.ask(query)
    const done = { id: 'cus_1' }
    expect(body.data).toEqual({ m0: done, m1: done, m2: done, m3: null, m4: null, m5: null })
    expect(
      body.errors?.map(({ path, extensions }) => [path, extensions['code'], extensions['outcome']]),
    ).toEqual([
      [['m3'], 'UNAVAILABLE', 'UNKNOWN'],
      [['m4'], 'UNAVAILABLE', 'NOT_EXECUTED'],
      [['m5'], 'UNAVAILABLE', 'NOT_EXECUTED'],
    ])
    expect(body.errors?.[0]?.message).toContain('try again with the same idempotencyKey')
    expect(names.get('cus_1')).toBe('N2')
    await own.stop()
  })
})

function deep(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = [value]
  return value
}
