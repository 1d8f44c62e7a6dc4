import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { anInteractionId, at, idOf, partner } from '../../support/recordingSubgraphs.ts'
import {
  byAna,
  storedAna,
  type ConversationsSubgraph,
  openConversationsSubgraph,
} from './conversationsSubgraph.ts'

const sales = { externalId: '5', name: 'comercial' }
const finance = { externalId: '6', name: 'financeiro' }
const ana = { externalId: '3', name: 'Ana' }
const iris = { externalId: '9', name: 'Íris' }

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

const newSource = (version?: number) => ({
  system: 'crm',
  externalId: randomUUID(),
  ...(version !== undefined && { version }),
})

async function logOf(conversationId: string) {
  return (await subgraph.log()).filter((interaction) => interaction.conversationId === conversationId)
}

describe('handOffConversation', () => {
  it('records what changed, and changes the assignment of the conversation', async () => {
    const conversationId = await subgraph.openConversation({
      inbox: 'Vendas',
      assignment: { team: sales, bot: iris },
      createdAt: at(-100),
      observedAt: at(-100),
    })
    const answer = await subgraph.handOff({
      conversationId,
      to: { person: ana, bot: null },
      reason: 'Quer desconto',
      occurredAt: at(-5),
    })
    expect(answer).toMatchObject({
      handoff: {
        id: anInteractionId,
        changed: ['PERSON', 'BOT'],
        from: { team: null, person: null, bot: iris },
        to: { team: null, person: ana, bot: null },
        reason: 'Quer desconto',
      },
      conversation: {
        id: conversationId,
        assignment: { team: sales, person: ana, bot: null },
        lastActivityAt: at(-5),
      },
      userErrors: [],
    })
    expect(await logOf(conversationId)).toMatchObject([
      {
        kind: 'HANDOFF',
        visibility: 'INTERNAL',
        actor: { kind: 'SYSTEM', id: null, name: null },
        channel: 'WHATSAPP',
        inbox: 'Vendas',
        department: 'comercial',
        summary: 'Handed off to person Ana, no bot',
      },
    ])
    const reference = [{ __typename: 'Handoff', id: idOf(answer, 'handoff') }]
    expect(await subgraph.entities(reference, '... on Handoff { reason }')).toEqual([
      { reason: 'Quer desconto' },
    ])
    expect(await subgraph.entities(reference, '... on Handoff { reason }', partner)).toEqual([null])
  })

  it('has the department to which the conversation is passed', async () => {
    const conversationId = await subgraph.openConversation({ assignment: { team: sales } })
    await subgraph.handOff({ conversationId, to: { team: finance }, actor: byAna })
    await subgraph.recordMessage({ conversationId, text: 'a' })
    expect(await logOf(conversationId)).toMatchObject([
      { kind: 'HANDOFF', department: 'financeiro', actor: storedAna },
      { kind: 'MESSAGE', department: 'financeiro' },
    ])
  })

  it('takes from the caller who was responsible before', async () => {
    const conversationId = await subgraph.openConversation({ assignment: { team: sales, person: ana } })
    const from = { team: finance, person: { externalId: '8' } }
    expect(await subgraph.handOff({ conversationId, to: { team: null }, from })).toMatchObject({
      handoff: { changed: ['TEAM'], from: { team: finance, person: null, bot: null } },
    })
  })

  it('is recorded without changing the conversation when a later one was recorded', async () => {
    const conversationId = await subgraph.openConversation({ observedAt: at(-100) })
    await subgraph.handOff({ conversationId, to: { team: finance }, occurredAt: at(-10) })
    const late = await subgraph.handOff({
      conversationId,
      to: { team: sales, person: ana },
      occurredAt: at(-20),
    })
    expect(late).toMatchObject({
      handoff: { from: { team: null, person: null }, to: { team: sales, person: ana } },
      conversation: { assignment: { team: finance, person: ana }, lastActivityAt: at(-10) },
    })
    expect(await logOf(conversationId)).toHaveLength(2)
  })

  it('is recorded once, and amended by a higher version', async () => {
    const conversationId = await subgraph.openConversation({ observedAt: at(-100) })
    const source = newSource()
    const say = (version: number, input: object) =>
      subgraph.handOff({ conversationId, source: { ...source, version }, occurredAt: at(-9), ...input })
    const first = await say(1, { to: { team: sales } })
    expect(await say(1, { to: { team: finance } })).toEqual(first)
    expect(await say(2, { to: { team: finance } })).toMatchObject({
      handoff: { id: idOf(first, 'handoff'), to: { team: finance } },
      conversation: { assignment: { team: finance } },
    })
    expect(await logOf(conversationId)).toMatchObject([{ revision: 2, department: 'financeiro' }])
  })

  it('refuses an invalid hand-off, and changes nothing', async () => {
    const conversationId = await subgraph.openConversation()
    expect(
      await subgraph.handOff({
        conversationId,
        to: { person: { externalId: 'x'.repeat(256) } },
        from: { bot: { externalId: '' } },
        reason: 'y'.repeat(1001),
        occurredAt: at(86_401),
      }),
    ).toMatchObject({
      handoff: null,
      conversation: null,
      userErrors: [
        { code: 'INVALID_VALUE', field: ['occurredAt'] },
        { code: 'TOO_LONG', field: ['to', 'person', 'externalId'] },
        { code: 'REQUIRED', field: ['from', 'bot', 'externalId'] },
        { code: 'TOO_LONG', field: ['reason'] },
      ],
    })
    expect(await subgraph.handOff({ conversationId, to: {} })).toMatchObject({
      userErrors: [{ code: 'REQUIRED', field: ['to'] }],
    })
    expect(await subgraph.handOff({ conversationId: newId('cnv'), to: { team: null } })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: ['conversationId'] }],
    })
    const idempotencyKey = randomUUID()
    await subgraph.handOff({ conversationId, to: { team: sales }, idempotencyKey })
    expect(await subgraph.handOff({ conversationId, to: { team: finance }, idempotencyKey })).toMatchObject({
      conversation: null,
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }],
    })
    expect(await subgraph.conversation(conversationId)).toMatchObject({ assignment: { team: sales } })
  })
})

describe('changeConversationStatus', () => {
  it('records the change, and changes the status of the conversation', async () => {
    const conversationId = await subgraph.openConversation({ observedAt: at(-100), createdAt: at(-100) })
    const until = at(3600)
    expect(await subgraph.changeStatus({ conversationId, to: 'SNOOZED', snoozedUntil: until })).toMatchObject(
      {
        statusChange: { id: anInteractionId, from: 'OPEN', to: 'SNOOZED' },
        conversation: { status: 'SNOOZED', snoozedUntil: until, lastActivityAt: at(0) },
        userErrors: [],
      },
    )
    expect(await subgraph.changeStatus({ conversationId, to: 'RESOLVED', actor: byAna })).toMatchObject({
      statusChange: { from: 'SNOOZED', to: 'RESOLVED' },
      conversation: { status: 'RESOLVED', snoozedUntil: null },
    })
    expect(await logOf(conversationId)).toMatchObject([
      { kind: 'STATUS', visibility: 'PUBLIC', actor: { kind: 'SYSTEM' } },
      { actor: storedAna, summary: 'Status changed from snoozed to resolved' },
    ])
  })

  it('records nothing when the conversation has that status and there is neither a source nor a key', async () => {
    const conversationId = await subgraph.openConversation()
    expect(await subgraph.changeStatus({ conversationId, to: 'OPEN' })).toMatchObject({
      statusChange: null,
      conversation: { id: conversationId, status: 'OPEN' },
      userErrors: [],
    })
    // Then the status before the change is not known.
    expect(await subgraph.changeStatus({ conversationId, to: 'OPEN', source: newSource() })).toMatchObject({
      statusChange: { from: null, to: 'OPEN' },
    })
  })

  it('leaves the status before open when a later change was recorded', async () => {
    const conversationId = await subgraph.openConversation({ observedAt: at(-100) })
    await subgraph.changeStatus({ conversationId, to: 'RESOLVED', occurredAt: at(-10) })
    expect(await subgraph.changeStatus({ conversationId, to: 'PENDING', occurredAt: at(-20) })).toMatchObject(
      {
        statusChange: { from: null, to: 'PENDING' },
        conversation: { status: 'RESOLVED' },
      },
    )
  })

  it('is recorded once when the same change is delivered many times concurrently', async () => {
    const conversationId = await subgraph.openConversation()
    const change = { conversationId, to: 'RESOLVED', from: 'OPEN', source: newSource(), occurredAt: at(-5) }
    const answers = await Promise.all(Array.from({ length: 8 }, () => subgraph.changeStatus(change)))
    expect(new Set(answers.map((answer) => idOf(answer, 'statusChange'))).size).toBe(1)
    expect(await logOf(conversationId)).toHaveLength(1)
  })

  it('keeps every change and the latest status with concurrent changes and messages', async () => {
    const conversationId = await subgraph.openConversation({ observedAt: at(-100) })
    const statuses = ['PENDING', 'OPEN', 'SNOOZED', 'RESOLVED']
    await Promise.all([
      ...statuses.map((to, index) =>
        subgraph.changeStatus({ conversationId, to, source: newSource(), occurredAt: at(-10 + index) }),
      ),
      ...[1, 2, 3, 4].map((index) =>
        subgraph.handOff({
          conversationId,
          to: { team: { externalId: String(index) } },
          occurredAt: at(-index),
        }),
      ),
      ...[1, 2, 3, 4].map((index) =>
        subgraph.recordMessage({ conversationId, text: 'a', occurredAt: at(index) }),
      ),
    ])
    expect(await subgraph.conversation(conversationId)).toMatchObject({
      status: 'RESOLVED',
      assignment: { team: { externalId: '1' } },
      lastActivityAt: at(4),
    })
    const log = await logOf(conversationId)
    expect(log).toHaveLength(12)
    expect(new Set(log.map(({ seq }) => seq)).size).toBe(12)
  })
})
