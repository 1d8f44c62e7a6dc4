import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scopeOldKeys } from '../../../interactions/log/scopeOldKeys.ts'
import { ensureIndexes } from '../../../platform/mongo/database.ts'
import { newId } from '../../../platform/lang/ids.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createConversationsSubgraph } from '../../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../../subgraphs/feedback/subgraph.ts'
import {
  byPhone,
  intake,
  now,
  openSubgraph,
  otherClient,
  type SubgraphUnderTest,
} from '../../support/recordingSubgraphs.ts'

const maria = byPhone('11 98765-4321')
const conversationId = newId('cnv')
let conversations: SubgraphUnderTest
let feedback: SubgraphUnderTest

/** Make a database as an earlier version of Elo left it: without scopes, with keys and sources unique among all. */
async function makeOld(connection: Connection, names: string[]): Promise<void> {
  for (const name of names) {
    const collection = connection.collection(name)
    await collection.updateMany({}, { $unset: { keyScope: 1 } })
    for (const { name: index } of await collection.indexes())
      if (index?.startsWith('keyScope_')) await collection.dropIndex(index)
    await collection.createIndex(
      { 'source.system': 1, 'source.externalId': 1 },
      { unique: true, partialFilterExpression: { 'source.externalId': { $exists: true } } },
    )
    const key = name === 'interactions' ? 'idempotencyKey' : 'idempotencyKeys'
    await collection.createIndex(
      { [key]: 1 },
      { unique: true, partialFilterExpression: { [key]: { $exists: true } } },
    )
  }
}

async function indexesOf(connection: Connection, name: string): Promise<string[]> {
  const indexes = await connection.collection(name).indexes()
  return indexes.flatMap(({ name: index }) => (index === undefined ? [] : [index])).sort()
}

function say(input: object, principal: Principal = demoPrincipal) {
  const message = { customer: maria, channel: 'WHATSAPP', actor: { kind: 'CUSTOMER' }, text: 'Oi', ...input }
  return conversations.mutate('recordMessage', 'message { id }', message, principal)
}

function open(input: object, principal: Principal = demoPrincipal) {
  const conversation = { customer: maria, channel: 'EMAIL', ...input }
  return conversations.mutate('recordConversation', 'conversation { id }', conversation, principal)
}

function rate(input: object, principal: Principal = demoPrincipal) {
  return feedback.mutate(
    'recordFeedback',
    'feedback { id }',
    { customer: maria, metric: 'CSAT', rating: 4, conversationId, ...input },
    principal,
  )
}

const source = { system: 'chatwoot', externalId: 'message:1:7', version: 3 }
const ownSource = { system: 'crm', externalId: randomUUID() }
const conversationSource = { system: 'chatwoot', externalId: '1:9' }
let first: Record<'delivered' | 'said' | 'synced' | 'opened' | 'keyed' | 'rated', unknown>

beforeAll(async () => {
  conversations = await openSubgraph(createConversationsSubgraph)
  feedback = await openSubgraph(createFeedbackSubgraph)
  first = {
    delivered: await say({ source }, intake),
    said: await say({ idempotencyKey: 'one' }),
    synced: await say({ source: ownSource }),
    opened: await open({ source: conversationSource }, intake),
    keyed: await open({ idempotencyKey: 'two' }),
    rated: await rate({}),
  }
  await makeOld(conversations.connection, ['interactions', 'conversations'])
  await makeOld(feedback.connection, ['interactions'])
})
afterAll(async () => {
  await conversations.stop()
  await feedback.stop()
})

describe('a database from before keys had scopes, when Elo starts on it', () => {
  it('gets scopes for its keys, and loses the indexes that made keys unique among all callers', async () => {
    for (const { connection } of [conversations, feedback]) {
      await ensureIndexes(connection, scopeOldKeys)
      await ensureIndexes(connection, scopeOldKeys)
    }
    const { connection } = conversations
    expect(await indexesOf(connection, 'interactions')).toEqual([
      '_id_',
      'body.dueAt_1',
      'changedAt_1__id_1',
      'department_1_profileId_1',
      'erasedKeys_1',
      'keyScope_1_idempotencyKey_1',
      'keyScope_1_source.system_1_source.externalId_1',
      'profileId_1_body.matterKey_1_body.commitmentKind_1_occurredAt_1__id_1',
      'profileId_1_body.status_1_occurredAt_1__id_1',
      'profileId_1_kind_1_occurredAt_1__id_1',
      'profileId_1_matter_1_occurredAt_1__id_1',
      'profileId_1_occurredAt_1__id_1',
      'profileId_1_positions_1',
      'profileId_1_seq_1',
      'profileId_1_terms_1_occurredAt_1__id_1',
      'terms_1_occurredAt_1__id_1',
    ])
    expect(await indexesOf(connection, 'conversations')).toEqual([
      '_id_',
      'bot.id_1_profileId_1',
      'keyScope_1_idempotencyKeys_1',
      'keyScope_1_source.system_1_source.externalId_1',
      'openKey_1',
      'person.id_1_profileId_1',
      'profileId_1_channel_1_lastActivityAt_-1',
      'profileId_1_lastActivityAt_-1__id_-1',
      'profileId_1_matter_1_lastActivityAt_-1__id_-1',
    ])
    const scopes = await connection.collection('interactions').distinct('keyScope')
    expect(scopes).toEqual(['DEMO:demo', 'INTAKE:chatwoot'])
    expect(await feedback.connection.collection('interactions').distinct('keyScope')).toEqual([
      'feedback/DEMO:demo',
    ])
  })

  it('still finds deliveries of Chatwoot, records of callers and ratings by their keys', async () => {
    expect(await say({ source }, intake)).toEqual(first.delivered)
    expect(await say({ source: { ...source, version: 4 }, text: 'edited' }, intake)).toEqual(first.delivered)
    expect(await say({ idempotencyKey: 'one' })).toEqual(first.said)
    expect(await say({ source: ownSource })).toEqual(first.synced)
    expect(await open({ source: conversationSource, labels: ['vip'] }, intake)).toEqual(first.opened)
    expect(await open({ idempotencyKey: 'two' })).toEqual(first.keyed)
    expect(await rate({ rating: 2 })).toEqual(first.rated)
    expect(await conversations.log()).toHaveLength(3)
    expect(await feedback.log()).toMatchObject([{ revision: 2, body: { rating: 2 }, changedAt: now }])
  })

  it('lets another caller use the same key and source for another content', async () => {
    const said = await say({ idempotencyKey: 'one', source: ownSource, text: 'other' }, otherClient)
    expect(said).toMatchObject({ userErrors: [] })
    expect(said).not.toEqual(first.said)
    expect(await rate({}, otherClient)).not.toEqual(first.rated)
  })
})
