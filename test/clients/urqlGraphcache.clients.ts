import { type AnyVariables, Client, fetchExchange, type RequestPolicy } from '@urql/core'
import { cacheExchange, type CacheExchangeOpts, type SerializedEntries } from '@urql/exchange-graphcache'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readClientSchema } from './clientSchema.ts'
import { customerPage, objectsByThemselves } from './documents.ts'
import { startEloWithCustomer } from './recordedCustomer.ts'
import { withoutTypenames } from './withoutTypenames.ts'

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>

beforeAll(async () => {
  elo = await startEloWithCustomer('clients-urql')
})
afterAll(() => elo?.stop())

const { introspection, typesWithoutId } = readClientSchema()

/** What an application declares: a type without an `id` has no key. */
const keys = Object.fromEntries(typesWithoutId.map((name) => [name, () => null]))

/** What Graphcache reports, e.g. an object that it cannot find a key for. */
const warnings: string[] = []

function createClient(options: Partial<CacheExchangeOpts> = {}) {
  const entries: SerializedEntries = {}
  const waiting: (() => void)[] = []
  const client = new Client({
    url: elo.url,
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        schema: introspection,
        keys,
        logger: (_severity, message) => void warnings.push(message),
        storage: {
          readData: async () => ({}),
          async writeData(changed) {
            Object.assign(entries, changed)
            if (Object.keys(changed).length > 0) for (const resolve of waiting.splice(0)) resolve()
          },
        },
        ...options,
      }),
      fetchExchange,
    ],
  })
  const query = async (document: string, variables: AnyVariables, requestPolicy: RequestPolicy) => {
    const { data, error } = await client.query<unknown>(document, variables, { requestPolicy }).toPromise()
    if (error) throw error
    return withoutTypenames(data)
  }
  return {
    fetchPage: (id = elo.ids.customerId) => query(customerPage, { id }, 'network-only'),
    fetchObjects: () => query(objectsByThemselves, elo.ids, 'network-only'),
    /** What the cache answers without the network; null when it lacks a part. */
    readPage: () => query(customerPage, { id: elo.ids.customerId }, 'cache-only'),
    /** Every entry of the cache, `<key of the object>.<field>`, once the cache has stored what was just fetched. */
    async storedEntries() {
      await new Promise<void>((resolve) => waiting.push(resolve))
      return entries
    },
  }
}

/** The keys of the objects that the cache holds by themselves, in order. */
function storedKeys(entries: SerializedEntries): string[] {
  const owners = Object.keys(entries).map((entry) => entry.slice(0, entry.indexOf('.')))
  const ownKeys = owners.map((owner) => owner.replaceAll('%2e', '.')).filter((owner) => !owner.includes('.'))
  return [...new Set(ownKeys)].filter((key) => key !== 'Query').sort()
}

/** The fields of one object of the cache; the path of one inside another is `<key>.<field>`. A link is given as its key. */
function storedObject(entries: SerializedEntries, path: string): Record<string, unknown> {
  const prefix = `${path.replaceAll('.', '%2e')}.`
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([entry]) => entry.startsWith(prefix))
      .map(([entry, value = 'null']): [string, unknown] => [
        entry.slice(prefix.length),
        JSON.parse(value.replace(/^:/, '')),
      ]),
  )
}

describe('the normalised cache of urql', () => {
  afterEach(() => expect(warnings.splice(0)).toEqual([]))

  it('answers a second read as the graph answered the first', async () => {
    const client = createClient()
    expect(await client.fetchPage()).toEqual(elo.expected.customerPage)
    expect(await client.readPage()).toEqual(elo.expected.customerPage)
  })

  it('holds exactly the objects that have an id, each under its type and id', async () => {
    const client = createClient()
    await client.fetchPage()
    const { ids } = elo
    expect(storedKeys(await client.storedEntries())).toEqual(
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
    const entries = await client.storedEntries()
    expect(storedObject(entries, `Message:${elo.ids.questionId}.actor`)).toEqual({
      __typename: 'Actor',
      kind: 'CUSTOMER',
      externalId: '1',
      name: 'Maria',
    })
    expect(storedObject(entries, `Message:${elo.ids.answerId}.actor`)).toEqual({
      __typename: 'Actor',
      kind: 'HUMAN',
      externalId: '1',
      name: 'Paulo',
    })
  })

  it('keeps a team and a person with the same foreign id apart, inside their conversation', async () => {
    const client = createClient()
    await client.fetchPage()
    const entries = await client.storedEntries()
    const assignment = `Conversation:${elo.ids.conversationId}.assignment`
    expect(storedObject(entries, `${assignment}.team`)).toEqual({
      __typename: 'Assignee',
      externalId: '1',
      name: 'Sales',
    })
    expect(storedObject(entries, `${assignment}.person`)).toEqual({
      __typename: 'Assignee',
      externalId: '1',
      name: 'Paulo',
    })
  })

  it('still answers the first read after the same objects were fetched one by one', async () => {
    const client = createClient()
    await client.fetchPage()
    expect(await client.fetchObjects()).toEqual(elo.expected.objectsByThemselves)
    expect(await client.readPage()).toEqual(elo.expected.customerPage)
  })

  it('holds a merged customer once, whichever of their ids was asked for', async () => {
    const client = createClient()
    await client.fetchPage()
    const keys = storedKeys(await client.storedEntries())
    expect(await client.fetchPage(elo.ids.mergedCustomerId)).toEqual(elo.expected.customerPage)
    expect(storedKeys(await client.storedEntries())).toEqual(keys)
  })

  it('keeps a customer and the profile of the same number apart when ids alone are the keys', async () => {
    const client = createClient({ globalIDs: true })
    await client.fetchPage()
    const entries = await client.storedEntries()
    expect(storedObject(entries, elo.ids.customerId)).toMatchObject({ __typename: 'Customer' })
    expect(storedObject(entries, elo.ids.profileId)).toMatchObject({ __typename: 'Profile' })
    expect(await client.readPage()).toEqual(elo.expected.customerPage)
  })
})
