import { ApolloClient, gql, HttpLink, InMemoryCache, type InMemoryCacheConfig } from '@apollo/client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readClientSchema } from './clientSchema.ts'
import { customerPage, objectsByThemselves } from './documents.ts'
import { startEloWithCustomer } from './recordedCustomer.ts'
import { withoutTypenames } from './withoutTypenames.ts'

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>

beforeAll(async () => {
  elo = await startEloWithCustomer('clients-apollo')
})
afterAll(() => elo?.stop())

const { possibleTypes } = readClientSchema()
const pageDocument = gql(customerPage)
const objectsDocument = gql(objectsByThemselves)

function createClient(config: InMemoryCacheConfig = {}) {
  return new ApolloClient({
    link: new HttpLink({ uri: elo.url }),
    cache: new InMemoryCache({ possibleTypes, ...config }),
  })
}

type Client = ReturnType<typeof createClient>

async function fetchPage(client: Client, id = elo.ids.customerId): Promise<unknown> {
  const { data } = await client.query({ query: pageDocument, variables: { id }, fetchPolicy: 'network-only' })
  return withoutTypenames(data)
}

/** What the cache answers without the network; null when it lacks a part. */
function readPage(client: Client): unknown {
  return withoutTypenames(client.readQuery({ query: pageDocument, variables: { id: elo.ids.customerId } }))
}

async function fetchObjects(client: Client): Promise<unknown> {
  const { data } = await client.query({
    query: objectsDocument,
    variables: elo.ids,
    fetchPolicy: 'network-only',
  })
  return withoutTypenames(data)
}

/** The keys of the objects that the cache holds by themselves, in order. */
function cachedKeys(client: Client): string[] {
  return Object.keys(client.cache.extract())
    .filter((key) => key !== 'ROOT_QUERY' && key !== '__META')
    .sort()
}

function cachedObject(client: Client, key: string): unknown {
  return client.cache.extract()[key]
}

describe('the cache of Apollo Client', () => {
  beforeEach(() => {
    // Apollo Client reports lost data and missing fields here.
    vi.spyOn(console, 'warn')
    vi.spyOn(console, 'error')
  })
  afterEach(() => {
    const problems = [...vi.mocked(console.warn).mock.calls, ...vi.mocked(console.error).mock.calls]
    vi.restoreAllMocks()
    expect(problems).toEqual([])
  })

  it('answers a second read as the graph answered the first', async () => {
    const client = createClient()
    expect(await fetchPage(client)).toEqual(elo.expected.customerPage)
    expect(readPage(client)).toEqual(elo.expected.customerPage)
  })

  it('holds exactly the objects that have an id, each under its type and id', async () => {
    const client = createClient()
    await fetchPage(client)
    const { ids } = elo
    expect(cachedKeys(client)).toEqual(
      [
        `Conversation:${ids.conversationId}`,
        `Customer:${ids.customerId}`,
        `Message:${ids.questionId}`,
        `Message:${ids.answerId}`,
        `Message:${ids.thanksId}`,
        `Profile:${ids.profileId}`,
        `Profile:${ids.mergedProfileId}`,
      ].sort(),
    )
  })

  it('keeps two actors with the same foreign id apart, each inside its message', async () => {
    const client = createClient()
    await fetchPage(client)
    expect(cachedObject(client, `Message:${elo.ids.questionId}`)).toMatchObject({
      actor: { __typename: 'Actor', kind: 'CUSTOMER', externalId: '1', name: 'Maria' },
    })
    expect(cachedObject(client, `Message:${elo.ids.answerId}`)).toMatchObject({
      actor: { __typename: 'Actor', kind: 'HUMAN', externalId: '1', name: 'Paulo' },
    })
  })

  it('keeps a team and a person with the same foreign id apart, inside their conversation', async () => {
    const client = createClient()
    await fetchPage(client)
    expect(cachedObject(client, `Conversation:${elo.ids.conversationId}`)).toMatchObject({
      assignment: {
        __typename: 'Assignment',
        team: { __typename: 'Assignee', externalId: '1', name: 'Sales' },
        person: { __typename: 'Assignee', externalId: '1', name: 'Paulo' },
      },
    })
  })

  it('still answers the first read after the same objects were fetched one by one', async () => {
    const client = createClient()
    await fetchPage(client)
    expect(await fetchObjects(client)).toEqual(elo.expected.objectsByThemselves)
    expect(readPage(client)).toEqual(elo.expected.customerPage)
  })

  it('holds a merged customer once, whichever of their ids was asked for', async () => {
    const client = createClient()
    await fetchPage(client)
    const keys = cachedKeys(client)
    expect(await fetchPage(client, elo.ids.mergedCustomerId)).toEqual(elo.expected.customerPage)
    expect(cachedKeys(client)).toEqual(keys)
  })

  it('keeps a customer and the profile of the same number apart when ids alone are the keys', async () => {
    const client = createClient({ dataIdFromObject: ({ id }) => (typeof id === 'string' ? id : undefined) })
    await fetchPage(client)
    expect(readPage(client)).toEqual(elo.expected.customerPage)
    expect(cachedObject(client, elo.ids.customerId)).toMatchObject({ __typename: 'Customer' })
    expect(cachedObject(client, elo.ids.profileId)).toMatchObject({ __typename: 'Profile' })
  })
})
