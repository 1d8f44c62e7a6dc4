import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { interactionsDocument } from '../../gateway/export/exportDocuments.ts'
import { scopes } from '../../platform/subgraph/scopes.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { allRows } from '../../platform/subgraph/rows.ts'
import { canaries, plantValues } from '../gateway/masking/plantValues.ts'
import { until } from '../support/until.ts'
import { startWholeGraph, type WholeGraph } from '../support/wholeGraph.ts'
import { type Collected, collectDeliveries, type Collector } from './support/collectDeliveries.ts'

/** Makes webhooks, and sees everything but what was deleted. */
const integration: Principal = {
  kind: 'INTEGRATION',
  id: 'key:crm',
  scopes: scopes.filter((scope) => scope !== 'audit:read'),
  rows: allRows,
}
/** Sees identifiers masked, and no notes. */
const masked: Principal = {
  ...integration,
  id: 'key:partner',
  scopes: integration.scopes.filter((scope) => scope !== 'pii:read' && scope !== 'notes:read'),
}
/** Sees what Sales does, and what no department does. */
const sales: Principal = { ...integration, id: 'key:sales', rows: { ...allRows, departments: ['Sales'] } }

let graph: WholeGraph
let receiver: Collector
beforeAll(async () => {
  receiver = await collectDeliveries()
  graph = await startWholeGraph({
    webhookSettings: { rules: { allowHttp: true, allowPrivate: true }, publicUrl: 'https://elo.example' },
  })
})
afterAll(async () => {
  await graph.stop()
  await receiver.stop()
})

async function mutate(name: string, input: object, selection: string, by = integration): Promise<unknown> {
  const inputType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${selection} userErrors { message } } }`
  const { data, errors } = await graph.ask(by, query, { input })
  const answer = z.record(z.string(), z.looseObject({ userErrors: z.array(z.unknown()) })).safeParse(data)
  const payload = answer.data?.[name]
  if (errors || !payload || payload.userErrors.length > 0)
    throw new Error(`${name}: ${JSON.stringify(errors ?? data)}`)
  return payload
}

const createdSchema = z.object({ webhook: z.object({ webhookId: z.string() }), secret: z.string() })
async function createWebhook(path: string, input: object = {}, by = integration) {
  const answer = await mutate(
    'createWebhook',
    { url: receiver.urlOf(path), ...input },
    'webhook { webhookId } secret',
    by,
  )
  const { webhook, secret } = createdSchema.parse(answer)
  return { webhookId: webhook.webhookId, secret }
}

const recordedSchema = z.object({
  message: z.object({
    id: z.string(),
    recordedAt: z.string(),
    customer: z.object({ id: z.string() }),
    conversation: z.object({ id: z.string() }),
  }),
})
async function record(phone: string, input: object = {}) {
  const whole = {
    customer: { identifiers: [{ type: 'PHONE', value: phone }] },
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER', name: 'Maria' },
    occurredAt: '2026-06-01T12:00:00Z',
    ...input,
  }
  const answer = await mutate(
    'recordMessage',
    whole,
    'message { id recordedAt customer { id } conversation { id } }',
  )
  return recordedSchema.parse(answer).message
}

const bodySchema = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.looseObject({
    cursor: z.string(),
    customerId: z.string().nullable(),
    interaction: z.looseObject({ id: z.string(), revision: z.number() }),
  }),
})
const bodyOf = ({ body }: Collected) => bodySchema.parse(JSON.parse(body))
const aTime: unknown = expect.stringMatching(/^\d{4}-.*Z$/u)
const aCursor: unknown = expect.stringMatching(/^feed\./u)

describe('a webhook', () => {
  it('gets what is recorded, signed as Standard Webhooks says', async () => {
    const { webhookId, secret } = await createWebhook('/standard', { filter: { channels: ['LINE'] } })
    const message = await record('+5511988880100', { channel: 'LINE', text: 'Oi, tudo bem?' })
    const [delivery] = await receiver.waitFor('/standard', 1)
    if (!delivery) throw new Error('expected a delivery')
    const body = new StandardWebhook(secret).verify(delivery.body, delivery.headers)
    const expected = {
      type: 'interaction.recorded',
      timestamp: message.recordedAt,
      data: {
        cursor: aCursor,
        customerId: message.customer.id,
        truncated: false,
        interaction: {
          id: message.id,
          kind: 'MESSAGE',
          occurredAt: '2026-06-01T12:00:00.000Z',
          occurredAtCorrected: false,
          recordedAt: message.recordedAt,
          revision: 1,
          channel: 'LINE',
          inbox: null,
          department: null,
          actor: {
            kind: 'CUSTOMER',
            externalId: null,
            name: 'Maria',
            model: null,
            version: null,
            briefId: null,
          },
          visibility: 'PUBLIC',
          erasedAt: null,
          erasureCause: null,
          summary: 'Oi, tudo bem?',
          source: null,
          conversation: message.conversation,
          matter: null,
          text: 'Oi, tudo bem?',
          textTruncated: false,
          attachments: [],
          deleted: false,
          editedAt: null,
          deliveryStatus: null,
          failureReason: null,
          unsupported: false,
          email: null,
          call: null,
          referral: null,
          translations: [],
          reactions: [],
          outOfTurn: null,
        },
      },
    }
    expect(body).toEqual(expected)
    expect(delivery.headers['webhook-id']).toBe(`${message.id}_1`)
    const isFromElo = await verifierOfProtocol()
    expect(isFromElo(secret, delivery.headers, delivery.body)).toBe(true)
    expect(isFromElo(secret, delivery.headers, delivery.body.replace('Oi', 'Ai'))).toBe(false)
    const query = `query ($id: ID!) { webhookDeliveries(webhookId: $id) {
      nodes { eventId type interactionId state attemptCount body attempts { status error } } } }`
    const read = async () => (await graph.ask(integration, query, { id: webhookId })).data
    await until('the delivery is stored as delivered', async () =>
      JSON.stringify(await read()).includes('DELIVERED'),
    )
    expect(await read()).toEqual({
      webhookDeliveries: {
        nodes: [
          {
            eventId: `${message.id}_1`,
            type: 'interaction.recorded',
            interactionId: message.id,
            state: 'DELIVERED',
            attemptCount: 1,
            body: delivery.body,
            attempts: [{ status: 204, error: null }],
          },
        ],
      },
    })
  })

  it('is tested at once, and says how it went', async () => {
    const { webhookId, secret } = await createWebhook('/test')
    const answer = await mutate('testWebhook', { webhookId }, 'succeeded attempt { status error }')
    expect(answer).toMatchObject({ succeeded: true, attempt: { status: 204, error: null } })
    const [delivery] = receiver.of('/test')
    expect(new StandardWebhook(secret).verify(delivery?.body ?? '', delivery?.headers ?? {})).toEqual({
      type: 'webhook.test',
      timestamp: aTime,
      data: { webhookId },
    })
  })

  it('is signed by the former secret too, after a rotation', async () => {
    const { webhookId, secret } = await createWebhook('/rotated')
    const answer = await mutate(
      'updateWebhook',
      { webhookId, rotateSecret: true },
      'webhook { webhookId } secret',
    )
    const { secret: newSecret } = createdSchema.parse(answer)
    await mutate('testWebhook', { webhookId }, 'succeeded')
    const [delivery] = receiver.of('/rotated')
    for (const each of [secret, newSecret])
      expect(new StandardWebhook(each).verify(delivery?.body ?? '', delivery?.headers ?? {})).toBeTruthy()
  })

  it('has the form of Chatwoot if it asks for it', async () => {
    const { secret } = await createWebhook('/chatwoot', {
      format: 'CHATWOOT',
      filter: { channels: ['TELEGRAM'] },
    })
    await mutate(
      'recordNote',
      {
        customer: { identifiers: [{ type: 'PHONE', value: '+5511988880101' }] },
        channel: 'TELEGRAM',
        actor: { kind: 'HUMAN' },
        text: 'no message',
      },
      'note { id }',
    )
    const message = await record('+5511988880101', {
      channel: 'TELEGRAM',
      inbox: 'Sales bot',
      text: 'Bom dia',
      actor: { kind: 'HUMAN', externalId: '3', name: 'Ana' },
      source: { system: 'crm', externalId: 'm-1' },
    })
    const [delivery] = await receiver.waitFor('/chatwoot', 1)
    if (!delivery) throw new Error('expected a delivery')
    expect(JSON.parse(delivery.body)).toEqual({
      event: 'message_created',
      id: message.id,
      content: 'Bom dia',
      content_type: 'text',
      content_attributes: {},
      message_type: 'outgoing',
      private: false,
      created_at: '2026-06-01T12:00:00.000Z',
      source_id: 'm-1',
      sender: { id: '3', name: 'Ana', type: 'user' },
      inbox: { name: 'Sales bot' },
      conversation: { id: message.conversation.id, channel: 'TELEGRAM' },
      attachments: [],
      elo: {
        type: 'interaction.recorded',
        timestamp: message.recordedAt,
        cursor: aCursor,
        customerId: message.customer.id,
        interactionId: message.id,
        revision: 1,
        truncated: false,
      },
    })
    const { headers, body } = delivery
    const signed = createHmac('sha256', secret).update(`${headers['x-chatwoot-timestamp']}.${body}`)
    expect(headers['x-chatwoot-signature']).toBe(`sha256=${signed.digest('hex')}`)
    expect(receiver.of('/chatwoot')).toHaveLength(1)
  })

  it('gets only events of customers who consented to its purpose', async () => {
    const consent = (phone: string, decision: string) =>
      mutate(
        'recordConsent',
        {
          customer: { identifiers: [{ type: 'PHONE', value: phone }] },
          purpose: 'crm',
          decision,
        },
        'customer { id }',
      )
    for (const phone of ['+5511988880201', '+5511988880202']) await record(phone, { text: 'Oi' })
    await consent('+5511988880201', 'GRANTED')
    await consent('+5511988880202', 'WITHDRAWN')
    await createWebhook('/consent', { purpose: 'crm', filter: { channels: ['SMS'] } })
    await record('+5511988880202', { channel: 'SMS', text: 'withdrawn' })
    await record('+5511988880203', { channel: 'SMS', text: 'never decided' })
    await record('+5511988880201', { channel: 'SMS', text: 'granted' })
    const deliveries = await receiver.waitFor('/consent', 1)
    expect(deliveries.map((each) => bodyOf(each).data.interaction['text'])).toEqual(['granted'])
  })

  it('names and links what was left out of a body that would be longer than 20 kB', async () => {
    await createWebhook('/long', { filter: { channels: ['VOICE'] } })
    const transcript = 'a'.repeat(15_000)
    const message = await record('+5511988880301', {
      channel: 'VOICE',
      text: '€'.repeat(6_000),
      attachments: [{ type: 'audio', transcript }],
    })
    const [delivery] = await receiver.waitFor('/long', 1)
    if (!delivery) throw new Error('expected a delivery')
    expect(Buffer.byteLength(delivery.body)).toBeLessThan(20_000)
    const { interaction, ...data } = bodyOf(delivery).data
    expect(interaction).toMatchObject({ text: null, attachments: [{ transcript }] })
    expect(data).toMatchObject({ truncated: true, leftOut: ['text'] })
    const { pathname, searchParams } = new URL(z.string().parse(data['link']))
    expect(pathname).toBe('/graphql')
    expect((await graph.ask(integration, searchParams.get('query') ?? '')).data).toEqual({
      interaction: { id: message.id, text: '€'.repeat(6_000) },
    })
  })
})

describe('what a webhook delivers', () => {
  it('is what its maker reads in the graph: rights, masks and departments', async () => {
    const makers = [
      { path: '/all', maker: integration },
      { path: '/masked', maker: masked },
      { path: '/sales', maker: sales },
    ]
    for (const { path, maker } of makers) await createWebhook(path, {}, maker)
    const { customerId } = await plantValues((name, input, selection) => mutate(name, input, selection))
    const of = { customer: { id: customerId }, channel: 'IN_PERSON', actor: { kind: 'HUMAN', name: 'Ana' } }
    for (const department of ['Sales', 'Legal'])
      await mutate('recordMessage', { ...of, department, text: `of ${department}` }, 'message { id }')
    const end = await record('+5511988880399', { channel: 'IN_PERSON', text: 'the end' })
    for (const { path, maker } of makers) {
      await until(`the last event comes to ${path}`, () =>
        receiver.of(path).some(({ body }) => body.includes(end.id)),
      )
      const shown = await shownTo(maker, customerId)
      await until(`${path} has the latest revision of all`, () =>
        [...shown].every(([id, { revision }]) => latestOf(path).get(id)?.revision === revision),
      )
      const latest = latestOf(path)
      expect([...shown.keys()].length, path).toBeGreaterThan(5)
      for (const [id, interaction] of shown) expect(latest.get(id), `${path} ${id}`).toEqual(interaction)
      const ids = new Set(shown.keys())
      const others = receiver.of(path).map((each) => bodyOf(each).data)
      const foreign = others.filter((data) => data.customerId === customerId && !ids.has(data.interaction.id))
      expect(
        foreign.map(({ interaction }) => interaction.id),
        path,
      ).toEqual([])
    }
    const maskedText = receiver
      .of('/masked')
      .map(({ body }) => body)
      .join('\n')
    for (const [value, where] of canaries) expect(maskedText.includes(value), where).toBe(false)
    const departments = new Set(
      receiver.of('/sales').map((each) => bodyOf(each).data.interaction['department']),
    )
    expect(departments).not.toContain('Legal')
    expect(departments).toContain('Sales')
  })
})

const verifierSchema = z.object({
  isFromElo: z.custom<(secret: string, headers: Record<string, string>, rawBody: string) => boolean>(
    (value) => typeof value === 'function',
  ),
})

/** The function by which PROTOCOL.md shows how to verify. */
async function verifierOfProtocol() {
  const protocol = readFileSync(new URL('../../PROTOCOL.md', import.meta.url), 'utf8')
  const [, code = ''] = /```js\n(import \{ createHmac[^`]*(?:`[^`]+)*?)```/u.exec(protocol) ?? []
  const loaded: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  return verifierSchema.parse(loaded).isFromElo
}

/** The latest revision of each interaction that came to an address. */
function latestOf(path: string) {
  const latest = new Map<string, z.infer<typeof bodySchema>['data']['interaction']>()
  for (const { interaction } of receiver.of(path).map((each) => bodyOf(each).data)) {
    const known = latest.get(interaction.id)
    if (!known || known.revision <= interaction.revision) latest.set(interaction.id, interaction)
  }
  return latest
}

const nodeSchema = z.looseObject({ id: z.string(), revision: z.number() })
const historySchema = z.object({
  customer: z.object({ history: z.object({ edges: z.array(z.object({ node: nodeSchema })) }) }),
})
/** What a webhook leaves out, because it names or repeats other things. */
const leftOut = [
  '__typename',
  'customer',
  'revisions',
  'inReplyTo',
  'emailRecipients',
  'supersedes',
  'supersededBy',
]

/** The interactions of a customer as a caller reads them, by the names of a body. */
async function shownTo(caller: Principal, customerId: string) {
  const { data } = await graph.ask(caller, interactionsDocument, { id: customerId })
  return new Map(
    historySchema.parse(data).customer.history.edges.map(({ node }) => {
      const { fromStatus, toStatus, conversation, ...rest } = node
      const kept = Object.entries(rest).filter(([name]) => !leftOut.includes(name))
      const place = z.object({ id: z.string() }).nullable().parse(conversation)
      return [
        node.id,
        {
          ...Object.fromEntries(kept),
          id: node.id,
          revision: node.revision,
          conversation: place && { id: place.id },
          ...('toStatus' in node && { from: fromStatus, to: toStatus }),
          ...(node['kind'] === 'IDENTITY_CHANGE' && { reason: undefined }),
        },
      ]
    }),
  )
}
