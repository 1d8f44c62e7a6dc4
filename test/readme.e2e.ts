import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { buildSchema, parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { startDemo } from '../demo/startDemo.ts'
import type { Running } from '../platform/process/runProcess.ts'
import { freePort } from '../embeddedMongo/freePort.ts'
import { startShell } from './docs/support/programs.ts'
import { temporaryFolder } from './embeddedMongo/support/temporaryFolder.ts'
import { askForData } from './support/askGraph.ts'
import { blocksOf, shellLinesOf, teamAnswers, teamScript } from './support/readmeBlocks.ts'
import { watchHistory } from './support/liveHistory.ts'
import { openTestDatabase, type TestDatabase } from './support/testDatabase.ts'
import { until } from './support/until.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const [query = '', , mutation = ''] = blocksOf('graphql')
const [answer = ''] = blocksOf('json')

const recordedSchema = z.object({ recordMessage: z.object({ userErrors: z.array(z.never()) }) })

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

  it.each(blocksOf('graphql'))('has operations that the graph accepts', (operation) => {
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
    const channels = new Set(shown.history.nodes.map(({ channel }) => channel))
    expect([...channels].toSorted()).toEqual(['EMAIL', 'INSTAGRAM', 'WHATSAPP'])
  })

  it('has a mutation whose message arrives live', async () => {
    const idSchema = z.object({ customerByIdentifier: z.object({ id: z.string() }) })
    const lookUp = '{ customerByIdentifier(identifier: { type: PHONE, value: "11987654321" }) { id } }'
    const { customerByIdentifier } = await askForData(idSchema, elo.url, lookUp)
    const live = await watchHistory(elo.url, customerByIdentifier.id)
    await live.next()
    await askForData(recordedSchema, elo.url, mutation)
    expect(await live.next()).toMatchObject({ change: 'RECORDED', interaction: { summary: 'Oi, tudo bem?' } })
    await live.close()
  })

  it('has a command that shows what happens, beside the explorer page', async () => {
    const command = blocksOf('sh').find((each) => each.includes('text/event-stream')) ?? ''
    const lines = command.replace('http://localhost:4000', new URL(elo.url).origin)
    const watching = startShell(lines, { environment: {}, stateFile: '/dev/null' })
    try {
      await until('the stream has begun', () => watching.printed().includes('"change":"POSITION"'))
      const another = mutation.replace('my-first-message', 'another').replace('tudo bem?', 'tem alguém?')
      await askForData(recordedSchema, elo.url, another)
      await until('the message is shown', () => watching.printed().includes('RECORDED'))
      expect(watching.printed()).toContain('"summary":"Oi, tem alguém?"')
    } finally {
      await watching.kill()
    }
  })

  it('lets a team in, and nobody else, by the lines that it shows', { timeout: 120_000 }, async () => {
    expect(shellLinesOf('Let your team in').length).toBeLessThanOrEqual(10)
    const port = await freePort()
    const script = teamScript(port, join(await temporaryFolder(), 'keys'))
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: {
        ...{ PATH: process.env['PATH'], HOME: process.env['HOME'] },
        ...{ PORT: String(port), MONGODB_URI: database.uri, LOG_LEVEL: 'error' },
      },
    })
    expect(teamAnswers(stdout)).toMatchObject([
      { data: { customers: { nodes: [] } } },
      { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    ])
    // The key is printed by this test only: not by the log, and not in the file of its hash.
    expect(stdout.match(/elo_[\w-]{43}/gu)).toHaveLength(1)
  })

  it('is what the demo prints: the address, a query, a subscription', () => {
    expect(printed.join('')).toContain(`${elo.url}`)
    expect(printed.join('')).toContain('query {')
    expect(printed.join('')).toContain('subscription {')
  })
})
