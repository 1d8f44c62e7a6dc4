import {
  ApolloClient,
  type DocumentNode,
  gql,
  HttpLink,
  InMemoryCache,
  type InMemoryCacheConfig,
  type OperationVariables,
} from '@apollo/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readClientSchema } from './clientSchema.ts'
import { customerPage, objectsByThemselves } from './documents.ts'
import { failOnConsole } from './failOnConsole.ts'
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
  const cache = new InMemoryCache({ possibleTypes, ...config })
  const client = new ApolloClient({ link: new HttpLink({ uri: elo.url }), cache })
  const fetchData = async (query: DocumentNode, variables: OperationVariables) => {
    const { data } = await client.query({ query, variables, fetchPolicy: 'network-only' })
    return withoutTypenames(data)
  }
  return {
    fetchPage: (id = elo.ids.customerId) => fetchData(pageDocument, { id }),
    fetchObjects: () => fetchData(objectsDocument, elo.ids),
    /** What the cache answers without the network; null when it lacks a part. */
    readPage: () =>
      withoutTypenames(client.readQuery({ query: pageDocument, variables: { id: elo.ids.customerId } })),
    /** The keys of the objects that the cache holds by themselves, in order. */
    cachedKeys: () =>
      Object.keys(cache.extract())
        .filter((key) => key !== 'ROOT_QUERY' && key !== '__META')
        .sort(),
    cachedObject: (key: string): unknown => cache.extract()[key],
  }
}

describe('the cache of Apollo Client', () => {
  failOnConsole()

  it('answers a second read as the graph answered the first', async () => {
    const client = createClient()
    expect(await client.fetchPage()).toEqual(elo.expected.customerPage)
    expect(client.readPage()).toEqual(elo.expected.customerPage)
  })

  it('holds exactly the objects that have an id, each under its type and id', async () => {
    const client = createClient()
    await client.fetchPage()
    const { ids } = elo
    expect(client.cachedKeys()).toEqual(
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
    await client.fetchPage()
    expect(client.cachedObject(`Message:${elo.ids.questionId}`)).toMatchObject({
      actor: { __typename: 'Actor', kind: 'CUSTOMER', externalId: '1', name: 'Maria' },
    })
    expect(client.cachedObject(`Message:${elo.ids.answerId}`)).toMatchObject({
      actor: { __typename: 'Actor', kind: 'HUMAN', externalId: '1', name: 'Paulo' },
    })
  })

  it('keeps a team and a person with the same foreign id apart, inside their conversation', async () => {
    const client = createClient()
    await client.fetchPage()
    expect(client.cachedObject(`Conversation:${elo.ids.conversationId}`)).toMatchObject({
      assignment: {
        __typename: 'Assignment',
        team: { __typename: 'Assignee', externalId: '1', name: 'Sales' },
        person: { __typename: 'Assignee', externalId: '1', name: 'Paulo' },
      },
    })
  })

  it('still answers the first read after the same objects were fetched one by one', async () => {
    const client = createClient()
    await client.fetchPage()
    expect(await client.fetchObjects()).toEqual(elo.expected.objectsByThemselves)
    expect(client.readPage()).toEqual(elo.expected.customerPage)
  })

  it('holds a merged customer once, whichever of their ids was asked for', async () => {
    const client = createClient()
    await client.fetchPage()
    const keys = client.cachedKeys()
    expect(await client.fetchPage(elo.ids.mergedCustomerId)).toEqual(elo.expected.customerPage)
    expect(client.cachedKeys()).toEqual(keys)
  })

  it('keeps a customer and the profile of the same number apart when ids alone are the keys', async () => {
    const client = createClient({ dataIdFromObject: ({ id }) => (typeof id === 'string' ? id : undefined) })
    await client.fetchPage()
    expect(client.readPage()).toEqual(elo.expected.customerPage)
    expect(client.cachedObject(elo.ids.customerId)).toMatchObject({ __typename: 'Customer' })
    expect(client.cachedObject(elo.ids.profileId)).toMatchObject({ __typename: 'Profile' })
  })
})
