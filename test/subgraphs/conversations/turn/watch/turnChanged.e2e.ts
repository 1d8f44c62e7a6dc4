import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../../../../config.ts'
import { readConfig } from '../../../../../platform/process/settings/readConfig.ts'
import type { Running } from '../../../../../platform/process/runProcess.ts'
import { replayDeliveries } from '../../../../../scripts/replayDeliveries.ts'
import { start } from '../../../../../server.ts'
import { askForData } from '../../../../support/askGraph.ts'
import { aConversation, aMessage, ana } from '../../../../support/chatwoot/chatwootBodies.ts'
import { connectSocket, type SocketClient } from '../../../../support/connectSocket.ts'
import { openTestDatabase, type TestDatabase } from '../../../../support/testDatabase.ts'

const secret = 'the secret of the test of turns'
let database: TestDatabase
let elo: Running
let client: SocketClient

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `turns_${randomUUID().slice(0, 8)}`)
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'error',
    MONGODB_URI: database.uri,
    CHATWOOT_WEBHOOK_SECRET: secret,
  }
  elo = await start(readConfig(configSchema, settings), {})
  client = await connectSocket(elo.url)
})
afterAll(async () => {
  client.socket.terminate()
  await elo.stop()
  await database.drop()
})

const turn = z.object({
  turnId: z.string(),
  token: z.number(),
  heldBy: z.object({ kind: z.string(), externalId: z.string().nullable() }).nullable(),
})
const changeSchema = z.object({
  data: z.object({ turnChanged: z.object({ change: z.string(), turn: turn.nullable() }) }),
})
const takenSchema = z.object({ takeTurn: z.object({ turn }) })
const openedSchema = z.object({
  recordMessage: z.object({
    message: z.object({ conversation: z.object({ id: z.string() }), customer: z.object({ id: z.string() }) }),
  }),
})
const foundSchema = z.object({
  customerByIdentifier: z.object({
    id: z.string(),
    conversations: z.object({ nodes: z.array(z.object({ id: z.string() })).length(1) }),
  }),
})

const subscription = `subscription ($conversationId: ID, $customerId: ID) {
  turnChanged(conversationId: $conversationId, customerId: $customerId) {
    change turn { turnId token heldBy { kind externalId } } } }`
const atlas = { kind: 'AI', externalId: 'atlas' }
const byAna = { kind: 'HUMAN', externalId: '3' }

let subscriptions = 0
/** Subscribe, and give how to read the next event as its change and who has the turn then. */
async function watch(ids: Record<string, string>) {
  subscriptions += 1
  client.subscribe(String(subscriptions), subscription, ids)
  return async () => {
    const { payload } = await client.next()
    const { change, turn: after } = changeSchema.parse(payload).data.turnChanged
    return [change, after?.heldBy?.externalId ?? null]
  }
}
function endWatch(): void {
  client.send({ id: String(subscriptions), type: 'complete' })
}

async function open(): Promise<{ conversationId: string; customer: { id: string } }> {
  const value = `+55119${Math.floor(10_000_000 + Math.random() * 89_999_999)}`
  const input = {
    ...{ channel: 'WHATSAPP', actor: { kind: 'CUSTOMER' }, text: 'Oi' },
    customer: { identifiers: [{ type: 'PHONE', value }] },
  }
  const query = `mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { conversation { id } customer { id } } } }`
  const { message } = (await askForData(openedSchema, elo.url, query, { input })).recordMessage
  return { conversationId: message.conversation.id, customer: message.customer }
}

async function take(input: Record<string, unknown>) {
  const query = `mutation ($input: TakeTurnInput!) { takeTurn(input: $input) { turn { turnId token heldBy { kind externalId } } } }`
  return (await askForData(takenSchema, elo.url, query, { input: { agent: atlas, ...input } })).takeTurn.turn
}

function change(name: string, input: Record<string, unknown>) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { message } } }`
  return askForData(
    z.record(z.string(), z.object({ userErrors: z.array(z.unknown()).length(0) })),
    elo.url,
    query,
    { input },
  )
}

function deliver(body: object): Promise<unknown> {
  const delivery = { deliveryId: randomUUID(), signed: true, body: JSON.stringify(body) }
  return replayDeliveries([delivery], { url: elo.url, secret })
}

describe('turnChanged', () => {
  it('shows what happens to the turn of a conversation', async () => {
    const { conversationId } = await open()
    const next = await watch({ conversationId })
    expect(await next()).toEqual(['CURRENT', null])

    const { turnId, token } = await take({ conversationId })
    expect(await next()).toEqual(['TAKEN', 'atlas'])
    await change('renewTurn', { turnId, token })
    expect(await next()).toEqual(['RENEWED', 'atlas'])
    await change('releaseTurn', { turnId, token })
    expect(await next()).toEqual(['RELEASED', null])
    await take({ conversationId, forMs: 1_000 })
    expect(await next()).toEqual(['TAKEN', 'atlas'])
    expect(await next()).toEqual(['EXPIRED', null])
    endWatch()
  })

  it('lets a bot know at once that a person wrote, by a mutation', async () => {
    const { conversationId, customer } = await open()
    await take({ conversationId })
    const next = await watch({ conversationId })
    expect(await next()).toEqual(['CURRENT', 'atlas'])
    await change('recordMessage', { conversationId, customer, channel: 'WHATSAPP', actor: byAna, text: 'Oi' })
    expect(await next()).toEqual(['PERSON_WROTE', '3'])
    endWatch()
  })

  it('lets a bot know at once that a person wrote, in Chatwoot', async () => {
    const seconds = Math.floor(Date.now() / 1_000)
    const conversation = aConversation({ created_at: seconds, updated_at: seconds })
    const created_at = new Date(seconds * 1_000).toISOString()
    await deliver(aMessage({ conversation, created_at }))
    await database.processed()
    const query = `{ customerByIdentifier(identifier: { type: PHONE, value: "+5511987654321" }) { id conversations { nodes { id } } } }`
    const { customerByIdentifier } = await askForData(foundSchema, elo.url, query)
    const conversationId = customerByIdentifier.conversations.nodes[0]?.id ?? ''
    await take({ conversationId })
    const next = await watch({ conversationId })
    expect(await next()).toEqual(['CURRENT', 'atlas'])

    await deliver(
      aMessage({
        ...{ conversation, id: 9002, message_type: 'outgoing', sender: ana, content: 'Aqui é a Ana' },
        created_at: new Date().toISOString(),
      }),
    )
    expect(await next()).toEqual(['PERSON_WROTE', '3'])
    endWatch()
  })

  it('shows the turn of a customer, to those who watch one of their conversations as well', async () => {
    const { conversationId, customer } = await open()
    const next = await watch({ customerId: customer.id })
    expect(await next()).toEqual(['CURRENT', null])
    await take({ customerId: customer.id })
    expect(await next()).toEqual(['TAKEN', 'atlas'])
    await change('recordMessage', { conversationId, customer, channel: 'WHATSAPP', actor: byAna, text: 'Oi' })
    expect(await next()).toEqual(['PERSON_WROTE', null])
    endWatch()

    const other = await open()
    const nextOfOther = await watch({ conversationId: other.conversationId })
    expect(await nextOfOther()).toEqual(['CURRENT', null])
    await take({ customerId: other.customer.id })
    expect(await nextOfOther()).toEqual(['TAKEN', 'atlas'])
    endWatch()
  })

  it.each([
    [{}, 'BAD_USER_INPUT'],
    [{ conversationId: 'x' }, 'BAD_USER_INPUT'],
    [{ customerId: 'x' }, 'BAD_USER_INPUT'],
    [{ conversationId: `cnv_${randomUUID()}`, customerId: `cus_${randomUUID()}` }, 'BAD_USER_INPUT'],
    [{ conversationId: `cnv_${randomUUID()}` }, 'NOT_FOUND'],
    [{ customerId: `cus_${randomUUID()}` }, 'NOT_FOUND'],
  ])('is refused for %j', async (ids, code) => {
    await watch(ids)
    expect(await client.next()).toMatchObject({ type: 'error', payload: [{ extensions: { code } }] })
  })
})
