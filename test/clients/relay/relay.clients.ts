import {
  type ConcreteRequest,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getSingularSelector,
  Network,
  type ReaderFragment,
  RecordSource,
  Store,
  type Variables,
} from 'relay-runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { compileRelay } from './compileRelay.ts'
import { failOnConsole } from '../failOnConsole.ts'
import { startEloWithCustomer } from '../recordedCustomer.ts'

let compiled: Awaited<ReturnType<typeof compileRelay>>
let elo: Awaited<ReturnType<typeof startEloWithCustomer>>

beforeAll(async () => {
  compiled = await compileRelay()
  elo = await startEloWithCustomer('clients-relay')
})
afterAll(() => elo?.stop())

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
})

async function askElo(query: string, variables: Variables) {
  const response = await fetch(elo.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = answerSchema.parse(await response.json())
  if (!data || errors) throw new Error(`Elo answered ${JSON.stringify(errors)} to ${query}`)
  return { data }
}

function createClient() {
  const environment = new Environment({
    network: Network.create(({ name, text }, variables) => {
      if (!text) throw new Error(`expected ${name} to have a text, got none`)
      return askElo(text, variables)
    }),
    store: new Store(new RecordSource()),
  })
  const describeOperation = (request: ConcreteRequest, variables: Variables) =>
    createOperationDescriptor(request, variables)
  return {
    async fetch(request: ConcreteRequest, variables: Variables): Promise<void> {
      environment.retain(describeOperation(request, variables))
      await fetchQuery(environment, request, variables, { fetchPolicy: 'network-only' }).toPromise()
    },
    /** What the store answers without the network; fails when it lacks a part. */
    read(request: ConcreteRequest, variables: Variables): unknown {
      const { data, isMissingData } = environment.lookup(describeOperation(request, variables).fragment)
      if (isMissingData) throw new Error(`the store lacks a part of ${request.params.name}`)
      return data
    },
    /** What a component that has the fragment shows of the object that `parent` gives it. */
    readFragment(fragment: ReaderFragment, parent: unknown): unknown {
      const { data, isMissingData } = environment.lookup(getSingularSelector(fragment, parent))
      if (isMissingData) throw new Error(`the store lacks a part of ${fragment.name}`)
      return data
    },
    /** The records of the store by their ids. */
    records: () => environment.getStore().getSource().toJSON(),
  }
}

type Client = ReturnType<typeof createClient>

async function fetchPage(client: Client, id = elo.ids.customerId): Promise<unknown> {
  await client.fetch(compiled.customerPageQuery, { id })
  return client.read(compiled.customerPageQuery, { id })
}

/** The ids of the records that have an id of the graph, in order; Relay names all others `client:…`. */
function recordIds(client: Client): string[] {
  return Object.keys(client.records())
    .filter((id) => !id.startsWith('client:'))
    .sort()
}

/** The customer of `customerQuery` as its fragments take it. */
function readCustomer(client: Client): unknown {
  const data = client.read(compiled.customerQuery, { id: elo.ids.customerId })
  return z.object({ customer: z.unknown() }).parse(data).customer
}

describe('the store of Relay', () => {
  failOnConsole()

  it('answers a second read as the graph answered the first', async () => {
    const client = createClient()
    expect(await fetchPage(client)).toEqual(elo.expected.customerPage)
    expect(client.read(compiled.customerPageQuery, { id: elo.ids.customerId })).toEqual(
      elo.expected.customerPage,
    )
  })

  it('holds exactly the objects that have an id, each under its id alone', async () => {
    const client = createClient()
    await fetchPage(client)
    const { ids } = elo
    expect(recordIds(client)).toEqual(
      [
        ids.conversationId,
        ids.customerId,
        ids.questionId,
        ids.answerId,
        ids.thanksId,
        ids.profileId,
        ids.mergedProfileId,
      ].sort(),
    )
  })

  it('keeps a customer and the profile of the same number apart', async () => {
    const client = createClient()
    await fetchPage(client)
    const records = client.records()
    expect(elo.ids.profileId).toBe(elo.ids.customerId.replace('cus_', 'pro_'))
    expect(records[elo.ids.customerId]).toMatchObject({ __typename: 'Customer', name: 'M. Souza' })
    expect(records[elo.ids.profileId]).toMatchObject({ __typename: 'Profile', name: 'Maria Souza' })
    expect(records[elo.ids.mergedProfileId]).toMatchObject({ __typename: 'Profile', name: 'M. Souza' })
  })

  it('keeps two actors with the same foreign id apart, each inside its message', async () => {
    const client = createClient()
    await fetchPage(client)
    const records = client.records()
    expect(records[`client:${elo.ids.questionId}:actor`]).toMatchObject({
      __typename: 'Actor',
      kind: 'CUSTOMER',
      externalId: '1',
      name: 'Maria',
    })
    expect(records[`client:${elo.ids.answerId}:actor`]).toMatchObject({
      __typename: 'Actor',
      kind: 'HUMAN',
      externalId: '1',
      name: 'Paulo',
    })
  })

  it('keeps a team and a person with the same foreign id apart, inside their conversation', async () => {
    const client = createClient()
    await fetchPage(client)
    const records = client.records()
    const assignment = `client:${elo.ids.conversationId}:assignment`
    expect(records[`${assignment}:team`]).toMatchObject({ __typename: 'Assignee', name: 'Sales' })
    expect(records[`${assignment}:person`]).toMatchObject({ __typename: 'Assignee', name: 'Paulo' })
  })

  it('still answers the first read after the same objects were fetched one by one', async () => {
    const client = createClient()
    await fetchPage(client)
    await client.fetch(compiled.objectsByThemselvesQuery, elo.ids)
    expect(client.read(compiled.objectsByThemselvesQuery, elo.ids)).toEqual(elo.expected.objectsByThemselves)
    expect(client.read(compiled.customerPageQuery, { id: elo.ids.customerId })).toEqual(
      elo.expected.customerPage,
    )
  })

  it('holds a merged customer once, whichever of their ids was asked for', async () => {
    const client = createClient()
    await fetchPage(client)
    const ids = recordIds(client)
    expect(await fetchPage(client, elo.ids.mergedCustomerId)).toEqual(elo.expected.customerPage)
    expect(recordIds(client)).toEqual(ids)
  })
})

describe('a refetchable fragment on Customer', () => {
  it('compiles to queries of `node`', () => {
    const { tagsRefetchQuery, historyPaginationQuery } = compiled
    expect(tagsRefetchQuery.params.text).toContain('node(id: $id)')
    expect(historyPaginationQuery.params.text).toContain('node(id: $id)')
  })

  it('is refetched through `node`, and then shows what has changed', async () => {
    const client = createClient()
    const { customerId: id } = elo.ids
    await client.fetch(compiled.customerQuery, { id })
    const customer = readCustomer(client)
    expect(client.readFragment(compiled.tagsFragment, customer)).toEqual({ id, tags: [] })

    await elo.tagCustomer('vip')
    await client.fetch(compiled.tagsRefetchQuery, { id })

    expect(client.readFragment(compiled.tagsFragment, customer)).toEqual({ id, tags: ['vip'] })
  })

  it('appends the next page of the history to the connection that it shows', async () => {
    const client = createClient()
    const { customerId: id } = elo.ids
    const [question, answer, thanks] = elo.expected.customerPage.customer.history.nodes
    await client.fetch(compiled.customerQuery, { id })
    const customer = readCustomer(client)
    const first = shownHistory(client.readFragment(compiled.historyFragment, customer))
    expect(first).toMatchObject({ nodes: [question, answer], pageInfo: { hasNextPage: true } })

    await client.fetch(compiled.historyPaginationQuery, { id, count: 2, cursor: first.pageInfo.endCursor })

    const both = shownHistory(client.readFragment(compiled.historyFragment, customer))
    expect(both).toMatchObject({ nodes: [question, answer, thanks], pageInfo: { hasNextPage: false } })
  })
})

const historySchema = z.object({
  history: z.object({
    edges: z.array(z.object({ node: z.looseObject({ __typename: z.literal('Message') }) })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
  }),
})

function shownHistory(data: unknown) {
  const { edges, pageInfo } = historySchema.parse(data).history
  return { nodes: edges.map(({ node }) => node), pageInfo }
}
