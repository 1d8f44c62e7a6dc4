import { Client, fetchExchange } from '@urql/core'
import { cacheExchange, type CacheExchangeOpts, type SerializedEntries } from '@urql/exchange-graphcache'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
const keys = Object.fromEntries(typesWithoutId.map((name) => [name, () => null]))

/** A client whose cache refuses to warn, and writes what it holds to a storage that can be read. */
function createClient(options: Partial<CacheExchangeOpts> = {}) {
  const stored: SerializedEntries = {}
  const firstWrite = Promise.withResolvers<void>()
  const client = new Client({
    url: elo.url,
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        schema: introspection,
        keys,
        logger: (severity, message) => {
          throw new Error(`Graphcache gave the ${severity}: ${message}`)
        },
        storage: {
          readData: async () => ({}),
          writeData: async (delta) => {
            Object.assign(stored, delta)
            firstWrite.resolve()
          },
        },
        ...options,
      }),
      fetchExchange,
    ],
  })
  return { client, stored: firstWrite.promise.then(() => stored) }
}
