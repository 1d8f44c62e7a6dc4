import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../config.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import type { Running } from '../../platform/process/runProcess.ts'
import { start } from '../../server.ts'
import { askForData, askGraph } from '../support/askGraph.ts'
import { startDatabaseProxy } from '../support/databaseProxy.ts'
import { watchHistory } from '../support/liveHistory.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'

const count = 1_000

let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>
let database: TestDatabase
let elo: Running

beforeAll(async () => {
  proxy = await startDatabaseProxy()
  database = await openTestDatabase(inject('mongodbUri'), 'many-mutations')
  const settings = { PORT: '0', LOG_LEVEL: 'error', MONGODB_URI: proxy.uri('many-mutations') }
  elo = await start(readConfig(configSchema, settings), {})
})
afterAll(async () => {
  await elo.stop()
  await proxy.stop()
  await database.drop()
})

const payloadSchema = z.object({
  message: z.object({ id: z.string(), customer: z.object({ id: z.string() }) }),
  userErrors: z.array(z.unknown()).length(0),
})
const errorSchema = z.object({
  path: z.tuple([z.string()]),
  extensions: z.object({ code: z.literal('UNAVAILABLE'), outcome: z.enum(['UNKNOWN', 'NOT_EXECUTED']) }),
})
const answerSchema = z.object({
  data: z.record(z.string(), payloadSchema.nullable()),
  errors: z.array(errorSchema).optional(),
})
const pageSchema = z.object({
  customer: z.object({
    history: z.object({
      nodes: z.array(z.object({ text: z.string() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
})

/** One document of many mutations, each with its own idempotency key. */
function manyMessages(phone: string, numbers: readonly number[]): string {
  const fields = numbers.map(
    (n) => `m${n}: recordMessage(input: {
      customer: { identifiers: [{ type: PHONE, value: "${phone}" }] } channel: WHATSAPP
      actor: { kind: CUSTOMER } text: "${n}" idempotencyKey: "${phone} ${n}"
    }) { message { id customer { id } } userErrors { code message } }`,
  )
  return `mutation { ${fields.join(' ')} }`
}

async function send(phone: string, numbers: readonly number[]) {
  return answerSchema.parse(await askGraph(elo.url, manyMessages(phone, numbers)))
}

/** The texts of a customer's messages, oldest first. */
async function textsOf(customerId: string): Promise<string[]> {
  const query = `query ($id: ID!, $after: String) { customer(id: $id) { history(first: 100, after: $after, filter: { kinds: [MESSAGE] }) {
    nodes { ... on Message { text } } pageInfo { hasNextPage endCursor } } } }`
  const texts: string[] = []
  let after: string | null = null
  do {
    const page: z.infer<typeof pageSchema> = await askForData(pageSchema, elo.url, query, {
      id: customerId,
      after,
    })
    const { nodes, pageInfo } = page.customer.history
    texts.push(...nodes.map(({ text }) => text))
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  return texts
}

describe('a document of a thousand mutations', () => {
  it.each([431])(
    'answers the outcome of each when the database goes away after %i of them, and can be sent again',
    async (cutAfter) => {
      const phone = `+55119611${10_000 + cutAfter}`
      const first = await send(phone, [0])
      const customerId = first.data['m0']?.message.customer.id ?? ''
      const live = await watchHistory(elo.url, customerId)
      await live.next()

      const numbers = Array.from({ length: count }, (_, index) => index + 1)
      const sending = send(phone, numbers)
      await live.until(({ interaction }) => interaction?.summary === String(cutAfter))
      proxy.cut()
      const { data, errors = [] } = await sending
      proxy.mend()
      await live.close()

      const namesOf = (outcome: string) =>
        errors.filter(({ extensions }) => extensions.outcome === outcome).map(({ path: [name] }) => name)
      const recorded = numbers.filter((n) => data[`m${n}`])
      const unknown = namesOf('UNKNOWN')
      // The event of a message can arrive before its answer, which is then lost.
      expect(recorded.length).toBeGreaterThanOrEqual(cutAfter - 1)
      expect(unknown).toEqual([`m${recorded.length + 1}`])
      expect(namesOf('NOT_EXECUTED')).toEqual(numbers.slice(recorded.length + 1).map((n) => `m${n}`))

      await until(
        'the database is back',
        async () =>
          (await askGraph(elo.url, '{ customers(first: 1) { nodes { id } } }')).errors === undefined,
      )
      const stored = await textsOf(customerId)
      const certain = [0, ...recorded].map(String)
      expect(stored.slice(0, certain.length)).toEqual(certain)
      expect(stored.slice(certain.length).map((text) => `m${text}`)).toEqual(
        stored.length > certain.length ? unknown : [],
      )

      const again = await send(phone, numbers)
      expect(again.errors).toBeUndefined()
      expect((await textsOf(customerId)).sort()).toEqual([0, ...numbers].map(String).sort())
    },
    180_000,
  )
})
