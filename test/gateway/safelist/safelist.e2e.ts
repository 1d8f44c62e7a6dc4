import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createListedOperations } from '../../../gateway/safelist/listedOperations.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

const nameOf = 'query NameOf($id: ID!) {\n  customer(id: $id) {\n    name\n  }\n}'
const listed = createListedOperations(
  new Map([
    ['name-of', nameOf],
    ['sha1-of-me', 'query Me { whoAmI }'],
  ]),
)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } })

const ana = { data: { customer: { name: 'Ana' } } }
const variables = { id: 'cus_1' }
const refused = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] })
const unlisted = refused(
  'FORBIDDEN',
  'query: expected a listed operation, because only these are carried out here, got another one',
)
const unknownId = refused(
  'PERSISTED_QUERY_NOT_FOUND',
  'documentId: expected the id of a listed operation, got another one',
)
const unknownHash = refused('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')

let gateway: FixtureGateway

async function post(request: object) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })
  const body: unknown = await response.json()
  return { status: response.status, body }
}

async function get(parameters: Record<string, string>) {
  const url = `${gateway.url}/graphql?${new URLSearchParams(parameters).toString()}`
  const response = await fetch(url, { headers: { 'apollo-require-preflight': '1' } })
  const body: unknown = await response.json()
  return { status: response.status, body }
}

/** What each request gets over one WebSocket: its first message. */
async function bySocket(...payloads: object[]) {
  const client = await connectSocket(gateway.url)
  const messages: unknown[] = []
  for (const [index, payload] of payloads.entries()) {
    client.send({ id: String(index), type: 'subscribe', payload })
    const { type, payload: answer } = await client.next()
    messages.push(type === 'error' ? { errors: answer } : answer)
    if (type === 'next') await client.next()
  }
  client.socket.terminate()
  return messages
}

describe('the mode only', () => {
  beforeAll(async () => {
    gateway = await startFixtureGateway({ safelist: { mode: 'only', operations: listed } })
  })
  afterAll(() => gateway.stop())

  it('carries out a listed operation by its id, or by the hash of its text', async () => {
    const asked = [
      { documentId: 'name-of' },
      { documentId: sha256(nameOf) },
      { documentId: `sha256:${sha256(nameOf)}` },
      { extensions: persisted('name-of') },
      { extensions: persisted(sha256(nameOf)) },
      { query: '', documentId: 'name-of' },
      { query: null, extensions: persisted(sha256(nameOf)) },
    ]
    for (const request of asked)
      expect(await post({ ...request, variables })).toEqual({ status: 200, body: ana })
    const json = JSON.stringify(variables)
    expect(await get({ documentId: 'name-of', variables: json })).toEqual({ status: 200, body: ana })
    const extensions = JSON.stringify(persisted(sha256(nameOf)))
    expect(await get({ extensions, variables: json })).toEqual({ status: 200, body: ana })
  })

  it('carries out a text that differs from a listed one in spaces, commas and comments only', async () => {
    const compact = '# as one line\nquery NameOf($id: ID!,){customer(id:$id){name}}'
    expect(await post({ query: nameOf, variables })).toEqual({ status: 200, body: ana })
    expect(await post({ query: compact, variables })).toEqual({ status: 200, body: ana })
    const hashed = { query: compact, extensions: persisted(sha256(compact)), variables }
    expect(await post(hashed)).toEqual({ status: 200, body: ana })
  })

  it('refuses any other operation before it is parsed', async () => {
    for (const query of [
      '{ whoAmI }',
      'query Me { me: whoAmI }',
      'query Me { whoAmI } query Other { whoAmI }',
      '{ __schema { queryType { name } } }',
      '{ __typename }',
      '{ no syntax',
      '',
      '{ a '.repeat(100_000),
    ])
      expect(await post({ query })).toEqual({ status: 403, body: unlisted })
    expect(await get({ query: '{ whoAmI }' })).toEqual({ status: 403, body: unlisted })
  })

  it('refuses unknown ids, and keeps no text that is sent with its hash', async () => {
    const query = '{ whoAmI }'
    const extensions = persisted(sha256(query))
    expect(await post({ documentId: 'other' })).toEqual({ status: 200, body: unknownId })
    expect(await post({ extensions })).toEqual({ status: 200, body: unknownHash })
    expect(await post({ query, extensions })).toEqual({ status: 403, body: unlisted })
    expect(await post({ extensions })).toEqual({ status: 200, body: unknownHash })
    expect(await post({ query: nameOf, extensions: persisted(sha256('other')) })).toMatchObject({
      status: 400,
    })
    expect(await post({ query: nameOf, documentId: 'name-of', variables })).toEqual({
      status: 400,
      body: refused('BAD_REQUEST', 'documentId: expected no "query" beside it, got both'),
    })
    expect(await post({ documentId: 1 })).toEqual({
      status: 400,
      body: refused('BAD_REQUEST', 'documentId: expected a text, got another JSON value'),
    })
  })

  it('holds for WebSockets', async () => {
    expect(
      await bySocket(
        { query: '', documentId: 'name-of', variables },
        { query: '', extensions: persisted(sha256(nameOf)), variables },
        { query: nameOf, variables },
        { query: '{ whoAmI }' },
        { query: 'subscription { pulse { change } }' },
        { query: '', documentId: 'other' },
        { query: '', documentId: 1 },
      ),
    ).toEqual([
      ana,
      ana,
      ana,
      unlisted,
      unlisted,
      unknownId,
      refused('BAD_REQUEST', 'documentId: expected a text, got another JSON value'),
    ])
  })

  it('holds for calls in this process', async () => {
    const scope = createRequestScope({ endsAt: Date.now() + 10_000 })
    const result = await gateway.graph({
      query: '{ whoAmI }',
      variables: {},
      principal: demoPrincipal,
      scope,
    })
    expect(JSON.parse(JSON.stringify(result))).toEqual(unlisted)
  })
})

describe('the mode log', () => {
  beforeAll(async () => {
    gateway = await startFixtureGateway({ safelist: { mode: 'log', operations: listed } })
  })
  afterAll(() => gateway.stop())

  it('carries out every operation, and logs an unlisted one once, without its literals', async () => {
    const query = `query Find($id: ID = "cus_secret") { # of Marina
      customer(id: "cus_1") { name }
      other: customer(id: $id) { name }
    }`
    for (let time = 0; time < 2; time += 1) await post({ query, variables })
    await post({ query: nameOf, variables })
    await post({ query: nameOf.replaceAll('\n', ' '), variables })
    await post({ documentId: 'name-of', variables })
    await post({ query: '{ no syntax' })
    await post({ query: '{ noSuchField }' })
    const lines = gateway.logged.filter(({ event }) => event === 'operation_unlisted')
    expect(lines).toEqual([
      expect.objectContaining({
        sha256: sha256(query),
        text: 'query Find($id: ID = "") {\n  customer(id: "") {\n    name\n  }\n  other: customer(id: $id) {\n    name\n  }\n}',
      }),
    ])
    expect(JSON.stringify(gateway.logged)).not.toMatch(/cus_secret|Marina/u)
  })

  it('keeps texts that are sent with their hash', async () => {
    const query = '{ whoAmI }'
    const extensions = persisted(sha256(query))
    expect(await post({ extensions })).toEqual({ status: 200, body: unknownHash })
    expect(await post({ query, extensions })).toEqual({ status: 200, body: { data: { whoAmI: 'demo' } } })
    expect(await post({ extensions })).toEqual({ status: 200, body: { data: { whoAmI: 'demo' } } })
  })
})
