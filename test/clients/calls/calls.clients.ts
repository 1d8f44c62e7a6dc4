import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createApolloClient } from '../recipes/apolloClient.ts'
import { createApolloHttpClient } from '../recipes/apolloHttp.ts'
import { createApolloEventClient } from '../recipes/apolloServerSentEvents.ts'
import { createRequestClient } from '../recipes/graphqlRequest.ts'
import { createUrqlClient } from '../recipes/urql.ts'
import { createUrqlHttpClient } from '../recipes/urqlHttp.ts'
import { startEloWithCustomer } from '../recordedCustomer.ts'
import { apolloCalls } from './apolloCalls.ts'
import { curlCalls, pythonCalls } from './commandCalls.ts'
import type { ConnectedClient } from './connectedClient.ts'
import { pythonWithGql } from './pythonWithGql.ts'
import { requestCalls } from './requestCalls.ts'
import { urqlCalls } from './urqlCalls.ts'

// Elo without sign-in ignores it.
const key = 'no-key'

const clients: Record<string, (url: string) => ConnectedClient | Promise<ConnectedClient>> = {
  'Apollo Client, WebSocket'(url) {
    const { client, close } = createApolloClient(url, key)
    return apolloCalls(client, close)
  },
  'Apollo Client, multipart': (url) => apolloCalls(createApolloHttpClient(url, key)),
  'Apollo Client, server-sent events'(url) {
    const { client, close } = createApolloEventClient(url, key)
    return apolloCalls(client, close)
  },
  'urql, WebSocket'(url) {
    const { client, close } = createUrqlClient(url, key)
    return urqlCalls(client, close)
  },
  'urql, HTTP': (url) => urqlCalls(createUrqlHttpClient(url, key)),
  'graphql-request': (url) => requestCalls(createRequestClient(url, key)),
  curl: curlCalls,
  'Python gql': async (url) => pythonCalls(await pythonWithGql(), url),
}

const question = `query Customer($id: ID!) {
  customer(id: $id) { name identifiers { type value } }
}`
const change = `mutation Record($input: RecordMessageInput!) {
  recordMessage(input: $input) { message { summary } userErrors { code field } }
}`
const subscription = `subscription History($id: ID!, $after: String) {
  customerHistory(customerId: $id, after: $after) { change cursor interaction { summary } }
}`
const eventSchema = z.object({
  customerHistory: z.object({
    change: z.string(),
    cursor: z.string(),
    interaction: z.object({ summary: z.string() }).nullable(),
  }),
})
const unknownId = 'cus_00000000-0000-7000-8000-000000000000'
const message = (customer: object, text: string) => ({
  input: { customer, channel: 'WHATSAPP', actor: { kind: 'CUSTOMER' }, text },
})

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>
beforeAll(async () => {
  elo = await startEloWithCustomer('clients-calls')
})
afterAll(() => elo?.stop())

describe.each(Object.entries(clients))('%s', (_name, connect) => {
  let client: ConnectedClient
  beforeAll(async () => {
    client = await connect(elo.url)
  })
  afterAll(() => client?.close())

  it('asks a query with variables', async () => {
    expect(await client.ask(question, { id: elo.ids.customerId })).toEqual({
      data: {
        customer: {
          name: 'M. Souza',
          identifiers: [
            { type: 'EMAIL', value: 'maria@example.com' },
            { type: 'PHONE', value: '+5511961119001' },
          ],
        },
      },
      codes: [],
    })
  })

  it('makes a change', async () => {
    expect(await client.ask(change, message({ id: elo.ids.customerId }, 'a change'))).toEqual({
      data: { recordMessage: { message: { summary: 'a change' }, userErrors: [] } },
      codes: [],
    })
  })

  it('gets what its user can correct as data', async () => {
    expect(await client.ask(change, message({ id: unknownId }, 'to a stranger'))).toEqual({
      data: {
        recordMessage: { message: null, userErrors: [{ code: 'NOT_FOUND', field: ['customer', 'id'] }] },
      },
      codes: [],
    })
  })

  it.each([
    ['an unknown field', 'query { customerByNumber { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', question, 'BAD_USER_INPUT'],
    ['a refused id', 'query { customer(id: "int_1") { name } }', 'BAD_USER_INPUT'],
  ])('gets the code of an error: %s', async (_fault, document, code) => {
    expect(await client.ask(document, {})).toEqual({
      data: document.includes('int_1') ? { customer: null } : null,
      codes: [code],
    })
  })

  it('follows a subscription, and continues after its cursor', async () => {
    if (!client.follow) return expect(['graphql-request']).toContain(_name)
    const { customerId: id } = elo.ids
    const nextOf = async (followed: ReturnType<NonNullable<ConnectedClient['follow']>>) =>
      eventSchema.parse((await followed.next()).data).customerHistory
    const record = (text: string) => client.ask(change, message({ id }, text))

    const first = client.follow(subscription, { id })
    expect(await nextOf(first)).toMatchObject({ change: 'POSITION', interaction: null })
    await record('one')
    const { cursor, ...one } = await nextOf(first)
    expect(one).toEqual({ change: 'RECORDED', interaction: { summary: 'one' } })
    first.close()
    await record('two')

    const again = client.follow(subscription, { id, after: cursor })
    expect(await nextOf(again)).toEqual({ change: 'POSITION', cursor, interaction: null })
    expect(await nextOf(again)).toMatchObject({ change: 'RECORDED', interaction: { summary: 'two' } })
    again.close()
  })

  it('gets the code of a refused subscription', async () => {
    if (!client.follow) return
    const refused = client.follow(subscription, { id: unknownId })
    expect((await refused.next()).codes).toEqual(['NOT_FOUND'])
    refused.close()
  })
})

it('urql with its defaults asks a short query by GET, without a header of Elo', async () => {
  const sent = vi.spyOn(globalThis, 'fetch')
  try {
    await createUrqlHttpClient(elo.url, key).query(question, { id: elo.ids.customerId }).toPromise()
    const [[address = '', options] = []] = sent.mock.calls
    const { searchParams } = new URL(new Request(address).url)
    expect(searchParams.get('variables')).toBe(JSON.stringify({ id: elo.ids.customerId }))
    expect(options).toMatchObject({ method: 'GET' })
    expect(Object.keys(options?.headers ?? {}).sort()).toEqual(['accept', 'authorization'])
  } finally {
    sent.mockRestore()
  }
})
