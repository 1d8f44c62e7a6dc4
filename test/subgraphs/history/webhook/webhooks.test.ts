import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { allRows } from '../../../../platform/subgraph/rows.ts'
import { createHistorySubgraph } from '../../../../subgraphs/history/subgraph.ts'
import { deliveryModel } from '../../../../outbound/deliveryModel.ts'
import { webhookModel } from '../../../../outbound/webhookModel.ts'
import { agentOf } from '../../../support/limitedCallers.ts'
import {
  listOf,
  membersOf,
  now,
  openSubgraph,
  type SubgraphUnderTest,
  type Variables,
} from '../../../support/recordingSubgraphs.ts'
import { storedDelivery } from './storedDelivery.ts'

/** Makes webhooks. */
const integration: Principal = {
  kind: 'INTEGRATION',
  id: 'key:crm',
  scopes: ['customers:read', 'notes:read', 'pii:read', 'feed:read', 'webhooks:read', 'webhooks:write'],
  rows: allRows,
}
/** Has the same rights, and is another client. */
const stranger: Principal = { ...integration, id: 'key:erp' }
const signedOut: Principal = { kind: 'ANONYMOUS', id: 'nobody', scopes: [], rows: allRows }

const unknownId = 'whk_0197f3a0-0000-7000-8000-000000000000'
const noCustomer = 'cus_0197f3a0-0000-7000-8000-000000000000'
const fields = `webhookId name url format algorithm publicKey purpose state stateReason createdAt
  previousSecretUntil lastDeliveredAt failingSince cursor
  filter { channels kinds departments actorKinds visibilities matters { kind externalId } actors models customerIds tags }`

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)
const notPublic = 'url: expected a host of the public internet, got a private or local one'
const aSecret = matching(/^whsec_[\w+/]{43}=$/u)

let time = now
let graph: SubgraphUnderTest
beforeAll(async () => {
  graph = await openSubgraph((parts) => createHistorySubgraph(parts).subgraph, { clock: () => time })
})
afterAll(() => graph.stop())
beforeEach(async () => {
  time = now
  await webhookModel(graph.connection).deleteMany({})
  await deliveryModel(graph.connection).deleteMany({})
})

const create = (input: Variables = {}, by = integration) =>
  graph.mutate(
    'createWebhook',
    `webhook { ${fields} } secret`,
    { url: 'https://crm.example/elo', ...input },
    by,
  )
const update = (input: Variables, by = integration) =>
  graph.mutate('updateWebhook', `webhook { ${fields} } secret`, input, by)

async function created(
  input: Variables = {},
  by = integration,
): Promise<{ webhookId: string; secret: string }> {
  const { webhook, secret } = await create(input, by)
  return { webhookId: String(membersOf(webhook)['webhookId']), secret: String(secret) }
}

async function listed(by = integration): Promise<unknown[]> {
  const { webhooks } = await graph.ask('{ webhooks { nodes { webhookId name } } }', {}, by)
  return listOf(membersOf(webhooks)['nodes'])
}

const found = async (id: string, by = integration) =>
  (await graph.ask(`query ($id: ID!) { webhook(id: $id) { ${fields} } }`, { id }, by))['webhook']

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'DONE',
    (error: unknown) => membersOf(membersOf(error)['extensions'])['code'] ?? error,
  )
const refused = (code: string, field: string[] | null, message: string) => ({
  webhook: null,
  userErrors: [{ code, field, message }],
})

describe('createWebhook', () => {
  it('makes a webhook, and shows its secret', async () => {
    const input = {
      name: 'CRM',
      filter: {
        kinds: ['MESSAGE', 'STATUS_CHANGE'],
        channels: ['WHATSAPP'],
        matters: [{ kind: 'ORDER', externalId: '7' }],
      },
      purpose: 'crm',
    }
    const answer = await create(input)
    const webhook = {
      webhookId: matching(/^whk_[\da-f-]{36}$/u),
      name: 'CRM',
      url: 'https://crm.example/elo',
      format: 'STANDARD',
      algorithm: 'HMAC_SHA256',
      publicKey: null,
      purpose: 'crm',
      state: 'ACTIVE',
      stateReason: null,
      createdAt: '2026-06-10T12:00:00.000Z',
      previousSecretUntil: null,
      lastDeliveredAt: null,
      failingSince: null,
      cursor: null,
      filter: {
        channels: ['WHATSAPP'],
        kinds: ['MESSAGE', 'STATUS_CHANGE'],
        departments: null,
        actorKinds: null,
        visibilities: null,
        matters: [{ kind: 'ORDER', externalId: '7' }],
        actors: null,
        models: null,
        customerIds: null,
        tags: null,
      },
    }
    expect(answer).toEqual({ webhook, secret: aSecret, userErrors: [] })
    expect(await found(String(membersOf(answer['webhook'])['webhookId']))).toEqual(webhook)
  })

  it('keeps the rights of its maker, and none that a gateway adds', async () => {
    const { webhookId } = await created({}, { ...integration, grantableRoles: ['AGENT'] })
    const stored = await webhookModel(graph.connection).findById(webhookId).lean()
    expect(JSON.parse(Buffer.from(String(stored?.owner), 'base64url').toString())).toEqual(integration)
  })

  it('takes the secret of the caller', async () => {
    const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
    expect(await create({ secret })).toMatchObject({ secret, userErrors: [] })
  })

  it('shows the public key of a webhook with Ed25519, and no secret', async () => {
    expect(await create({ algorithm: 'ED25519' })).toMatchObject({
      webhook: { algorithm: 'ED25519', publicKey: matching(/^whpk_[\w+/]{43}=$/u) },
      secret: null,
      userErrors: [],
    })
  })

  it('gives the same webhook and secret to a retry, and a conflict for another input', async () => {
    const first = await create({ idempotencyKey: 'one' })
    expect(await create({ idempotencyKey: 'one' })).toEqual(first)
    expect(await create({ idempotencyKey: 'one', name: 'other' })).toEqual({
      ...refused(
        'IDEMPOTENCY_CONFLICT',
        ['idempotencyKey'],
        'idempotencyKey: expected the input with which the webhook was made, got another one',
      ),
      secret: null,
    })
    expect(await create({ idempotencyKey: 'one' }, stranger)).not.toMatchObject({ webhook: first['webhook'] })
    expect(await listed()).toHaveLength(1)
  })

  it.each<[string, Variables, string, string[], string]>([
    [
      'a text that is no address',
      { url: 'crm' },
      'INVALID_VALUE',
      ['url'],
      'url: expected a url such as https://receiver.example/elo',
    ],
    ['a blank address', { url: ' ' }, 'REQUIRED', ['url'], 'url: expected an address, got a blank text'],
    [
      'a long address',
      { url: `https://crm.example/${'a'.repeat(2_048)}` },
      'TOO_LONG',
      ['url'],
      'url: expected at most 2048 characters, got 2068',
    ],
    [
      'http',
      { url: 'http://crm.example/' },
      'INVALID_VALUE',
      ['url'],
      'url: expected a url with https, got http',
    ],
    [
      'a password in the address',
      { url: 'https://ana:secret@crm.example/' },
      'INVALID_VALUE',
      ['url'],
      'url: expected a url without a user name and password',
    ],
    ['a private address', { url: 'https://10.0.0.8/' }, 'INVALID_VALUE', ['url'], notPublic],
    ['loopback as IPv6', { url: 'https://[::ffff:127.0.0.1]/' }, 'INVALID_VALUE', ['url'], notPublic],
    ['loopback as a number', { url: 'https://2130706433/' }, 'INVALID_VALUE', ['url'], notPublic],
    ['localhost', { url: 'https://localhost/' }, 'INVALID_VALUE', ['url'], notPublic],
    [
      'a long name',
      { name: 'a'.repeat(101) },
      'TOO_LONG',
      ['name'],
      'name: expected at most 100 characters, got 101',
    ],
    ['a blank name', { name: ' ' }, 'REQUIRED', ['name'], 'name: expected a value, got a blank one'],
    [
      'a long purpose',
      { purpose: 'a'.repeat(65) },
      'TOO_LONG',
      ['purpose'],
      'purpose: expected at most 64 characters, got 65',
    ],
    [
      'a secret of another form',
      { secret: 'password' },
      'INVALID_VALUE',
      ['secret'],
      'secret: expected whsec_ and 24 to 64 bytes as base64',
    ],
    [
      'an empty list',
      { filter: { channels: [] } },
      'INVALID_VALUE',
      ['filter'],
      'filter.channels: expected at least one value, or no list, got an empty list, which nothing matches',
    ],
    [
      'a long list',
      { filter: { actors: Array.from({ length: 51 }, () => 'a') } },
      'INVALID_VALUE',
      ['filter'],
      'filter.actors: expected at most 50, got 51',
    ],
    [
      'a customer that does not exist',
      { filter: { customerIds: [noCustomer] } },
      'NOT_FOUND',
      ['filter', 'customerIds'],
      `filter.customerIds: no customer has the ids ${noCustomer}`,
    ],
    [
      'too many tags',
      { filter: { tags: Array.from({ length: 21 }, (_, n) => `tag ${n}`) } },
      'INVALID_VALUE',
      ['filter'],
      'filter.tags: expected at most 20, got 21',
    ],
    [
      'Chatwoot with Ed25519',
      { format: 'CHATWOOT', algorithm: 'ED25519' },
      'INVALID_VALUE',
      ['algorithm'],
      'algorithm: expected HMAC_SHA256 for a webhook with the format CHATWOOT, got ED25519',
    ],
    [
      'Chatwoot without messages',
      { filter: { kinds: ['ACTION'] }, format: 'CHATWOOT' },
      'INVALID_VALUE',
      ['filter', 'kinds'],
      'filter.kinds: expected MESSAGE among the kinds of a webhook with the format CHATWOOT, got others alone',
    ],
  ])('refuses %s', async (_what, input, code, field, message) => {
    expect(await create(input)).toEqual({ ...refused(code, field, message), secret: null })
    expect(await listed()).toEqual([])
  })

  it('refuses a filter that matches nothing which its maker may read', async () => {
    const limited = {
      ...integration,
      scopes: integration.scopes.filter((scope) => scope !== 'notes:read'),
      rows: { ...allRows, departments: ['Sales'] },
    }
    const filter = { kinds: ['NOTE'], visibilities: ['INTERNAL'], departments: ['Legal'] }
    expect(await create({ filter }, limited)).toEqual({
      webhook: null,
      secret: null,
      userErrors: [
        {
          code: 'INVALID_VALUE',
          field: ['filter', 'kinds'],
          message: 'filter.kinds: expected kinds that you may read, got NOTE alone, which needs notes:read',
        },
        {
          code: 'INVALID_VALUE',
          field: ['filter', 'visibilities'],
          message:
            'filter.visibilities: expected visibilities that you may read, got INTERNAL alone, which needs notes:read',
        },
        {
          code: 'INVALID_VALUE',
          field: ['filter', 'departments'],
          message: 'filter.departments: expected departments that you may see, got others alone',
        },
      ],
    })
  })

  it('refuses the 101st webhook of a caller, and makes one of another', async () => {
    for (let count = 0; count < 100; count += 1) await created()
    const tooMany = refused('CONFLICT', null, 'expected at most 100 webhooks of one caller, got one more')
    expect(await create()).toEqual({ ...tooMany, secret: null })
    expect(await create({ idempotencyKey: 'more' })).toEqual({ ...tooMany, secret: null })
    expect(await create({}, stranger)).toMatchObject({ userErrors: [] })
  })

  it('refuses callers who may not have the interactions of all customers', async () => {
    const without = (left: string) => ({
      ...integration,
      scopes: integration.scopes.filter((scope) => scope !== left),
    })
    const limited: Principal = {
      ...integration,
      rows: { ...allRows, customers: { which: 'ASSIGNED', actorId: '7' } },
    }
    expect(await codeOf(create({}, signedOut))).toBe('UNAUTHORIZED_FIELD_OR_TYPE')
    expect(await codeOf(create({}, without('webhooks:write')))).toBe('UNAUTHORIZED_FIELD_OR_TYPE')
    expect(await codeOf(create({}, without('feed:read')))).toBe('FORBIDDEN')
    expect(await codeOf(create({}, without('customers:read')))).toBe('FORBIDDEN')
    expect(await codeOf(create({}, limited))).toBe('FORBIDDEN')
  })
})

describe('updateWebhook', () => {
  it('changes what is given, and delivers with the present rights of the caller', async () => {
    const { webhookId } = await created({ name: 'CRM', filter: { channels: ['EMAIL'] } })
    const reduced = { ...integration, scopes: integration.scopes.filter((scope) => scope !== 'pii:read') }
    const input = { webhookId, url: 'https://new.example/', filter: null, state: 'PAUSE' }
    expect(await update(input, reduced)).toMatchObject({
      webhook: {
        webhookId,
        name: 'CRM',
        url: 'https://new.example/',
        filter: null,
        state: 'PAUSED',
        stateReason: 'REQUESTED',
      },
      secret: null,
      userErrors: [],
    })
    const stored = await webhookModel(graph.connection).findById(webhookId).lean()
    expect(JSON.parse(Buffer.from(String(stored?.owner), 'base64url').toString())).toEqual(reduced)
    expect(await update({ webhookId, state: 'RESUME', name: null })).toMatchObject({
      webhook: { name: null, url: 'https://new.example/', state: 'ACTIVE', stateReason: null },
    })
  })

  it('makes a new secret, and lets the former one sign for 24 hours', async () => {
    const { webhookId, secret } = await created()
    time = new Date(now.getTime() + 600_000)
    const first = await update({ webhookId, rotateSecret: true })
    expect(first).toMatchObject({
      webhook: { previousSecretUntil: '2026-06-11T12:10:00.000Z' },
      secret: aSecret,
      userErrors: [],
    })
    expect(first['secret']).not.toBe(secret)
    time = new Date(time.getTime() + 60_000)
    expect(await update({ webhookId, rotateSecret: true })).toEqual(first)
    time = new Date(time.getTime() + 25 * 3_600_000)
    expect(await found(webhookId)).toMatchObject({ previousSecretUntil: null })
  })

  it('refuses what createWebhook refuses', async () => {
    const { webhookId } = await created({ format: 'CHATWOOT' })
    const { userErrors } = await update({ webhookId, url: null, name: '', filter: { kinds: ['NOTE'] } })
    expect(listOf(userErrors).map((error) => membersOf(error)['code'])).toEqual([
      'REQUIRED',
      'REQUIRED',
      'INVALID_VALUE',
    ])
  })
})

describe('a webhook of another caller', () => {
  it('is answered as one that does not exist', async () => {
    const { webhookId } = await created()
    const unknown = (id: string) =>
      refused('NOT_FOUND', ['webhookId'], `webhookId: you have no webhook with the id ${id}`)
    for (const id of [webhookId, unknownId]) {
      expect(await update({ webhookId: id, name: 'mine' }, stranger)).toEqual({
        ...unknown(id),
        secret: null,
      })
      for (const mutation of ['deleteWebhook', 'replayWebhook']) {
        const more = mutation === 'replayWebhook' ? { deadLetters: true } : {}
        expect(
          await graph.mutate(mutation, 'webhook { webhookId }', { webhookId: id, ...more }, stranger),
        ).toEqual(unknown(id))
      }
      expect(
        await graph.mutate('testWebhook', 'succeeded attempt { status }', { webhookId: id }, stranger),
      ).toEqual({ succeeded: null, attempt: null, userErrors: unknown(id).userErrors })
      expect(await found(id, stranger)).toBeNull()
      const deliveries = graph.ask(
        'query ($id: ID!) { webhookDeliveries(webhookId: $id) { nodes { deliveryId } } }',
        { id },
        stranger,
      )
      expect(await codeOf(deliveries)).toBe('NOT_FOUND')
    }
    expect(await listed(stranger)).toEqual([])
    expect(await listed()).toEqual([{ webhookId, name: null }])
  })

  it('is shown to nobody who has not signed in', async () => {
    const { webhookId } = await created()
    expect(await codeOf(found(webhookId, signedOut))).toBe('UNAUTHORIZED_FIELD_OR_TYPE')
    expect(await codeOf(listed(signedOut))).toBe('UNAUTHORIZED_FIELD_OR_TYPE')
    expect(await codeOf(update({ webhookId, state: 'PAUSE' }, signedOut))).toBe('UNAUTHORIZED_FIELD_OR_TYPE')
  })
})

describe('webhooks', () => {
  it('pages through the webhooks of the caller, oldest first', async () => {
    for (const name of ['a', 'b', 'c']) await created({ name })
    await created({ name: 'other' }, stranger)
    const query =
      'query ($after: String) { webhooks(first: 2, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }'
    const first = membersOf((await graph.ask(query, {}, integration))['webhooks'])
    expect(first['nodes']).toEqual([{ name: 'a' }, { name: 'b' }])
    const after = membersOf(first['pageInfo'])['endCursor']
    expect((await graph.ask(query, { after }, integration))['webhooks']).toMatchObject({
      nodes: [{ name: 'c' }],
      pageInfo: { hasNextPage: false },
    })
    expect(await codeOf(graph.ask(query, { after: 'other' }, integration))).toBe('INVALID_CURSOR')
  })
})

describe('deleteWebhook', () => {
  it('deletes a webhook with its deliveries', async () => {
    const { webhookId } = await created({ name: 'CRM' })
    await deliveryModel(graph.connection).create([storedDelivery(webhookId, 1)])
    expect(
      await graph.mutate('deleteWebhook', 'webhook { webhookId name }', { webhookId }, integration),
    ).toEqual({
      webhook: { webhookId, name: 'CRM' },
      userErrors: [],
    })
    expect(await found(webhookId)).toBeNull()
    expect(await deliveryModel(graph.connection).countDocuments()).toBe(0)
  })
})

describe('webhookDeliveries', () => {
  const query = `query ($webhookId: ID!, $state: WebhookDeliveryState, $after: String) {
    webhookDeliveries(webhookId: $webhookId, state: $state, first: 2, after: $after) {
      nodes { deliveryId eventId type interactionId state deadReason createdAt nextAttemptAt settledAt attemptCount body
        attempts { startedAt status durationMs error } }
      pageInfo { hasNextPage endCursor } } }`
  const page = async (given: Variables, by = integration) =>
    membersOf((await graph.ask(query, given, by))['webhookDeliveries'])

  it('shows each delivery with its attempts, newest first', async () => {
    const { webhookId } = await created()
    const attempts = [{ at: now, status: 503, durationMs: 12, error: 'STATUS' as const }]
    await deliveryModel(graph.connection).create([
      storedDelivery(webhookId, 1, { state: 'DEAD', deadReason: 'EXPIRED', attempts, attemptCount: 21 }),
      storedDelivery(webhookId, 2),
      storedDelivery(webhookId, 3, { event: 'HIDDEN' }),
    ])
    const { nodes, pageInfo } = await page({ webhookId })
    expect(nodes).toMatchObject([
      { deliveryId: storedDelivery(webhookId, 3)._id, type: 'interaction.hidden', state: 'WAITING' },
      { deliveryId: storedDelivery(webhookId, 2)._id, type: 'interaction.recorded', state: 'WAITING' },
    ])
    const after = membersOf(pageInfo)['endCursor']
    const last = {
      deliveryId: storedDelivery(webhookId, 1)._id,
      eventId: 'int_0197f3a0-0000-7000-8000-000000000001_1',
      type: 'interaction.recorded',
      interactionId: 'int_0197f3a0-0000-7000-8000-000000000001',
      state: 'DEAD',
      deadReason: 'EXPIRED',
      createdAt: '2026-06-10T12:00:00.000Z',
      nextAttemptAt: null,
      settledAt: null,
      attemptCount: 21,
      body: '{"text":"call 11 98765-4321"}',
      attempts: [{ startedAt: '2026-06-10T12:00:00.000Z', status: 503, durationMs: 12, error: 'STATUS' }],
    }
    expect(await page({ webhookId, after })).toMatchObject({
      nodes: [last],
      pageInfo: { hasNextPage: false },
    })
    expect(await page({ webhookId, state: 'DEAD' })).toMatchObject({ nodes: [last] })
    const { webhookId: other } = await created()
    expect(await codeOf(page({ webhookId: other, after }))).toBe('INVALID_CURSOR')
  })

  it('shows the body to callers who may read what its maker could read', async () => {
    const { webhookId } = await created()
    await deliveryModel(graph.connection).create([storedDelivery(webhookId, 1)])
    const bodyFor = async (by: Principal) =>
      listOf((await page({ webhookId }, by))['nodes']).map((node) => membersOf(node)['body'])
    const without = (left: string) => ({
      ...integration,
      scopes: integration.scopes.filter((scope) => scope !== left),
    })
    expect(await bodyFor(integration)).toEqual(['{"text":"call 11 98765-4321"}'])
    expect(await bodyFor(without('notes:read'))).toEqual([null])
    expect(await bodyFor(without('pii:read'))).toEqual([null])
    expect(await bodyFor({ ...integration, rows: agentOf('Sales').rows })).toEqual([null])
  })

  it('masks the body for a maker who sees identifiers masked', async () => {
    const reader = { ...integration, scopes: integration.scopes.filter((scope) => scope !== 'pii:read') }
    const { webhookId } = await created({}, reader)
    await deliveryModel(graph.connection).create([storedDelivery(webhookId, 1)])
    expect(await page({ webhookId }, reader)).toMatchObject({
      nodes: [{ body: '{"text":"call ** *****-**21"}' }],
    })
  })
})

describe('replayWebhook', () => {
  const replay = (input: Variables) =>
    graph.mutate('replayWebhook', 'webhook { webhookId } count', input, integration)

  it('sends dead letters again, all or one', async () => {
    const { webhookId } = await created()
    const dead = { state: 'DEAD', deadReason: 'EXPIRED' } as const
    await deliveryModel(graph.connection).create([
      storedDelivery(webhookId, 1, dead),
      storedDelivery(webhookId, 2, dead),
      storedDelivery(webhookId, 3, dead),
      storedDelivery(webhookId, 4, { ...dead, deadReason: 'ERASED', body: '' }),
      storedDelivery(webhookId, 5),
    ])
    const deliveryId = (position: number) => storedDelivery(webhookId, position)._id
    expect(await replay({ webhookId, deliveryId: deliveryId(1) })).toEqual({
      webhook: { webhookId },
      count: 1,
      userErrors: [],
    })
    expect(await replay({ webhookId, deadLetters: true })).toEqual({
      webhook: { webhookId },
      count: 2,
      userErrors: [],
    })
    const conflict = (message: string) => ({ ...refused('CONFLICT', ['deliveryId'], message), count: null })
    expect(await replay({ webhookId, deliveryId: deliveryId(5) })).toEqual(
      conflict(
        `deliveryId: expected a delivery that was delivered or given up, ${deliveryId(5)} is still to be sent`,
      ),
    )
    expect(await replay({ webhookId, deliveryId: deliveryId(4) })).toEqual(
      conflict(`deliveryId: expected a delivery with a body, that of ${deliveryId(4)} was erased`),
    )
    const { webhookId: other } = await created()
    expect(await replay({ webhookId: other, deliveryId: deliveryId(1) })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: ['deliveryId'] }],
    })
  })

  it('continues from a cursor of the feed', async () => {
    const { webhookId } = await created()
    const after = 'feed.eyJhdCI6MTc4MTA5MjgwMDAwMH0.'
    expect(await codeOf(replay({ webhookId, after }))).toBe('INVALID_CURSOR')
    expect(await codeOf(replay({ webhookId, after: 'webhooks.x.y' }))).toBe('INVALID_CURSOR')
  })

  it('expects exactly one thing to deliver again', async () => {
    const { webhookId } = await created()
    expect(await replay({ webhookId })).toEqual({
      ...refused('REQUIRED', null, 'expected exactly one of after, deadLetters and deliveryId, got none'),
      count: null,
    })
    expect(await replay({ webhookId, deadLetters: true, deliveryId: 'x' })).toMatchObject({
      userErrors: [
        { code: 'INVALID_VALUE', field: null },
        { code: 'INVALID_VALUE', field: ['deliveryId'] },
      ],
    })
  })
})

describe('the demo principal', () => {
  it('has webhooks of its own', async () => {
    const { webhookId } = await created({}, demoPrincipal)
    expect(await found(webhookId, demoPrincipal)).toMatchObject({ webhookId })
    expect(await found(webhookId)).toBeNull()
  })
})
