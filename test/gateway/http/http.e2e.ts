import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway

beforeAll(async () => {
  gateway = await startFixtureGateway()
})
afterAll(() => gateway.stop())

function post(body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  return fetch(`${gateway.url}/graphql`, { method: 'POST', body, headers })
}

describe('a query over HTTP', () => {
  it('is answered with the fields of several subgraphs', async () => {
    const { status, body } = await gateway.ask(/* GraphQL */ `
      {
        customer(id: "cus_1") {
          name
          size
          mood
          interactions {
            __typename
            ... on Message {
              text
            }
            ... on Feedback {
              rating
            }
          }
        }
      }
    `)
    expect(status).toBe(200)
    expect(body).toEqual({
      data: {
        customer: {
          name: 'Ana',
          size: 10,
          mood: 'mood of cus_1',
          interactions: [
            { __typename: 'Message', text: 'text of int_1' },
            { __typename: 'Feedback', rating: 5 },
            { __typename: 'Message', text: 'text of int_3' },
          ],
        },
      },
    })
  })

  it('fetches the same entity once', async () => {
    const before = gateway.fixtures.references.feedback
    const { body } = await gateway.ask('{ customers(count: 40) { id mood } }')
    expect(body.data?.['customers']).toEqual(
      Array.from({ length: 40 }, () => ({ id: 'cus_1', mood: 'mood of cus_1' })),
    )
    expect(gateway.fixtures.references.feedback - before).toBe(1)
  })

  it('is served by all subgraphs in one scope', async () => {
    const { scopes } = gateway.fixtures
    await gateway.ask('{ customer(id: "cus_1") { name size mood } }')
    const last = scopes.identity.at(-1)
    expect(last).toBeDefined()
    expect(scopes.history.at(-1)).toBe(last)
    expect(scopes.feedback.at(-1)).toBe(last)
    await gateway.ask('{ customer(id: "cus_1") { name } }')
    expect(scopes.identity.at(-1)).not.toBe(last)
  })

  it('is answered when it comes as GET', async () => {
    const url = `${gateway.url}/graphql?query=${encodeURIComponent('{ customer(id: "cus_1") { name } }')}`
    const response = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } })
    expect(await response.json()).toEqual({ data: { customer: { name: 'Ana' } } })
  })

  it('is answered when it comes as application/graphql', async () => {
    const response = await post('{ customer(id: "cus_1") { name } }', {
      'content-type': 'application/graphql',
    })
    expect(await response.json()).toEqual({ data: { customer: { name: 'Ana' } } })
  })

  it('is answered when its variables are JSON text', async () => {
    const query = 'query ($id: ID!) { customer(id: $id) { name } }'
    const response = await post(JSON.stringify({ query, variables: '{"id":"cus_2"}' }))
    expect(await response.json()).toEqual({ data: { customer: { name: 'Bruno' } } })
  })

  it('is redirected from the root', async () => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ whoAmI }"}',
    })
    expect(await response.json()).toEqual({ data: { whoAmI: 'demo' } })
  })

  it('can introspect the schema', async () => {
    const { body } = await gateway.ask('{ __schema { queryType { name } } }')
    expect(body).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } })
  })

  it('is answered and logged in the same way each time, over every transport', async () => {
    const query = `query Again($id: ID!) { customer(id: $id) { name mood } }
      query Other { customer(id: "cus_2") { name } }`
    const body = JSON.stringify({ query, operationName: 'Again', variables: { id: 'cus_1' } })
    const json = { 'content-type': 'application/json' }
    gateway.logged.length = 0
    const answers: unknown[] = []
    for (const sent of [json, json, { ...json, accept: 'application/json;q=0.9' }, json]) {
      const response = await post(body, sent)
      // Apollo Server ends its answers with a line feed.
      const headers = Object.fromEntries(response.headers)
      const { date: _date, 'content-length': _length, 'x-request-id': _id, ...others } = headers
      answers.push({ status: response.status, headers: others, text: (await response.text()).trim() })
    }
    const [first] = answers
    expect(first).toMatchObject({
      status: 200,
      text: '{"data":{"customer":{"name":"Ana","mood":"mood of cus_1"}}}',
    })
    expect(answers).toEqual(answers.map(() => first))
    const lines = gateway.logged.filter(({ event }) => event === 'operation')
    expect(lines).toHaveLength(answers.length)
    for (const line of lines)
      expect(line).toMatchObject({ type: 'query', name: 'Again', transport: 'http', codes: [] })
  })

  it('is refused in the same way when it is repeated with other variables, or with more', async () => {
    const query = 'query Fussy($id: ID!) { customer(id: $id) { name } }'
    const asked = async (more: object) => {
      const response = await post(JSON.stringify({ query, ...more }))
      return { status: response.status, text: await response.text() }
    }
    const variants = [
      { variables: {} },
      { variables: { id: { no: 'id' } } },
      { variables: { id: 'cus_1' }, operationName: 'Missing' },
      { variables: { id: 'cus_1' }, operationName: '' },
      { variables: { id: 'cus_1' }, extensions: { persistedQuery: { version: 1, sha256Hash: 'no' } } },
      { variables: ['cus_1'] },
    ]
    const before = await Promise.all(variants.map(asked))
    for (let time = 0; time < 2; time += 1) await asked({ variables: { id: 'cus_1' } })
    expect(await Promise.all(variants.map(asked))).toEqual(before)
    expect(before.map(({ text }) => text.includes('"errors"'))).toEqual(variants.map(() => true))
  })

  it('is answered when variables come with it that it does not declare', async () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000)
    for (let time = 0; time < 3; time += 1) {
      const response = await fetch(new URL('/graphql', gateway.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"query":"query ($id: ID!) { customer(id: $id) { name } }","variables":{"id":"cus_1","deep":${deep}}}`,
      })
      expect(await response.json()).toEqual({ data: { customer: { name: 'Ana' } } })
    }
  })

  it('is refused when a short text selects very many fields', async () => {
    const doubling = Array.from({ length: 20 }, (_, n) => `fragment F${n + 1} on Query { ...F${n} ...F${n} }`)
    const text = `{ ...F20 } fragment F0 on Query { customer(id: "cus_1") { name } } ${doubling.join(' ')}`
    const { status, body } = await gateway.ask(text)
    expect(status).toBe(200)
    expect(body.errors).toMatchObject([
      {
        message: `expected at most 10000 fields, fragments counted wherever they are spread, got ${2 * 2 ** 20}`,
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ])
  })

  it('is logged as one line without its variables', async () => {
    gateway.logged.length = 0
    await gateway.ask('query Who($id: ID!) { customer(id: $id) { name } badId }', { id: 'cus_1' })
    const lines = gateway.logged.filter(({ event }) => event === 'operation')
    expect(lines).toEqual([
      expect.objectContaining({ type: 'query', name: 'Who', transport: 'http', codes: ['BAD_USER_INPUT'] }),
    ])
    expect(lines[0]?.['durationMs']).toBeTypeOf('number')
    expect(JSON.stringify(gateway.logged)).not.toContain('cus_1')
  })
})

describe('a mutation over HTTP', () => {
  it('is executed', async () => {
    const { body } = await gateway.ask(
      'mutation ($name: String!) { renameCustomer(id: "cus_2", name: $name) { name mood } }',
      { name: 'Beto' },
    )
    expect(body).toEqual({ data: { renameCustomer: { name: 'Beto', mood: 'mood of cus_2' } } })
    gateway.fixtures.names.set('cus_2', 'Bruno')
  })

  it('is not executed for a form of a foreign page', async () => {
    const response = await post(
      JSON.stringify({ query: 'mutation { renameCustomer(id: "cus_2", name: "X") { id } }' }),
      {
        'content-type': 'text/plain',
      },
    )
    expect(response.status).toBe(415)
    expect(gateway.fixtures.names.get('cus_2')).toBe('Bruno')
  })
})

describe('an error', () => {
  it('of a subgraph keeps its code and gets its path', async () => {
    const { body } = await gateway.ask('{ wrong: badId customer(id: "cus_1") { name } }')
    expect(body).toEqual({
      data: { wrong: null, customer: { name: 'Ana' } },
      errors: [
        {
          message: 'id: expected cus_…, got "x"',
          path: ['wrong'],
          extensions: { code: 'BAD_USER_INPUT', serviceName: 'identity' },
        },
      ],
    })
  })

  it('of the server has an errorId and is logged', async () => {
    const { body } = await gateway.ask('{ broken }')
    const [error] = body.errors ?? []
    const errorId = String(error?.extensions['errorId'])
    expect(error?.extensions['code']).toBe('INTERNAL_SERVER_ERROR')
    expect(JSON.stringify(body)).not.toContain('hunter2')
    expect(gateway.logged.filter((line) => line['errorId'] === errorId)).toHaveLength(1)
  })

  it.each([
    ['{ customer', 'GRAPHQL_PARSE_FAILED', 200],
    ['{ nobody }', 'GRAPHQL_VALIDATION_FAILED', 200],
    ['query A { whoAmI } query B { whoAmI }', 'OPERATION_RESOLUTION_FAILURE', 200],
    ['query ($id: ID!) { customer(id: $id) { name } }', 'BAD_USER_INPUT', 200],
    ['subscription { pulse { change } }', 'BAD_REQUEST', 400],
  ])('of the caller has its code, and the status of its media type: %s', async (query, code, asJson) => {
    const { status, body } = await gateway.ask(query)
    expect(status).toBe(asJson)
    const headers = { accept: 'application/graphql-response+json', 'content-type': 'application/json' }
    expect((await post(JSON.stringify({ query }), headers)).status).toBe(400)
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual([code])
    expect(Object.keys(body.errors?.[0]?.extensions ?? {})).toEqual(['code'])
  })

  it.each([
    ['{"query":', 'body: expected a JSON object with "query", got malformed JSON'],
    ['', 'body: expected a JSON object with "query", got nothing'],
    ['[]', 'body: expected a JSON object with "query", got an array'],
    ['"x"', 'body: expected a JSON object with "query", got another JSON value'],
    ['{"query":"{ whoAmI }","variables":"{"}', 'variables: expected a JSON object, got malformed JSON'],
  ])('of a malformed body is a 400 with a message: %s', async (body, message) => {
    const response = await post(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
  })

  it('of a body over 5 MB is a 413', async () => {
    const response = await post(JSON.stringify({ query: `{ whoAmI } #${'x'.repeat(5 * 1024 * 1024)}` }))
    expect(response.status).toBe(413)
    expect(await response.json()).toEqual({
      errors: [
        { message: 'body: expected a body of at most 5242880 bytes', extensions: { code: 'BAD_REQUEST' } },
      ],
    })
  })
})

describe('a stuck subgraph', () => {
  it('makes its own fields null with an error that names it, and the other fields arrive', async () => {
    const slow = await startFixtureGateway({ limits: { subgraphTimeoutMs: 50 } })
    slow.fixtures.stuck.feedback = new Promise(() => {})
    const { body } = await slow.ask('{ customer(id: "cus_1") { name mood size } }')
    expect(body).toEqual({
      data: { customer: { name: 'Ana', mood: null, size: 10 } },
      errors: [
        {
          message: 'the subgraph "feedback" does not answer; try again',
          path: ['customer'],
          extensions: { code: 'UNAVAILABLE', retryable: true, serviceName: 'feedback' },
        },
      ],
    })
    await slow.stop()
  })
})
