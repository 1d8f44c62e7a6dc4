import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { replayDeliveries } from '../scripts/replayDeliveries.ts'
import { askGraph } from './support/askGraph.ts'
import { aMessage } from './support/chatwoot/chatwootBodies.ts'
import { connectSocket } from './support/connectSocket.ts'
import { type ComposedElo, startComposedElo } from './support/composedElo.ts'
import { expectedHistory } from './support/chatwoot/expectedHistory.ts'
import { readHistory } from './support/readHistory.ts'
import { sampleDeliveries } from './support/chatwoot/sampleDeliveries.ts'
import { openTestDatabase, type TestDatabase } from './support/testDatabase.ts'
import { until } from './support/until.ts'

const run = promisify(execFile)
const foundSchema = z.object({ customerByIdentifier: z.object({ id: z.string() }) })
const recordedSchema = z.object({
  recordMessage: z.object({ message: z.object({ customer: z.object({ id: z.string() }) }) }),
})
const editedSchema = z.object({
  recordMessage: z.object({
    message: z.object({ id: z.string(), recordedAt: z.string(), customer: z.object({ id: z.string() }) }),
  }),
})
const auditedSchema = z.object({
  data: z.object({
    auditRecords: z.object({
      nodes: z.array(
        z.object({
          recordId: z.string(),
          requestId: z.string(),
          operation: z.string().nullable(),
          reason: z.string().nullable(),
          fields: z.array(z.string()),
          index: z.number().nullable(),
        }),
      ),
    }),
    auditCheckpoint: z.object({ size: z.number(), publicKey: z.string() }),
  }),
})
const apiKeySchema = z.object({
  change: z.object({ key: z.string().nullish(), apiKey: z.object({ keyId: z.string() }) }),
})
const inAnHour = () => new Date(Date.now() + 60 * 60 * 1_000).toISOString()
const secret = 'the secret of the compose test'
const ELO_SERVICE_SECRET = 'the service secret of the compose test'
const subgraphs = ['identity', 'conversations', 'actions', 'feedback', 'history']
const root = new URL('..', import.meta.url)

describe('Elo distributed', { timeout: 240_000 }, () => {
  let database: TestDatabase
  let elo: ComposedElo

  beforeAll(async () => {
    await run('npm', ['run', '--silent', 'build'], { cwd: root })
    database = await openTestDatabase(inject('mongodbUri'), 'composed')
    elo = await startComposedElo(database.uri, { CHATWOOT_WEBHOOK_SECRET: secret, ELO_SERVICE_SECRET })
  }, 240_000)

  afterAll(async () => {
    await database.drop()
  })

  const ask = (service: string, query: string) => askGraph(elo.graph(service), query)

  it('is healthy according to its own health checks', async () => {
    for (const service of [...subgraphs, 'intake', 'gateway-1', 'gateway-2']) {
      expect(await elo.isHealthy(service), service).toBe(true)
    }
  })

  it('gives the expected history after the deliveries, also when the intake is killed between them', async () => {
    const { customers, secrets } = expectedHistory()
    const deliveries = sampleDeliveries()
    const half = Math.floor(deliveries.length / 2)
    const url = () => elo.url('intake')
    await replayDeliveries(deliveries.slice(0, half), { url: url(), secret })
    await elo.process('intake').end('SIGKILL')
    await elo.start('intake')
    await replayDeliveries(deliveries.slice(half), { url: url(), secret })
    await database.processed()
    expect(await readHistory(elo.graph('gateway-2'))).toEqual(customers)
    const kept = (await database.dump()) + elo.log()
    expect([...secrets, ELO_SERVICE_SECRET].filter((text) => kept.includes(text))).toEqual([])
  })

  it('keeps a delivery while the subgraph of its mutation is away, and processes it afterwards', async () => {
    const deliveryOf = (content: string) => ({
      deliveryId: null,
      signed: true,
      body: JSON.stringify(aMessage({ id: 70_001, content })),
    })
    const waiting = () => database.connection.collection('webhookInbox').countDocuments({ state: 'received' })
    await elo.process('conversations').end('SIGKILL')
    const counts = await replayDeliveries([deliveryOf('Alguém aí?')], { url: elo.url('intake'), secret })
    expect(counts.accepted).toBe(1)
    expect(await waiting()).toBe(1)
    expect(await elo.isHealthy('intake')).toBe(true)
    await elo.start('conversations')
    await database.processed()
    const texts = (await readHistory(elo.graph('gateway-1'))).flatMap(({ interactions }) =>
      interactions.map(({ text }) => text),
    )
    expect(texts).toContain('Alguém aí?')
  })

  it('answers nobody who has no API key', async () => {
    const { data, errors } = await askGraph(elo.url('gateway-1'), '{ customers { nodes { id } } }')
    expect(data).toBeUndefined()
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })

  it('delivers through one gateway what is recorded through the other', async () => {
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
      connectionParams: { authorization: `Bearer ${elo.graph('gateway-2').key}` },
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

  it('answers null for the fields of a killed subgraph only, and recovers when it runs again', async () => {
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
    const partial = await ask('gateway-2', page)
    expect(partial.data).toEqual({
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
    expect(partial.errors).toMatchObject([
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

  it('answers UNAVAILABLE while identity is away, and records again when it runs again', async () => {
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

  it('keeps who changed what in all processes, in places that one process after the other gives', async () => {
    const { url, key } = elo.graph('gateway-1')
    const greet = async (phone: string) => {
      const response = await fetch(new URL('/graphql', url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${key}`,
          'elo-reason': 'the customer called',
        },
        body: JSON.stringify({
          query: `mutation Greet { recordMessage(input: { customer: { identifiers: [{ type: PHONE, value: "${phone}" }] }
            channel: WHATSAPP, actor: { kind: CUSTOMER }, text: "Oi" }) { userErrors { code } } }`,
        }),
      })
      expect(await response.json()).toEqual({ data: { recordMessage: { userErrors: [] } } })
      // Asked of identity alone, because history may be away.
      const found = await ask(
        'gateway-1',
        `{ customerByIdentifier(identifier: { type: PHONE, value: "${phone}" }) { id } }`,
      )
      return foundSchema.parse(found.data).customerByIdentifier.id
    }
    const changesOf = async (customer: string) =>
      auditedSchema.parse(
        await ask(
          'gateway-2',
          `{ auditRecords(filter: { customerId: "${customer}", kinds: [CHANGE] }) {
            nodes { recordId requestId operation reason fields index } }
            auditCheckpoint { size publicKey } }`,
        ),
      ).data
    const placed = async (customer: string) => {
      const isPlaced = async () =>
        (await changesOf(customer)).auditRecords.nodes.every(({ index }) => index !== null)
      await until('the records have their places', isPlaced, 60_000)
      return changesOf(customer)
    }
    const before = await placed(await greet('+5511987650201'))
    const [message, identity] = before.auditRecords.nodes
    const call = { operation: 'Greet', reason: 'the customer called', requestId: message?.requestId }
    expect(before.auditRecords.nodes).toEqual([
      { ...call, fields: ['recordMessage'], recordId: message?.recordId, index: message?.index },
      { ...call, fields: ['identifyCustomer'], recordId: identity?.recordId, index: identity?.index },
    ])
    await elo.process('history').end('SIGKILL')
    const customer = await greet('+5511987650202')
    await elo.start('history')
    const after = await placed(customer)
    const { size, publicKey } = before.auditCheckpoint
    expect(after.auditCheckpoint.publicKey).toBe(publicKey)
    const proof = await ask(
      'gateway-1',
      `{ auditConsistencyProof(from: ${size}, to: ${after.auditCheckpoint.size}) { from to } }`,
    )
    expect(proof.data).toEqual({ auditConsistencyProof: { from: size, to: after.auditCheckpoint.size } })
  })

  it('shows through a gateway what was known before a message was edited', async () => {
    const answer = await ask(
      'gateway-1',
      `mutation { recordMessage(input: { customer: { identifiers: [{ type: PHONE, value: "+5511987650203" }] }
        channel: WHATSAPP, actor: { kind: CUSTOMER }, text: "antes" }) { message { id recordedAt customer { id } } } }`,
    )
    const { id, recordedAt, customer } = editedSchema.parse(answer.data).recordMessage.message
    await ask(
      'gateway-2',
      `mutation { editMessage(input: { messageId: "${id}", text: "depois" }) { userErrors { code } } }`,
    )
    const page = await ask(
      'gateway-1',
      `{ customer(id: "${customer.id}") { history(asOf: "${recordedAt}") { edges {
        node { ... on Message { text } } asOf { knowledge content { text } } } } } }`,
    )
    const edge = { node: { text: 'depois' }, asOf: { knowledge: 'CONTENT_KEPT', content: { text: 'antes' } } }
    expect(page).toEqual({ data: { customer: { history: { edges: [edge] } } } })
  })

  it('accepts at each gateway the keys that a mutation made, and closes their sockets when they are revoked', async () => {
    const adminKey = await elo.createKey('ana', 'admin')
    const asAdmin = async (query: string) =>
      apiKeySchema.parse((await askGraph({ url: elo.url('gateway-1'), key: adminKey }, query)).data)
    // A gateway looks for a new file after a second.
    const made = await until('the key of the administrator is accepted', async () => {
      const { errors } = await askGraph(
        { url: elo.url('gateway-1'), key: adminKey },
        '{ apiKeys { nodes { name } } }',
      )
      return errors === undefined
    }).then(() =>
      asAdmin(`mutation { change: createApiKey(input: { name: "desk", role: SUPERVISOR, expiresAt: "${inAnHour()}" }) {
        key apiKey { keyId } userErrors { message } } }`),
    )
    const { key, apiKey } = made.change
    if (!key) throw new Error('expected a key')
    const address = { url: elo.url('gateway-2'), key }
    expect(
      (await askGraph(address, '{ customers(first: 1) { nodes { __typename } } }')).errors,
    ).toBeUndefined()
    const lookup = await askGraph(
      { url: elo.url('gateway-1'), key: adminKey },
      '{ storedApiKeys(hashes: []) { name } }',
    )
    expect(lookup).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] })

    const client = await connectSocket(address.url, { connectionParams: { authorization: `Bearer ${key}` } })
    const revokedAt = Date.now()
    await asAdmin(`mutation { change: revokeApiKey(input: { keyId: "${apiKey.keyId}" }) {
      apiKey { keyId } userErrors { message } } }`)
    const { code } = await client.closed
    expect(code).toBe(4401)
    expect(Date.now() - revokedAt).toBeLessThan(60_000)
    expect((await askGraph(address, '{ __typename }')).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ])
    const kept = (await database.dump()) + elo.log()
    expect(kept).not.toContain(key)
  })

  it('answers UNAVAILABLE to keys that it cannot check while identity is away, and accepts those of its folder', async () => {
    await elo.process('identity').end('SIGKILL')
    const unknown = { url: elo.url('gateway-1'), key: `elo_${'A'.repeat(43)}` }
    const answers = {
      known: await ask('gateway-1', '{ __typename }'),
      unknown: await askGraph(unknown, '{ __typename }'),
    }
    await elo.start('identity')
    expect(answers).toMatchObject({
      known: { data: { __typename: 'Query' } },
      unknown: { errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }] },
    })
    await until(
      'identity answers again',
      async () =>
        (await askGraph(unknown, '{ __typename }')).errors?.[0]?.extensions?.['code'] === 'UNAUTHENTICATED',
    )
  })

  it('stops every process within ten seconds after SIGTERM', async () => {
    const codes = await elo.stop()
    expect(new Set(Object.values(codes))).toEqual(new Set([0]))
  })
})
