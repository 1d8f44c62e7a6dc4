import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../config.ts'
import { createApiKey } from '../../gateway/authentication/keys/apiKey.ts'
import { createKeyFolder } from '../../gateway/authentication/keys/keyFolder.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import { start } from '../../server.ts'
import { askGraph } from '../support/askGraph.ts'
import { connectSocket } from '../support/connectSocket.ts'
import { openTestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'

let folder: string
let database: Awaited<ReturnType<typeof openTestDatabase>>
let elo: Awaited<ReturnType<typeof start>>
const keys: Record<string, string> = {}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elo-audit-'))
  database = await openTestDatabase(inject('mongodbUri'), 'test_audited')
  const keysDir = join(folder, 'keys')
  for (const role of ['agent', 'supervisor'] as const) {
    const now = new Date()
    const expiresAt = new Date(now.getTime() + 3_600_000)
    const { key, stored } = createApiKey({ name: `the-${role}`, role, now, expiresAt })
    await createKeyFolder(keysDir).write(stored)
    keys[role] = key
  }
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'error',
    MONGODB_URI: database.uri,
    ELO_DATA_DIR: folder,
    ELO_KEYS_DIR: keysDir,
  }
  elo = await start(readConfig(configSchema, settings), {})
})
afterAll(async () => {
  await elo.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.looseObject({ message: z.string(), extensions: z.looseObject({ code: z.string() }) }))
    .optional(),
})
const recordedSchema = z.object({
  recordMessage: z.object({ message: z.object({ customer: z.object({ id: z.string() }) }) }),
})
const checkpointSchema = z.object({ auditCheckpoint: z.object({ size: z.number() }) })
const provedSchema = z.object({
  auditInclusionProof: z.object({ index: z.number(), treeSize: z.number(), hashes: z.array(z.string()) }),
})

async function ask(
  role: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
) {
  const response = await fetch(new URL('/graphql', elo.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys[role]}`, ...headers },
    body: JSON.stringify({ query, variables }),
  })
  return answerSchema.parse(await response.json())
}

const recordsSchema = z.array(
  z.object({
    kind: z.string(),
    caller: z.object({ kind: z.string(), callerId: z.string() }),
    operation: z.string().nullable(),
    fields: z.array(z.string()),
    customerIds: z.array(z.string()),
    outcome: z.string(),
    reason: z.string().nullable(),
    index: z.number().nullable(),
    requestId: z.string(),
    recordId: z.string(),
  }),
)

/** The newest records that match, without those of reading the trail. */
async function records(filter: object) {
  const { data } = await ask(
    'supervisor',
    `query ($filter: AuditFilter) { auditRecords(filter: $filter, first: 100) { nodes {
      recordId requestId kind caller { kind callerId } operation fields customerIds outcome reason index
    } } }`,
    { filter },
  )
  return z
    .object({ auditRecords: z.object({ nodes: recordsSchema }) })
    .parse(data)
    .auditRecords.nodes.filter(({ fields }) => !fields.includes('Query.auditRecords'))
}

/** The names of what is not compared, because it is different each time. */
const compared = (all: z.infer<typeof recordsSchema>) =>
  all.map(({ recordId: _id, requestId: _request, index: _index, ...rest }) => rest)

async function newCustomer(phone: string): Promise<string> {
  const { data } = await ask(
    'agent',
    `mutation Greet($phone: String!) { recordMessage(input: {
      customer: { identifiers: [{ type: PHONE, value: $phone }] } channel: WHATSAPP actor: { kind: CUSTOMER } text: "Oi"
    }) { message { customer { id } } userErrors { code } } }`,
    { phone },
  )
  return recordedSchema.parse(data).recordMessage.message.customer.id
}

const agent = { kind: 'AGENT', callerId: 'key:the-agent' }

describe('the audit trail', () => {
  it('has each change before its answer, with its caller, operation and outcome', async () => {
    const customer = await newCustomer('+5511987650001')
    const tagging = `mutation Tag($id: ID!) { tagCustomer(input: { customer: { id: $id }, tags: ["vip"] }) { userErrors { code } } }`
    await ask('agent', tagging, { id: customer }, { 'elo-reason': encodeURIComponent('pediu atenção') })
    const changes = await records({ customerId: customer, kinds: ['CHANGE'] })
    const common = { kind: 'CHANGE', caller: agent, customerIds: [customer], outcome: 'DONE' }
    expect(compared(changes)).toEqual([
      { ...common, operation: 'Tag', fields: ['tagCustomer'], reason: 'pediu atenção' },
      { ...common, operation: 'Greet', fields: ['recordMessage'], reason: null },
      { ...common, operation: 'Greet', fields: ['identifyCustomer'], reason: null },
    ])
    expect(changes[1]?.requestId).toBe(changes[2]?.requestId)
  })

  it('has a refused change', async () => {
    const unknown = 'cus_01999999-0000-7000-8000-000000000000'
    const tagging = `mutation ($id: ID!) { tagCustomer(input: { customer: { id: $id }, tags: ["vip"] }) { userErrors { code } } }`
    await ask('agent', tagging, { id: unknown })
    await until('it is stored', async () => (await records({ customerId: unknown })).length > 0)
    expect(compared(await records({ customerId: unknown }))).toEqual([
      {
        kind: 'CHANGE',
        caller: agent,
        operation: null,
        fields: ['tagCustomer'],
        customerIds: [unknown],
        outcome: 'REFUSED',
        reason: null,
      },
    ])
  })

  it.each([
    [
      'a page of a history',
      'query Show($id: ID!) { customer(id: $id) { name history { nodes { id } } } }',
      ['Query.customer', 'Customer.history'],
    ],
    ['the changes', 'query Show($id: ID!) { changes(customerId: $id) { hasMore } }', ['Query.changes']],
    ['a node', 'query Show($id: ID!) { node(id: $id) { ... on Customer { name } } }', ['Query.node']],
  ])('has who read %s, once for a request', async (_what, query, fields) => {
    const customer = await newCustomer(`+5511987651${100 + fields.join().length}`)
    await ask('agent', query, { id: customer }, { 'elo-reason': 'the customer called' })
    const read = () => records({ customerId: customer, kinds: ['READ'], operations: ['Show'] })
    await until('the read is stored', async () => (await read()).length > 0)
    expect(compared(await read())).toEqual([
      {
        kind: 'READ',
        caller: agent,
        operation: 'Show',
        fields,
        customerIds: [customer],
        outcome: 'DONE',
        reason: 'the customer called',
      },
    ])
  })

  it('has who began a stream, with the reason of its socket or its operation', async () => {
    const customer = await newCustomer('+5511987650099')
    const client = await connectSocket(elo.url, {
      connectionParams: { authorization: `Bearer ${keys['agent']}`, reason: 'my shift' },
    })
    client.subscribe('s', `subscription Watch { customerHistory(customerId: "${customer}") { change } }`)
    await client.next()
    client.socket.terminate()
    const read = () => records({ customerId: customer, kinds: ['READ'], operations: ['Watch'] })
    await until('the read is stored', async () => (await read()).length > 0)
    expect(compared(await read())).toEqual([
      {
        kind: 'READ',
        caller: agent,
        operation: 'Watch',
        fields: ['Subscription.customerHistory'],
        customerIds: [customer],
        outcome: 'DONE',
        reason: 'my shift',
      },
    ])
  })

  it('has who joined the stream of another, with a reason of their own', async () => {
    const customer = await newCustomer('+5511987650100')
    const reasons = ['the first', 'a later one', 'the last one']
    const sockets = []
    for (const reason of reasons) {
      const client = await connectSocket(elo.url, {
        connectionParams: { authorization: `Bearer ${keys['agent']}`, reason },
      })
      client.subscribe('s', `subscription Join { customerHistory(customerId: "${customer}") { change } }`)
      await client.next()
      sockets.push(client.socket)
    }
    for (const socket of sockets) socket.terminate()
    const read = () => records({ customerId: customer, kinds: ['READ'], operations: ['Join'] })
    await until('all reads are stored', async () => (await read()).length >= 3)
    expect((await read()).map(({ reason }) => reason).sort()).toEqual([...reasons].sort())
  })

  it('refuses a reason that is too long', async () => {
    const { data, errors } = await ask('agent', '{ __typename }', {}, { 'elo-reason': 'x'.repeat(201) })
    expect({ data, errors }).toMatchObject({
      data: undefined,
      errors: [
        {
          message: 'reason: expected a text of at most 200 characters, got 201',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    })
  })

  it('gives records their places, and proves them against a signed checkpoint', async () => {
    const customer = await newCustomer('+5511987650123')
    const placed = async () => (await records({ customerId: customer })).every(({ index }) => index !== null)
    await until('all have their places', placed)
    const [record] = await records({ customerId: customer })
    const { data } = await ask('supervisor', '{ auditCheckpoint { size } }')
    const { size } = checkpointSchema.parse(data).auditCheckpoint
    const proved = await ask(
      'supervisor',
      `query ($id: String!, $size: SafeInt) {
        auditInclusionProof(recordId: $id, treeSize: $size) { index treeSize hashes }
      }`,
      { id: record?.recordId, size },
    )
    const { hashes, ...proof } = provedSchema.parse(proved.data).auditInclusionProof
    expect(proof).toEqual({ index: record?.index, treeSize: size })
    expect(hashes.length).toBeGreaterThan(0)
  })

  it('is shown to those with access:read only, and its key belongs to its user', async () => {
    const { errors } = await ask('agent', '{ auditRecords { nodes { recordId } } }')
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE')
    expect((await stat(join(folder, 'audit.key'))).mode & 0o777).toBe(0o600)
    expect(await askGraph(elo.url, '{ __typename }')).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    })
  })
})
