import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, idOf, type Variables } from '../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from './conversationsSubgraph.ts'

const deliveryOrder = [null, 'SENT', 'DELIVERED', 'READ', 'FAILED']
const seconds = fc.integer({ min: -5, max: -1 })
const assignee = fc.option(
  fc.record({ externalId: fc.constantFrom('1', '2'), name: fc.constantFrom('a', 'b') }),
)

let subgraph: ConversationsSubgraph

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
})
afterAll(() => subgraph.stop())

/** The same items in another order, some of them twice. */
function arrivalsOf<Item>(items: Item[]): fc.Arbitrary<Item[]> {
  return fc
    .array(fc.constantFrom(...items), { maxLength: 3 })
    .chain((repeated) =>
      fc.shuffledSubarray([...items, ...repeated], { minLength: items.length + repeated.length }),
    )
}

/** The versions of one message: its delivery and its deletion only go forward. */
const versions = fc
  .array(
    fc.record({
      text: fc.option(fc.constantFrom('oi', 'olá')),
      attachments: fc.constantFrom([], [{ type: 'image' }]),
      actor: fc.constantFrom({ kind: 'HUMAN', externalId: '3' }, { kind: 'AI', externalId: '9' }),
      occurredAt: seconds.map(at),
      editedAt: fc.option(seconds.map(at)),
      deliveryStep: fc.integer({ min: 0, max: 2 }),
      deletes: fc.boolean(),
    }),
    { minLength: 2, maxLength: 5 },
  )
  .map((steps) => {
    let [delivery, deleted] = [0, false]
    return steps.map(({ deliveryStep, deletes, ...rest }, index) => {
      delivery = Math.min(delivery + deliveryStep, deliveryOrder.length - 1)
      deleted ||= deletes && index > 1
      return { ...rest, deliveryStatus: deliveryOrder[delivery], deleted, version: index + 1 }
    })
  })

const observation = fc.record(
  {
    status: fc.constantFrom('OPEN', 'PENDING', 'SNOOZED', 'RESOLVED'),
    labels: fc.subarray(['a', 'b', 'c']),
    priority: fc.option(fc.constantFrom('LOW', 'HIGH')),
    snoozedUntil: fc.option(seconds.map(at)),
    customAttributes: fc.constantFrom({ x: 1 }, { y: [2] }),
    inbox: fc.constantFrom('Vendas', 'Fiscal'),
    assignment: fc.record({ team: assignee, person: assignee, bot: assignee }, { requiredKeys: [] }),
    createdAt: seconds.map(at),
    observedAt: seconds.map(at),
  },
  { requiredKeys: ['observedAt'] },
)

type Step = { mutation: 'record' | 'handOff' | 'changeStatus' | 'recordMessage'; input: Variables }

const step: fc.Arbitrary<Step> = fc.oneof(
  observation.map((input): Step => ({ mutation: 'record', input })),
  fc
    .record({ to: fc.record({ team: assignee, person: assignee }), occurredAt: seconds.map(at) })
    .map((input): Step => ({ mutation: 'handOff', input })),
  fc
    .record({ to: fc.constantFrom('OPEN', 'RESOLVED', 'SNOOZED'), occurredAt: seconds.map(at) })
    .map((input): Step => ({ mutation: 'changeStatus', input })),
  seconds.map((time): Step => ({ mutation: 'recordMessage', input: { text: 'a', occurredAt: at(time) } })),
)

describe('what is recorded', () => {
  it('is the same message in whatever order its versions arrive, and however often', async () => {
    const conversationId = await subgraph.openConversation()

    async function record(arrivals: Variables[]): Promise<unknown> {
      const externalId = randomUUID()
      let answer: Variables = {}
      for (const { version, ...input } of arrivals) {
        const source = { system: 'crm', externalId, version }
        answer = await subgraph.recordMessage({ ...input, conversationId, source })
      }
      const id = idOf(answer, 'message')
      const log = await subgraph.log()
      const { actor, occurredAt, summary, source } = log.find((interaction) => interaction.id === id) ?? {}
      return {
        message: withoutId(await subgraph.message(id)),
        actor,
        occurredAt,
        summary,
        version: source?.version,
      }
    }

    await fc.assert(
      fc.asyncProperty(
        versions.chain((inOrder) => fc.tuple(fc.constant(inOrder), arrivalsOf(inOrder))),
        async ([inOrder, arrivals]) => {
          // A version that changes nothing is not stored, so the test compares what is shown, not the last number.
          const [expected, actual] = [await record(inOrder), await record(arrivals)]
          expect({ ...Object(actual), version: 0 }).toEqual({ ...Object(expected), version: 0 })
        },
      ),
      { numRuns: 15 },
    )
  })

  it('is the same conversation in whatever order observations, hand-offs, changes and messages arrive', async () => {
    async function record(steps: Step[]): Promise<unknown> {
      const source = { system: 'crm', externalId: randomUUID() }
      const conversationId = await subgraph.openConversation({
        source,
        createdAt: at(-9),
        observedAt: at(-9),
      })
      for (const { mutation, input } of steps) {
        if (mutation === 'record') await subgraph.recordConversation({ ...input, source })
        else
          await subgraph[mutation]({ ...input, conversationId, idempotencyKey: keyOf(conversationId, input) })
      }
      const { id: _id, source: _source, ...state } = await subgraph.conversation(conversationId)
      return state
    }

    await fc.assert(
      fc.asyncProperty(
        fc
          .array(step, { minLength: 2, maxLength: 5 })
          .chain((inOrder) => fc.tuple(fc.constant(inOrder), arrivalsOf(inOrder))),
        async ([inOrder, arrivals]) => {
          expect(await record(arrivals)).toEqual(await record(inOrder))
        },
      ),
      { numRuns: 25 },
    )
  })
})

/** The same step again is a retry. */
function keyOf(conversationId: string, input: Variables): string {
  return `${conversationId} ${JSON.stringify(input)}`
}

function withoutId(message: unknown): unknown {
  return { ...Object(message), id: null }
}
