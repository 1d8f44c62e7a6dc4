import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createApiKey } from '../../gateway/authentication/keys/apiKey.ts'
import { createKeyFolder } from '../../gateway/authentication/keys/keyFolder.ts'
import { signatureOf } from '../../intake/chatwoot/receive/verifySignature.ts'
import { audience, createIssuer, inSeconds, issuer } from '../gateway/authentication/issuer.ts'
import { aContact, aConversation, aNestedMessage } from '../support/chatwoot/chatwootBodies.ts'
import { connectSocket } from '../support/connectSocket.ts'
import { type EloProcess, startEloProcess } from '../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { startTraceReceiver, type TraceReceiver } from '../support/traceReceiver.ts'

/** What must be in no line of the log and in no trace, whatever happens with it. */
const canaries = {
  name: 'Canaryname Pereira',
  phone: '+5511976540198',
  'digits of the telephone': '76540198',
  email: 'canary.mail@example.com',
  cpf: '52998224725',
  'message text': 'canarytext one',
  'note text': 'canarynote two',
  'attribute value': 'canaryattribute three',
  'attachment link': 'https://files.example/canarylink?token=four',
  'literal in a document': 'canaryliteral five',
  'value of a wrong variable': 'canaryvariable six',
  'text of a document that is none': 'canarysyntax seven',
  'text of a webhook': 'canarywebhook eight',
  'text of a webhook with a wrong signature': 'canaryforged nine',
  'body that is no JSON': 'canarybody ten',
  'member of a Host header': 'canaryhost.example',
  'unknown path': 'canarypath-eleven',
  'payload of a socket': 'canarysocket twelve',
  'webhook secret': 'canary-webhook-secret-of-32-characters',
} as const

const secret = canaries['webhook secret']
const credentials: string[] = []

let folder: string
let database: TestDatabase
let elo: EloProcess
let receiver: TraceReceiver
let stored: string
let headers: Record<string, string>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elo-canaries-'))
  database = await openTestDatabase(inject('mongodbUri'), `canaries_${process.pid}`)
  receiver = await startTraceReceiver()
  const own = await createIssuer()
  await writeFile(join(folder, 'jwks.json'), JSON.stringify({ keys: [own.publicKey] }))
  const now = new Date()
  const { key, stored: hashed } = createApiKey({
    name: 'crm',
    role: 'admin',
    now,
    expiresAt: new Date(now.getTime() + 600_000),
  })
  await createKeyFolder(join(folder, 'keys')).write(hashed)
  const expired = await own.token({ exp: inSeconds(-60) })
  const valid = await own.token({ elo_role: 'supervisor' })
  credentials.push(key, expired, valid, hashed.hash)
  headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  elo = await startEloProcess({
    MONGODB_URI: database.uri,
    LOG_LEVEL: 'trace',
    ELO_KEYS_DIR: join(folder, 'keys'),
    ELO_JWT_KEYS: join(folder, 'jwks.json'),
    ELO_JWT_ISSUER: issuer,
    ELO_JWT_AUDIENCE: audience,
    CHATWOOT_WEBHOOK_SECRET: secret,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  })
  await useEverything()
  await useSockets()
  await useWebhooks()
  stored = await database.dump()
  await elo.end('SIGTERM')
}, 120_000)
afterAll(async () => {
  await receiver.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** Send a body as it is; gives the status. */
async function post(body: string, more: Record<string, string> = {}, path = '/graphql'): Promise<number> {
  const response = await fetch(`${elo.url}${path}`, {
    method: 'POST',
    headers: { ...headers, ...more },
    body,
  })
  await response.arrayBuffer()
  return response.status
}

const graphql = (query: string, variables: Record<string, unknown> = {}) =>
  post(JSON.stringify({ query, variables }))

async function deliver(body: object, by: string): Promise<number> {
  const text = JSON.stringify(body)
  const timestamp = String(Math.floor(Date.now() / 1_000))
  return post(
    text,
    { 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': signatureOf(by, timestamp, text) },
    '/webhooks/chatwoot',
  )
}

const customer = {
  name: canaries.name,
  identifiers: [
    { type: 'PHONE', value: canaries.phone, verified: true },
    { type: 'EMAIL', value: canaries.email },
    { type: 'CPF', value: canaries.cpf },
  ],
}

async function useEverything(): Promise<void> {
  const actor = { kind: 'CUSTOMER', name: canaries.name, externalId: canaries.phone }
  await graphql(
    'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } } }',
    {
      input: customer,
    },
  )
  const record = (name: string, type: string, input: object) =>
    graphql(`mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { message } } }`, { input })
  await record('recordMessage', 'RecordMessageInput', {
    ...{ customer, actor, channel: 'WHATSAPP', text: canaries['message text'] },
    attachments: [{ type: 'file', url: canaries['attachment link'] }],
  })
  await record('recordNote', 'RecordNoteInput', { customer, actor, text: canaries['note text'] })
  await record('setCustomerAttributes', 'SetCustomerAttributesInput', {
    customer,
    attributes: [{ name: 'x', value: canaries['attribute value'] }],
  })
  // A conflict, whose message names what was recorded first.
  for (const text of [canaries['message text'], `${canaries['message text']} again`])
    await record('recordMessage', 'RecordMessageInput', {
      ...{ customer, actor, channel: 'EMAIL', text, idempotencyKey: canaries.email },
    })
  await graphql(`{ customers(filter: { name: "${canaries['literal in a document']}" }) { nodes { id } } }`)
  await graphql(
    `{ customerByIdentifier(identifier: { type: EMAIL, value: "${canaries.email}" }) { history { nodes { summary } } } }`,
  )
  await graphql(
    `{ customerByIdentifier(identifier: { type: PHONE, value: "${canaries['digits of the telephone']}x" }) { id } }`,
  )
  await graphql('query ($first: Int) { customers(first: $first) { nodes { id } } }', {
    first: canaries['value of a wrong variable'],
  })
  await graphql('query ($id: ID!) { customer(id: $id) { id } }', { id: canaries.email })
  await graphql(`{ customer(id: ${canaries['text of a document that is none']} { id`)
  await post(`{ "query": ${canaries['body that is no JSON']}`)
  await post(canaries['body that is no JSON'], { 'content-type': 'text/plain' })
  await post('{"query":"{ __typename }"}', { origin: `https://${canaries['member of a Host header']}` })
  await post('{}', {}, `/${canaries['unknown path']}`)
  for (const credential of [...credentials, `elo_${'x'.repeat(43)}`])
    await post('{"query":"{ customers { nodes { id } } }"}', { authorization: `Bearer ${credential}` })
}

async function useSockets(): Promise<void> {
  const client = await connectSocket(elo.url, { headers })
  client.subscribe('1', 'subscription ($id: ID!) { customerHistory(customerId: $id) { cursor } }', {
    id: canaries['payload of a socket'],
  })
  await client.next()
  client.subscribe(
    '2',
    `{ customers(filter: { name: "${canaries['payload of a socket']}" }) { nodes { id } } }`,
  )
  await client.next()
  client.send({ type: canaries['payload of a socket'] })
  await client.closed
  await expect(
    connectSocket(elo.url, { connectionParams: { authorization: `Bearer ${credentials[1]}` } }),
  ).rejects.toThrow()
}

async function useWebhooks(): Promise<void> {
  const sender = aContact({ name: canaries.name, phone_number: canaries.phone, email: canaries.email })
  const messageOf = (content: string) => ({
    ...aNestedMessage({ content, sender: { ...sender, type: 'contact' } }),
    event: 'message_created',
    conversation: aConversation({ meta: { sender, assignee: null, team: null } }),
  })
  await deliver(messageOf(canaries['text of a webhook']), secret)
  await deliver(messageOf(canaries['text of a webhook with a wrong signature']), 'another secret')
  await deliver(
    { event: 'message_created', content: canaries['text of a webhook'], sender: canaries.phone },
    secret,
  )
  await post(canaries['body that is no JSON'], {}, '/webhooks/chatwoot')
  await database.processed()
}

/** The canaries and the credentials that a text has. */
function foundIn(text: string): string[] {
  const found = Object.entries(canaries).flatMap(([what, canary]) => (text.includes(canary) ? [what] : []))
  return [...found, ...credentials.filter((credential) => text.includes(credential))]
}

it('is stored, so that it could be found elsewhere', () => {
  const recorded = [
    'message text',
    'note text',
    'attribute value',
    'attachment link',
    'text of a webhook',
  ] as const
  for (const what of recorded) expect(stored, what).toContain(canaries[what])
})

describe('the log, at its finest level', () => {
  it('has nothing of customers, of documents and of secrets in it', () => {
    const log = elo.log()
    expect(log).toContain('"transport":"http"')
    expect(log).toContain('"transport":"ws"')
    expect(foundIn(log)).toEqual([])
  })
})

describe('the traces of all requests', () => {
  it('have nothing of customers, of documents and of secrets in them', () => {
    const names = new Set(receiver.spans().map(({ name }) => name))
    const expected = [
      'POST /graphql',
      'operation',
      'fetch identity',
      'process delivery',
      'insert interactions',
    ]
    expect(expected.filter((name) => !names.has(name))).toEqual([])
    expect(foundIn(receiver.bytes().toString())).toEqual([])
  })

  it('have attributes of a closed list', () => {
    const attributes = new Set(receiver.spans().flatMap((span) => Object.keys(span.attributes)))
    expect([...attributes].toSorted()).toEqual([
      ...['db.collection.name', 'db.namespace', 'db.operation.name', 'db.system.name'],
      ...['elo.subgraph', 'elo.transport', 'error.type'],
      ...['graphql.operation.type', 'http.request.method', 'http.response.status_code', 'http.route'],
    ])
  })
})
