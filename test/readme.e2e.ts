import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { startDemo } from '../demo/startDemo.ts'
import type { Running } from '../platform/process/runProcess.ts'
import { askForData } from './support/askGraph.ts'
import { watchHistory } from './support/liveHistory.ts'
import { openTestDatabase, type TestDatabase } from './support/testDatabase.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const blocksOf = (language: string) =>
  [...read('README.md').matchAll(new RegExp(`\`\`\`${language}\\n([^\`]+)\`\`\``, 'gu'))].map(
    ([, block = '']) => block,
  )
const [query = '', subscription = '', mutation = ''] = blocksOf('graphql')
const [answer = ''] = blocksOf('json')

describe('the README', () => {
  let database: TestDatabase
  let elo: Running
  const printed: string[] = []

  beforeAll(async () => {
    database = await openTestDatabase(inject('mongodbUri'), 'readme')
    const environment = { MONGODB_URI: database.uri, PORT: '0', LOG_LEVEL: 'silent' }
    elo = await startDemo({
      environment,
      isLive: false,
      print: (text) => printed.push(text),
      onProgress: () => undefined,
    })
  })

  afterAll(async () => {
    await elo.stop()
    await database.drop()
  })

  it.each([query, subscription, mutation])('has operations that the graph accepts', (operation) => {
    expect(validate(buildSchema(read('schema/api.graphql')), parse(operation))).toEqual([])
  })

  it('shows the answer that the demo gives to its query', async () => {
    const pageSchema = z.object({
      customerByIdentifier: z.object({
        id: z.string().startsWith('cus_'),
        name: z.string(),
        history: z.object({
          nodes: z.array(z.record(z.string(), z.unknown())),
          streamCursor: z.string().startsWith('stream.eyJjdXNf'),
        }),
      }),
    })
    const shown = z.object({ data: pageSchema }).parse(JSON.parse(answer)).data.customerByIdentifier
    const { customerByIdentifier } = await askForData(pageSchema, elo.url, query)
    expect(customerByIdentifier.name).toBe(shown.name)
    expect(customerByIdentifier.history.nodes).toEqual(shown.history.nodes)
  })

  it('has a query that the demo answers with one history over several channels', async () => {
    const answerSchema = z.object({
      customerByIdentifier: z.object({
        name: z.string(),
        history: z.object({
          nodes: z.array(z.object({ channel: z.string().nullable(), summary: z.string() })),
          streamCursor: z.string(),
        }),
      }),
    })
    const { customerByIdentifier } = await askForData(answerSchema, elo.url, query)
    expect(customerByIdentifier.name).toBe('Marina S. Duarte')
    expect(customerByIdentifier.history.nodes).toHaveLength(5)
    const whole = await askForData(answerSchema, elo.url, query.replace('last: 5', 'last: 100'))
    const channels = new Set(whole.customerByIdentifier.history.nodes.map(({ channel }) => channel))
    expect([...channels]).toEqual(expect.arrayContaining(['WHATSAPP', 'EMAIL', 'INSTAGRAM']))
  })

  it('has a mutation whose message arrives live', async () => {
    const idSchema = z.object({ customerByIdentifier: z.object({ id: z.string() }) })
    const lookUp = '{ customerByIdentifier(identifier: { type: PHONE, value: "11987654321" }) { id } }'
    const { customerByIdentifier } = await askForData(idSchema, elo.url, lookUp)
    const live = await watchHistory(elo.url, customerByIdentifier.id)
    await live.next()
    await askForData(
      z.object({ recordMessage: z.object({ userErrors: z.array(z.never()) }) }),
      elo.url,
      mutation,
    )
    expect(await live.next()).toMatchObject({ change: 'RECORDED', interaction: { summary: 'Oi, tudo bem?' } })
    await live.close()
  })

  it('is what the demo prints: the address, a query, a subscription', () => {
    expect(printed.join('')).toContain(`${elo.url}`)
    expect(printed.join('')).toContain('query {')
    expect(printed.join('')).toContain('subscription {')
  })
})
