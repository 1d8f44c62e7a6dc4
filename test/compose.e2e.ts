import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { gatewayConfigSchema } from '../gateway/config.ts'
import { subgraphConfigSchema } from '../subgraphs/startSubgraph.ts'
import { replayDeliveries } from '../scripts/replayDeliveries.ts'
import { askGraph } from './support/askGraph.ts'
import { readComposeFile } from './support/composeFile.ts'
import { type ComposedElo, startComposedElo } from './support/composedElo.ts'
import { expectedHistory } from './support/expectedHistory.ts'
import { readHistory } from './support/readHistory.ts'
import { sampleDeliveries } from './support/sampleDeliveries.ts'
import { openTestDatabase, type TestDatabase } from './support/testDatabase.ts'
import { until } from './support/until.ts'

const run = promisify(execFile)
const recordedSchema = z.object({
  recordMessage: z.object({ message: z.object({ customer: z.object({ id: z.string() }) }) }),
})
const secret = 'the secret of the compose test'
const subgraphs = ['identity', 'conversations', 'actions', 'feedback', 'history']
const root = new URL('..', import.meta.url)

describe('docker-compose.yml', () => {
  const { services, volumes } = readComposeFile({})

  it('has a database, five subgraphs and two gateways', () => {
    expect(Object.keys(services)).toEqual(['mongo', ...subgraphs, 'gateway-1', 'gateway-2'])
  })

  it('keeps what the database stores in named volumes', () => {
    const named = services['mongo']?.volumes.map((volume) =>
      typeof volume === 'string' ? volume.split(':')[0] : volume,
    )
    expect(named).toEqual(Object.keys(volumes))
  })

  it('gives the identity subgraph the rules it is told of, and by default none', () => {
    const setting = (given: ReturnType<typeof readComposeFile>) =>
      Object.entries(given.services).flatMap(([name, { environment }]) =>
        'ELO_IDENTITY_RULES' in environment ? [[name, environment['ELO_IDENTITY_RULES']]] : [],
      )
    const told = readComposeFile({ ELO_IDENTITY_RULES: './rules.json' })
    const target = '/etc/elo/identity-rules.json'

    expect(setting({ services, volumes })).toEqual([['identity', '']])
    expect(services['identity']?.volumes).toEqual([{ type: 'bind', source: '/dev/null', target }])
    expect(setting(told)).toEqual([['identity', target]])
    expect(told.services['identity']?.volumes).toEqual([{ type: 'bind', source: './rules.json', target }])
  })

  it('passes every setting on to every process that has it', () => {
    const settingsOf = (name: string) => Object.keys(services[name]?.environment ?? {}).toSorted()
    const known = (schema: { shape: object }) => Object.keys(schema.shape).toSorted()

    for (const gateway of ['gateway-1', 'gateway-2'])
      expect(settingsOf(gateway)).toEqual(known(gatewayConfigSchema))
    expect(settingsOf('identity')).toEqual(known(subgraphConfigSchema('identity')))
    for (const subgraph of subgraphs.slice(1))
      expect([...settingsOf(subgraph), 'ELO_IDENTITY_RULES'].toSorted()).toEqual(
        known(subgraphConfigSchema('history')),
      )
  })

  it('publishes nothing beyond this machine', () => {
    const published = Object.values(services).flatMap(({ ports }) => ports)
    expect(published).toEqual(['127.0.0.1:4000:4000', '127.0.0.1:4010:4000'])
  })

  it('runs nothing as root, and starts nothing before what it needs is healthy', () => {
    for (const service of Object.values(services)) {
      expect(['node', 'mongodb']).toContain(service.user)
      expect(service.healthcheck.test.length).toBeGreaterThan(1)
      for (const [needed, { condition }] of Object.entries(service.depends_on)) {
        expect(Object.keys(services)).toContain(needed)
        expect(condition).toBe('service_healthy')
      }
    }
  })
})

describe('Elo distributed', { timeout: 240_000 }, () => {
  let database: TestDatabase
  let elo: ComposedElo

  beforeAll(async () => {
    await run('npm', ['run', '--silent', 'build'], { cwd: root })
    database = await openTestDatabase(inject('mongodbUri'), 'composed')
    elo = await startComposedElo(database.uri, { CHATWOOT_WEBHOOK_SECRET: secret })
  }, 240_000)

  afterAll(async () => {
    await database.drop()
  })

  const ask = (service: string, query: string) => askGraph(elo.url(service), query)

  it('is healthy by its own health checks', async () => {
    for (const service of [...subgraphs, 'gateway-1', 'gateway-2']) {
      expect(await elo.isHealthy(service), service).toBe(true)
    }
  })

  it('gives the true history of deliveries that reach either gateway', async () => {
    const { customers, secrets } = expectedHistory()
    const deliveries = sampleDeliveries()
    await Promise.all(
      ['gateway-1', 'gateway-2'].map((service, half) =>
        replayDeliveries(
          deliveries.filter((_, index) => index % 2 === half),
          { url: elo.url(service), secret },
        ),
      ),
    )
    await database.processed()
    expect(await readHistory(elo.url('gateway-2'))).toEqual(customers)
    const kept = (await database.dump()) + elo.log()
    expect(secrets.filter((text) => kept.includes(text))).toEqual([])
  })

  it('streams through one gateway what was recorded through the other', async () => {
    const record = (text: string) =>
      ask(
        'gateway-1',
        `mutation { recordMessage(input: { customer: { identifiers: [{ type: EMAIL, value: "eva@example.com" }] }
          channel: EMAIL, actor: { kind: CUSTOMER }, text: "${text}" }) { message { id customer { id } } userErrors { message } } }`,
      )
    const first = recordedSchema.parse((await record('Olá')).data)
    const customerId = first.recordMessage.message.customer.id
    const client = createClient({
      url: `${elo.url('gateway-2').replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
    })
    const events = client.iterate({
      query: `subscription { customerHistory(customerId: "${customerId}") { change interaction { ... on Message { text } customer { id } } } }`,
    })
    const next = async (): Promise<unknown> => {
      const step = await events.next()
      return step.done ? null : step.value.data
    }
    expect(await next()).toEqual({ customerHistory: { change: 'POSITION', interaction: null } })
    await record('Tudo bem?')
    expect(await next()).toEqual({
      customerHistory: {
        change: 'RECORDED',
        interaction: { text: 'Tudo bem?', customer: { id: customerId } },
      },
    })
    await events.return?.()
    await client.dispose()
  })

  it('dims what a dead subgraph knows and nothing else, and recovers when it is back', async () => {
    const page = `{ customerByIdentifier(identifier: { type: EMAIL, value: "eva@example.com" }) {
      history { nodes { kind summary ... on Message { text } ... on Action { name status } } } actions { nodes { name } } } }`
    await ask(
      'gateway-1',
      `mutation { recordAction(input: { customer: { identifiers: [{ type: EMAIL, value: "eva@example.com" }] }
        type: ORDER, actor: { kind: HUMAN }, summary: "Pedido 1" }) { userErrors { message } } }`,
    )
    const whole = await ask('gateway-2', page)
    expect(whole.errors).toBeUndefined()
    await elo.process('actions').end('SIGKILL')
    const dimmed = await ask('gateway-2', page)
    expect(dimmed.data).toEqual({
      customerByIdentifier: {
        actions: null,
        history: {
          nodes: [
            { kind: 'MESSAGE', summary: 'Olá', text: 'Olá' },
            { kind: 'MESSAGE', summary: 'Tudo bem?', text: 'Tudo bem?' },
            { kind: 'ACTION', summary: 'Pedido 1', name: null, status: null },
          ],
        },
      },
    })
    expect(dimmed.errors).toMatchObject([
      { extensions: { code: 'UNAVAILABLE' } },
      { extensions: { code: 'UNAVAILABLE' } },
    ])
    await elo.start('actions')
    await until(
      'the actions subgraph answers again',
      async () => (await ask('gateway-2', page)).errors === undefined,
    )
    expect(await ask('gateway-2', page)).toEqual(whole)
  })

  it('says that identity is away, and records again when it is back', async () => {
    const record = () =>
      ask(
        'gateway-1',
        `mutation { recordMessage(input: { customer: { identifiers: [{ type: EMAIL, value: "eva@example.com" }] }
          channel: EMAIL, actor: { kind: CUSTOMER }, text: "Ainda aí?", idempotencyKey: "while identity is away" }) {
            message { text } userErrors { message } } }`,
      )
    await elo.process('identity').end('SIGKILL')
    expect((await record()).errors).toMatchObject([
      {
        message: 'the subgraph "identity" does not answer; try again',
        extensions: { code: 'UNAVAILABLE', retryable: true },
      },
    ])
    await elo.start('identity')
    await until('identity answers again', async () => (await record()).errors === undefined)
    expect((await record()).data).toEqual({
      recordMessage: { message: { text: 'Ainda aí?' }, userErrors: [] },
    })
  })

  it('stops within ten seconds of SIGTERM, every process by itself', async () => {
    const codes = await elo.stop()
    expect(new Set(Object.values(codes))).toEqual(new Set([0]))
  })
})
