import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { createConversationsSubgraph } from '../../../subgraphs/conversations/subgraph.ts'
import type { SubgraphDependencies } from '../../../platform/subgraph/subgraph.ts'
import { createLocalCall } from '../../../platform/graph/localCall.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { createFeedbackSubgraph } from '../../../subgraphs/feedback/subgraph.ts'
import {
  anInteractionId,
  at,
  byPhone,
  idOf,
  membersOf,
  openSubgraph,
  otherClient,
  type SubgraphUnderTest,
  type Variables,
} from '../../support/recordingSubgraphs.ts'

const selection = 'feedback { id metric rating comment agent { kind externalId name } }'
const maria = byPhone('11 98765-4321')

let subgraph: SubgraphUnderTest
let conversationId: string
let openConversation: (customer: Variables) => Promise<string>

beforeAll(async () => {
  subgraph = await openSubgraph((parts) => {
    openConversation = opening(parts)
    return createFeedbackSubgraph(parts)
  })
})
afterAll(() => subgraph.stop())
beforeEach(() => {
  conversationId = newId('cnv')
})

function rate(input: Variables, principal: Principal = demoPrincipal) {
  return subgraph.mutate(
    'recordFeedback',
    selection,
    { customer: maria, metric: 'CSAT', ...input },
    principal,
  )
}

/** The conversations subgraph beside the one under test. */
function opening(parts: SubgraphDependencies) {
  const call = createLocalCall(createConversationsSubgraph(parts), parts.logger)
  return async (customer: Variables) => {
    const { data } = await call({
      query:
        'mutation ($input: RecordConversationInput!) { recordConversation(input: $input) { conversation { id } } }',
      variables: { input: { customer, channel: 'WHATSAPP' } },
      principal: demoPrincipal,
      scope: createRequestScope(),
    })
    return idOf(membersOf(data?.['recordConversation']), 'conversation')
  }
}

const ofAnother = {
  code: 'CONFLICT',
  field: ['conversationId'],
  message: 'conversationId: expected a conversation of this customer, got one of another customer',
}

async function last() {
  const interaction = (await subgraph.log()).at(-1)
  if (!interaction) throw new Error('the log is empty')
  return interaction
}

describe('recordFeedback', () => {
  it('records the rating, its comment and who was rated', async () => {
    const answer = await rate({
      rating: 4,
      comment: 'Rápido e gentil',
      agent: { kind: 'HUMAN', externalId: '3', name: 'Ana' },
      department: 'financeiro',
      conversationId,
      channel: 'WHATSAPP',
      occurredAt: at(-60),
    })
    expect(answer).toEqual({
      feedback: {
        id: anInteractionId,
        metric: 'CSAT',
        rating: 4,
        comment: 'Rápido e gentil',
        agent: { kind: 'HUMAN', externalId: '3', name: 'Ana' },
      },
      userErrors: [],
    })
    expect(await last()).toMatchObject({
      kind: 'FEEDBACK',
      actor: { kind: 'CUSTOMER', id: null, name: null },
      visibility: 'PUBLIC',
      department: 'financeiro',
      conversationId,
      channel: 'WHATSAPP',
      occurredAt: new Date(at(-60)),
      summary: 'CSAT 4 of 5: Rápido e gentil',
    })
  })

  it.each([
    ['CSAT', 0, '1 to 5'],
    ['CSAT', 6, '1 to 5'],
    ['NPS', -1, '0 to 10'],
    ['NPS', 11, '0 to 10'],
    ['CES', 0, '1 to 7'],
    ['CES', 8, '1 to 7'],
    ['THUMBS', 2, '0 to 1'],
  ])('refuses %s %i, whose scale is %s', async (metric, rating, range) => {
    expect(await rate({ metric, rating })).toEqual({
      feedback: null,
      userErrors: [
        {
          code: 'INVALID_VALUE',
          field: ['rating'],
          message: `rating: expected ${range} for ${metric}, got ${rating}`,
        },
      ],
    })
  })

  it.each([
    ['CSAT', 1, 'CSAT 1 of 5'],
    ['NPS', 10, 'NPS 10 of 10'],
    ['CES', 7, 'CES 7 of 7'],
    ['THUMBS', 0, 'Thumbs down'],
    ['THUMBS', 1, 'Thumbs up'],
  ])('sums %s %i up as "%s"', async (metric, rating, summary) => {
    await rate({ metric, rating })
    expect(await last()).toMatchObject({ summary })
  })

  it('amends the first rating of a metric in a conversation, which keeps its place', async () => {
    const first = await rate({ rating: 2, conversationId, occurredAt: at(-100), comment: 'Meh' })
    const second = await rate({ rating: 5, conversationId, occurredAt: at(-50) })
    const other = await rate({ metric: 'NPS', rating: 9, conversationId })
    expect(second['feedback']).toMatchObject({ rating: 5, comment: 'Meh' })
    expect(idOf(second, 'feedback')).toBe(idOf(first, 'feedback'))
    expect(idOf(other, 'feedback')).not.toBe(idOf(first, 'feedback'))
    const amended = (await subgraph.log()).find(({ id }) => id === idOf(first, 'feedback'))
    expect(amended).toMatchObject({ revision: 2, occurredAt: new Date(at(-100)) })
  })

  it('does not amend the rating of another customer in the same conversation', async () => {
    const first = await rate({ rating: 2, conversationId })
    const other = { identifiers: [{ type: 'EMAIL', value: 'outra@example.com' }] }
    // The error does not show the other customer's rating.
    expect(await rate({ rating: 5, conversationId, customer: other })).toEqual({
      feedback: null,
      userErrors: [ofAnother],
    })
    const merged = [{ type: 'PHONE', value: '11 98765-4321' }, ...other.identifiers]
    await rate({ metric: 'NPS', rating: 9, customer: { identifiers: merged } })
    const again = await rate({ rating: 5, conversationId, customer: other })
    expect(again['feedback']).toMatchObject({ rating: 5 })
    expect(idOf(again, 'feedback')).toBe(idOf(first, 'feedback'))
  })

  it('refuses a rating, even the first, in a conversation of another customer', async () => {
    const bruno = byPhone('11 91234-5678')
    const brunos = await openConversation(bruno)
    for (const own of [{}, { idempotencyKey: brunos }, { source: { system: 'shop', externalId: brunos } }])
      expect(await rate({ rating: 1, conversationId: brunos, ...own })).toEqual({
        feedback: null,
        userErrors: [ofAnother],
      })
    expect(await rate({ rating: 5, conversationId: brunos, customer: bruno })).toMatchObject({
      feedback: { rating: 5 },
      userErrors: [],
    })
  })

  it('does not let a caller use the derived key of a rating in advance', async () => {
    const taken = await rate({ rating: 1, idempotencyKey: `feedback:${conversationId}:CSAT` })
    const rated = await rate({ rating: 5, conversationId })
    expect(rated).toMatchObject({ feedback: { rating: 5 }, userErrors: [] })
    expect(idOf(rated, 'feedback')).not.toBe(idOf(taken, 'feedback'))
  })

  it('keeps the ratings of different callers apart', async () => {
    const first = await rate({ rating: 2, conversationId })
    const others = await rate({ rating: 5, conversationId }, otherClient)
    expect(idOf(others, 'feedback')).not.toBe(idOf(first, 'feedback'))
    expect(await rate({ rating: 2, conversationId })).toEqual(first)
  })

  it('changes a rating back to its first value', async () => {
    for (const rating of [4, 5, 4]) await rate({ rating, conversationId })
    expect(await rate({ rating: 4, conversationId })).toMatchObject({ feedback: { rating: 4 } })
    expect(await last()).toMatchObject({ revision: 3 })
  })

  it('amends when the same source rates again', async () => {
    const source = { system: 'shop', externalId: conversationId }
    const first = await rate({ rating: 3, source })
    const second = await rate({ rating: 1, comment: 'Piorou', source })
    expect(second['feedback']).toMatchObject({ id: idOf(first, 'feedback'), rating: 1, comment: 'Piorou' })
  })

  it('lets a later version of the source move the rating to an earlier time only', async () => {
    const source = { system: 'crm', externalId: conversationId }
    await rate({ rating: 3, source: { ...source, version: 2 }, occurredAt: at(-100) })
    await rate({ rating: 4, source: { ...source, version: 3 }, occurredAt: at(-200) })
    await rate({ rating: 5, source: { ...source, version: 4 }, occurredAt: at(-50) })
    await rate({ rating: 1, source: { ...source, version: 1 }, occurredAt: at(-300) })
    expect(await last()).toMatchObject({
      occurredAt: new Date(at(-200)),
      body: { rating: 5 },
      source: { version: 4 },
    })
  })

  it('accepts a key of the caller for one content only', async () => {
    const first = await rate({ rating: 3, idempotencyKey: conversationId })
    expect(await rate({ rating: 3, idempotencyKey: conversationId })).toEqual(first)
    expect(await rate({ rating: 4, idempotencyKey: conversationId })).toMatchObject({
      feedback: null,
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['idempotencyKey'] }],
    })
  })

  it('refuses all fields that exceed their limits at once', async () => {
    const { userErrors } = await rate({
      rating: 3,
      comment: 'x'.repeat(10_001),
      department: ' ',
      agent: { kind: 'AI', name: 'y'.repeat(256) },
      conversationId: 'cnv_1',
      occurredAt: at(86_401),
    })
    expect(userErrors).toEqual([
      { code: 'REQUIRED', field: ['department'], message: 'department: expected a value, got a blank one' },
      {
        code: 'INVALID_VALUE',
        field: ['conversationId'],
        message: 'conversationId: expected cnv_…, got "cnv_1"',
      },
      {
        code: 'INVALID_VALUE',
        field: ['occurredAt'],
        message: `occurredAt: expected at most a day after ${at(0)}, got ${at(86_401)}`,
      },
      {
        code: 'TOO_LONG',
        field: ['comment'],
        message: 'comment: expected at most 10000 characters, got 10001',
      },
      {
        code: 'TOO_LONG',
        field: ['agent', 'name'],
        message: 'agent.name: expected at most 255 characters, got 256',
      },
    ])
  })

  it('refuses an unknown customer, and records nothing', async () => {
    const before = await subgraph.log()
    const answer = await rate({ rating: 3, customer: { id: newId('cus') } })
    expect(answer).toMatchObject({
      feedback: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['customer', 'id'] }],
    })
    expect(await subgraph.log()).toEqual(before)
  })

  it('gives one rating when the same conversation is rated concurrently', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 1, 2, 3, 4, 5].map((rating) => rate({ rating, conversationId })),
    )
    expect(new Set(answers.map((answer) => idOf(answer, 'feedback'))).size).toBe(1)
    expect((await subgraph.log()).filter((one) => one.conversationId === conversationId)).toHaveLength(1)
  })
})
