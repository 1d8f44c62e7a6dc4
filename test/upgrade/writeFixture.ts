import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { startDatabase } from '../../embeddedMongo/startDatabase.ts'
import { connectDatabase } from '../../platform/mongo/database.ts'
import { askGraph } from '../support/askGraph.ts'
import { aContact, aConversation, aMessage, ana } from '../support/chatwoot/chatwootBodies.ts'
import { connectSocket } from '../support/connectSocket.ts'
import { sampleDeliveries } from '../support/chatwoot/sampleDeliveries.ts'
import { until } from '../support/until.ts'
import { dumpDatabase, type Expected, fixtureFile } from './fixtureFile.ts'
import { type Question, questions, type Repeatable, streams, things } from './questionsThen.ts'

/**
 * Write test/fixtures/upgrade with an earlier version of Elo, given as the folder of its working copy:
 *
 *     git worktree add /tmp/elo-then fa1097d && ln -s "$PWD/node_modules" /tmp/elo-then/node_modules
 *     node --import tsx test/upgrade/writeFixture.ts /tmp/elo-then
 *
 * Everything is written by that version itself, through its graph and its webhook.
 */
const earlier = z.string().parse(process.argv[2])

const folder = await mkdtemp(join(tmpdir(), 'elo-upgrade-'))
const silent = { info: () => {}, warn: () => {}, error: () => {} }
const database = await startDatabase({
  uri: undefined,
  dataDir: folder,
  environment: process.env,
  logger: silent,
})
const uri = new URL(database.uri)
uri.pathname = '/elo'
const connection = await connectDatabase(uri.href)

const expected: Expected = { answers: [], retries: [], streams: [], waiting: [] }

let elo = await startEarlier('main.ts', {})
await writeEverything()
await end(elo.child)

// A gateway whose subgraphs are away stores what is delivered and processes nothing.
const away = Object.fromEntries(
  ['IDENTITY', 'CONVERSATIONS', 'ACTIONS', 'FEEDBACK', 'HISTORY'].map((name) => [
    `${name}_URL`,
    'http://127.0.0.1:9/graphql',
  ]),
)
elo = await startEarlier('gateway/main.ts', away)
for (const [index, phone] of ['+5511955550001', '+5511955550002'].entries()) {
  const text = `waiting ${index}`
  await deliver(messageOf(700 + index, phone, text))
  expected.waiting.push({ phone, text })
}
await end(elo.child)

await mkdir(fixtureFile('expected.json').pathname.replace(/[^/]+$/u, ''), { recursive: true })
await writeFile(fixtureFile('database.jsonl'), await dumpDatabase(connection))
await writeFile(fixtureFile('expected.json'), `${JSON.stringify(expected, null, 1)}\n`)
await connection.close()
await database.stop()
await rm(folder, { recursive: true })

async function startEarlier(
  main: string,
  settings: Record<string, string>,
): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    cwd: earlier,
    env: {
      ...process.env,
      PORT: '0',
      MONGODB_URI: uri.href,
      CHATWOOT_ACCEPT_UNSIGNED: 'true',
      WEBHOOK_RETENTION_DAYS: '3650',
      ELO_IDENTITY_RULES: fixtureFile('rules.json').pathname,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(child.stdout)) {
    const { event, url } = z
      .looseObject({ event: z.string().optional(), url: z.string().optional() })
      .parse(JSON.parse(line))
    if (event !== 'ready' || !url) continue
    child.stdout.resume()
    return { url, child }
  }
  throw new Error(`${main} of ${earlier} ended before it was ready`)
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function deliver(body: object | string): Promise<void> {
  const response = await fetch(new URL('/webhooks/chatwoot', elo.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  if (!response.ok && response.status !== 400)
    throw new Error(`the webhook answered ${response.status}: ${await response.text()}`)
}

function messageOf(number: number, phone: string, content: string): object {
  const contact = aContact({ id: number, phone_number: phone, name: `Contact ${number}` })
  return aMessage({
    id: number,
    content,
    sender: contact,
    conversation: aConversation({
      id: number,
      contact_inbox: { id: number, contact_id: number },
      meta: { sender: { ...contact, type: 'contact' }, assignee: ana, team: null },
    }),
  })
}

async function ask(query: string, variables: Record<string, unknown>) {
  const { data, errors } = await askGraph(elo.url, query, variables)
  if (errors?.[0]) throw new Error(`${errors[0].message}\n${query.slice(0, 80)} ${JSON.stringify(variables)}`)
  return data ?? {}
}

/** Call a mutation; gives the id of what it made, where it shows one. */
async function mutate(
  mutation: string,
  input: Record<string, unknown>,
  selection: string,
): Promise<string | null> {
  const data = await ask(mutationOf(mutation, selection), { input })
  const payload = z
    .looseObject({ userErrors: z.array(z.looseObject({ message: z.string() })) })
    .parse(data[mutation])
  const [error] = payload.userErrors
  if (error) throw new Error(`${mutation}: ${error.message}`)
  for (const thing of Object.values(payload)) {
    const { data: found } = z.object({ id: z.string() }).safeParse(thing)
    if (found) return found.id
  }
  return null
}

/** Call a mutation that may be given again, and keep it to be given again. */
async function record(mutation: Repeatable, input: Record<string, unknown>): Promise<string> {
  const id = await mutate(mutation, input, things[mutation])
  if ('idempotencyKey' in input || 'source' in input) expected.retries.push({ mutation, input, data: null })
  if (!id) throw new Error(`${mutation} answered no id`)
  return id
}

async function keep(question: Question, variables: Record<string, unknown>): Promise<unknown> {
  const data = await ask(questions[question], variables)
  expected.answers.push({ question, variables, data })
  return data
}

/** Read every page of a connection at `path`, forwards, and keep them. */
async function keepPages(
  question: Question,
  variables: Record<string, unknown>,
  path: string[],
): Promise<void> {
  const pageSchema = z.looseObject({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  })
  for (let after: string | null = null; ;) {
    let page: unknown = await keep(question, { ...variables, after })
    for (const part of path) page = z.record(z.string(), z.unknown()).parse(page)[part]
    const { pageInfo } = pageSchema.parse(page)
    if (!pageInfo.hasNextPage) return
    after = pageInfo.endCursor
  }
}

async function keepStream(
  stream: keyof typeof streams,
  variables: Record<string, unknown>,
  last: string,
): Promise<void> {
  const client = await connectSocket(elo.url)
  client.subscribe('1', streams[stream], variables)
  const events: Expected['streams'][number]['events'] = []
  while (events.at(-1)?.interaction?.id !== last) {
    const { payload } = await client.next()
    const event = z
      .object({ data: z.record(z.string(), z.looseObject({ change: z.string(), interaction: z.unknown() })) })
      .parse(payload).data[stream]
    events.push(
      z
        .object({ change: z.string(), interaction: z.looseObject({ id: z.string() }).nullable() })
        .parse(event),
    )
  }
  client.socket.close()
  expected.streams.push({ stream, variables, events })
}

async function streamCursor(customerId: string): Promise<string> {
  const data = await ask('query ($id: ID!) { customer(id: $id) { history(last: 1) { streamCursor } } }', {
    id: customerId,
  })
  return z.object({ customer: z.object({ history: z.object({ streamCursor: z.string() }) }) }).parse(data)
    .customer.history.streamCursor
}

async function writeEverything(): Promise<void> {
  const phone = (value: string) => ({ type: 'PHONE', value, verified: true })
  const email = (value: string) => ({ type: 'EMAIL', value, verified: true })
  const at = (minutes: number) => new Date(Date.UTC(2026, 5, 1, 12, minutes)).toISOString()
  const iris = { kind: 'AI', id: 'iris', name: 'Íris' }
  const bento = { kind: 'HUMAN', id: '3', name: 'Bento' }

  for (const { body } of sampleDeliveries().slice(0, 30)) await deliver(body)
  await until('the inbox is processed', async () => {
    const waiting = await connection.collection('webhookInbox').countDocuments({ state: 'received' })
    return waiting === 0
  })

  const maria = await record('identifyCustomer', {
    identifiers: [
      phone('+5511944440001'),
      { type: 'CPF', value: '529.982.247-25' },
      { type: 'TELEGRAM', value: '7001', verified: true },
    ],
    name: 'Maria Souza',
    source: 'erp',
    attributes: [{ name: 'city', value: 'São Paulo', setAt: at(0) }],
    idempotencyKey: 'identify maria',
  })
  const joao = await record('identifyCustomer', {
    identifiers: [email('joao@loja.example')],
    name: 'João',
  })
  const empty = await streamCursor(maria)

  const conversation = await record('recordConversation', {
    customer: { id: maria },
    channel: 'WHATSAPP',
    inbox: 'Vendas',
    status: 'OPEN',
    assignment: { team: { id: '1', name: 'Vendas' }, person: { id: '3', name: 'Bento' } },
    labels: ['vip', 'orçamento'],
    priority: 'HIGH',
    customAttributes: { origem: 'site', pedido: 12.5 },
    createdAt: at(0),
    observedAt: at(1),
    source: { system: 'crm', externalId: 'conversation 1' },
  })
  const emailThread = await record('recordConversation', {
    customer: { identifier: email('joao@loja.example') },
    channel: 'EMAIL',
    createdAt: at(2),
    observedAt: at(2),
    idempotencyKey: 'conversation of joao',
  })
  await record('recordMessage', {
    customer: { identifiers: [phone('+5511944440001')] },
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER', name: 'Maria' },
    text: 'Oi, o pedido chegou?',
    occurredAt: at(3),
    conversationId: conversation,
    idempotencyKey: 'message 1',
  })
  const edited = await record('recordMessage', {
    customer: { identifier: phone('+5511944440001') },
    channel: 'WHATSAPP',
    actor: bento,
    text: 'Chega amanhã',
    deliveryStatus: 'SENT',
    attachments: [
      { type: 'audio', url: 'https://files.example/1.ogg', mimeType: 'audio/ogg', transcript: 'amanhã' },
    ],
    occurredAt: at(4),
    conversationId: conversation,
    source: { system: 'crm', externalId: 'message 2', version: 1 },
  })
  const deleted = await record('recordMessage', {
    customer: { id: maria },
    channel: 'WHATSAPP',
    actor: iris,
    text: 'Engano',
    occurredAt: at(5),
    conversationId: conversation,
    source: { system: 'crm', externalId: 'message 3' },
  })
  const middle = await streamCursor(maria)
  await mutate(
    'editMessage',
    { messageId: edited, text: 'Chega hoje', deliveryStatus: 'READ', editedAt: at(6) },
    'message { id }',
  )
  await mutate('deleteMessage', { messageId: deleted }, 'message { id }')
  await record('recordNote', {
    customer: { id: maria },
    actor: bento,
    text: 'Cliente antiga',
    occurredAt: at(7),
    conversationId: conversation,
    idempotencyKey: 'note 1',
  })
  await record('handOffConversation', {
    conversationId: conversation,
    to: { team: { id: '2', name: 'Entregas' }, person: null, bot: { id: 'iris', name: 'Íris' } },
    reason: 'entrega',
    actor: bento,
    occurredAt: at(8),
    idempotencyKey: 'hand-off 1',
  })
  await record('changeConversationStatus', {
    conversationId: conversation,
    to: 'SNOOZED',
    snoozedUntil: at(600),
    actor: iris,
    occurredAt: at(9),
    idempotencyKey: 'status 1',
  })
  const refund = await record('recordAction', {
    customer: { identifiers: [phone('+5511944440001')] },
    type: 'REFUND',
    status: 'REQUESTED',
    amount: { amount: '12.90', currency: 'BRL' },
    details: { motivo: 'atraso' },
    actor: iris,
    channel: 'WHATSAPP',
    conversationId: conversation,
    visibility: 'INTERNAL',
    occurredAt: at(10),
    idempotencyKey: 'action 1',
  })
  await mutate(
    'updateAction',
    { actionId: refund, status: 'COMPLETED', externalReference: 'R-1' },
    'action { id }',
  )
  await record('recordAction', {
    customer: { id: joao },
    type: 'APPOINTMENT',
    actor: bento,
    summary: 'Visita na sexta',
    occurredAt: at(11),
    source: { system: 'agenda', externalId: '77' },
  })
  await record('recordAction', {
    customer: { id: maria },
    type: 'ORDER',
    actor: bento,
    occurredAt: at(12),
    source: { system: 'erp', externalId: 'order 1', version: 3 },
  })
  await record('recordFeedback', {
    customer: { identifier: phone('+5511944440001') },
    metric: 'CSAT',
    rating: 5,
    comment: 'Ótimo',
    agent: bento,
    conversationId: conversation,
    occurredAt: at(13),
    idempotencyKey: 'feedback 1',
  })
  await record('recordFeedback', {
    customer: { id: joao },
    metric: 'NPS',
    rating: 9,
    occurredAt: at(14),
    source: { system: 'survey', externalId: '9' },
  })
  await record('recordMessage', {
    customer: { identifier: email('joao@loja.example') },
    channel: 'EMAIL',
    actor: { kind: 'CUSTOMER' },
    text: 'Segue o pedido',
    conversationId: emailThread,
    occurredAt: at(15),
    source: { system: 'mail', externalId: '<1@loja.example>' },
  })

  const own = (customerId: string) => ({ customerId })
  await mutate('tagCustomer', { ...own(maria), tags: ['vip', 'atacado'] }, 'customer { id }')
  await mutate('untagCustomer', { ...own(maria), tags: ['atacado'] }, 'customer { id }')
  await mutate('tagCustomer', { ...own(joao), tags: ['novo'] }, 'customer { id }')
  await mutate(
    'setCustomerAttributes',
    {
      ...own(maria),
      source: 'erp',
      attributes: [
        { name: 'city', value: 'Santos', setAt: at(16) },
        { name: 'points', type: 'NUMBER', value: '12.5', setAt: at(16) },
        { name: 'since', type: 'DATE', value: '2026-06-01', setAt: at(16) },
      ],
    },
    'customer { id }',
  )
  for (const [decision, minute] of [
    ['GRANTED', 17],
    ['WITHDRAWN', 18],
  ] as const) {
    await mutate(
      'recordConsent',
      {
        ...own(joao),
        purpose: 'marketing',
        channel: 'EMAIL',
        decision,
        evidence: 'form',
        source: 'site',
        decidedAt: at(minute),
      },
      'customer { id }',
    )
  }

  // Two merged and still merged; two merged and separated; decisions of both kinds.
  await mutate(
    'mergeCustomers',
    { customerId: maria, otherCustomerId: joao, reason: 'um casal, uma conta' },
    'customer { id }',
  )
  const [rita, ritaToo, caio, caioToo] = await Promise.all(
    ['rita@x.example', 'rita@y.example', 'caio@x.example', 'caio@y.example'].map((value) =>
      record('identifyCustomer', {
        identifiers: [email(value)],
        name: value.slice(0, 4),
        idempotencyKey: value,
      }),
    ),
  )
  await record('recordMessage', {
    customer: { identifier: email('rita@y.example') },
    channel: 'EMAIL',
    actor: { kind: 'CUSTOMER' },
    text: 'Sou a Rita',
    occurredAt: at(19),
    idempotencyKey: 'message of rita',
  })
  await mutate('mergeCustomers', { customerId: rita, otherCustomerId: ritaToo }, 'customer { id }')
  await mutate('unmergeCustomer', { profileId: ritaToo, reason: 'duas Ritas' }, 'customer { id }')
  await mutate(
    'linkProfiles',
    { profileId: caio, otherProfileId: caioToo, reason: 'o mesmo Caio' },
    'customer { id }',
  )
  await mutate(
    'separateProfiles',
    { profileId: rita, otherProfileId: ritaToo, reason: 'duas Ritas' },
    'customer { id }',
  )
  // Set aside: a decision keeps the two apart, so the weaker identifier takes no part.
  await mutate(
    'identifyCustomer',
    { identifiers: [email('rita@x.example'), email('rita@y.example')] },
    'customer { id } setAside { rule }',
  )
  // Reserved: the customer has as many handles as the rules allow, but João by himself has none.
  await mutate(
    'identifyCustomer',
    {
      identifiers: [email('joao@loja.example'), { type: 'TELEGRAM', value: '7002', verified: true }],
    },
    'customer { id } setAside { rule }',
  )
  // Shared: one telephone of a shop.
  await mutate(
    'markIdentifierShared',
    { identifier: phone('+551133330000'), shared: true, reason: 'loja' },
    'customers { id }',
  )
  await mutate(
    'identifyCustomer',
    { identifiers: [email('rita@x.example'), phone('+551133330000')] },
    'customer { id }',
  )
  await mutate(
    'identifyCustomer',
    { identifiers: [email('caio@x.example'), phone('+551133330000')] },
    'customer { id }',
  )
  const last = await record('recordMessage', {
    customer: { id: joao },
    channel: 'WHATSAPP',
    actor: { kind: 'AUTOMATION', name: 'Lembrete' },
    text: 'Até amanhã',
    occurredAt: at(20),
    idempotencyKey: 'last',
  })

  const customers = z
    .object({ customers: z.object({ nodes: z.array(z.object({ id: z.string() })) }) })
    .parse(await ask('{ customers(first: 100) { nodes { id } } }', {}))
    .customers.nodes.map(({ id }) => id)
  for (const id of customers) {
    await keep('customer', { id })
    await keepPages('history', { id, first: 7 }, ['customer', 'history'])
    await keepPages('conversations', { id, first: 2 }, ['customer', 'conversations'])
    await keepPages('actions', { id, first: 1 }, ['customer', 'actions'])
    await keepPages('feedback', { id, first: 1 }, ['customer', 'feedback'])
  }
  for (const id of [joao, caioToo]) await keep('customer', { id })
  await keep('history', { id: maria, last: 3 })
  await keep('history', { id: maria, first: 50, filter: { kinds: ['STATUS', 'IDENTITY'] } })
  await keep('history', {
    id: maria,
    first: 50,
    filter: { visibility: 'INTERNAL', from: at(5), to: at(11) },
  })
  await keepPages('customers', { first: 4 }, ['customers'])
  await keep('customers', { first: 10, filter: { tag: 'vip' } })
  await keep('customers', { first: 10, filter: { name: 'maria' } })
  for (const identifier of [phone('11 94444-0001'), email('JOAO@loja.example'), phone('+551133330000')]) {
    await keep('customerByIdentifier', { identifier })
  }
  for (const id of [edited, deleted, refund]) await keep('interaction', { id })
  await keepStream('customerHistory', { customerId: maria, after: empty }, last)
  await keepStream('customerHistory', { customerId: maria, after: middle }, last)
  await keepRetries()
}

/** Make every mutation again that may be made again, and keep what is answered then. */
async function keepRetries(): Promise<void> {
  for (const retry of expected.retries) {
    const selection = Object.entries(things).find(([name]) => name === retry.mutation)?.[1] ?? ''
    retry.data = await ask(mutationOf(retry.mutation, selection), { input: retry.input })
  }
}

function mutationOf(mutation: string, selection: string): string {
  const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  return `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} userErrors { code message } } }`
}
