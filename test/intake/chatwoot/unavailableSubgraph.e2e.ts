import { GraphQLError } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import { aContact, aConversation, aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import { until } from '../../support/until.ts'
import { startElo } from './support/startElo.ts'
import { type RunningIntake, startIntake } from './support/startIntake.ts'

const running: RunningIntake[] = []
afterEach(async () => {
  for (const intake of running.splice(0)) await intake.stop({ andDrop: true })
})

const conversations = 40
const messagesEach = 5

/** A message of a conversation with its own contact. */
function messageOf(conversation: number, index: number) {
  const contact = aContact({
    id: conversation,
    phone_number: `+55119${String(87_650_000 + conversation)}`,
  })
  return aMessage({
    id: conversation * 1_000 + index,
    content: `message ${index}`,
    sender: contact,
    conversation: aConversation({
      id: conversation,
      contact_inbox: { id: conversation, contact_id: conversation },
      meta: { sender: { ...contact, type: 'contact' }, assignee: null, team: null },
    }),
  })
}

/** Elo, with a conversations subgraph that can be made unavailable. */
async function createGraph() {
  const elo = await startElo()
  const state = { isAway: true, refused: 0 }
  const recorded: number[] = []
  const graph: GraphCall = async (request) => {
    const isIdentity = request.query.includes('identifyCustomer(')
    if (!isIdentity && state.isAway) {
      state.refused += 1
      const error = new GraphQLError('away', { extensions: { code: 'UNAVAILABLE', retryable: true } })
      return { data: null, errors: [error] }
    }
    const message = /"externalId":"message:1:(\d+)"/u.exec(JSON.stringify(request.variables))?.[1]
    if (message !== undefined) recorded.push(Number(message))
    return elo.graph(request)
  }
  return { graph, elo, state, recorded }
}

describe('while a subgraph is unavailable', () => {
  it('the intake probes it once after each pause, however many deliveries wait, and then records them in order', async () => {
    const { graph, elo, state, recorded } = await createGraph()
    let pauses: { ms: number; end: () => void }[] = []
    const intake = await startIntake({
      graph,
      pause: (ms, signal) =>
        new Promise((resolve) => {
          pauses.push({ ms, end: resolve })
          signal.addEventListener('abort', () => resolve())
        }),
    })
    running.push(intake)
    for (let index = 0; index < messagesEach; index += 1)
      for (let conversation = 1; conversation <= conversations; conversation += 1)
        expect(await intake.send(messageOf(conversation, index))).toMatchObject({ status: 200 })
    await until('each conversation waits', () => elo.mutations.length >= conversations)
    // Three calls open the circuit; others were already running.
    expect(state.refused).toBeLessThanOrEqual(3 + 7)

    for (let probe = 1; probe <= 8; probe += 1) {
      const before = state.refused
      pauses.at(-1)?.end()
      await until('the next pause has begun', () => state.refused > before && pauses.length === probe + 1)
      expect(state.refused).toBe(before + 1)
    }
    // Later pauses are at the maximum, and vary by the jitter.
    const lengths = pauses.slice(0, 7).map(({ ms }) => ms)
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    expect(intake.logged('circuit_opened')).toHaveLength(1)
    expect(intake.logged('delivery_failed').length).toBeLessThanOrEqual(2 + 7)
    expect(elo.mutations).toHaveLength(conversations)

    state.isAway = false
    pauses.at(-1)?.end()
    await intake.settled()
    expect(intake.logged('circuit_closed')).toHaveLength(1)
    expect(recorded).toHaveLength(conversations * messagesEach)
    for (let conversation = 1; conversation <= conversations; conversation += 1) {
      const own = recorded.filter((id) => Math.floor(id / 1_000) === conversation)
      expect(own).toEqual([0, 1, 2, 3, 4].map((index) => conversation * 1_000 + index))
    }
    pauses = []
  })

  it('deliveries that do not need it are processed', async () => {
    const { graph, elo, state } = await createGraph()
    const intake = await startIntake({ graph })
    running.push(intake)
    await intake.send(messageOf(1, 0))
    await intake.send(messageOf(2, 0))
    await intake.send(messageOf(3, 0))
    await until('the circuit is open', () => intake.logged('circuit_opened').length === 1)
    await intake.send(aContact({ event: 'contact_created', id: 99, phone_number: '+5511912345678' }))
    await until('it is processed', async () => (await intake.stored()).some(({ state }) => state === 'done'))
    expect((await elo.history()).flatMap(({ chatwootContacts }) => chatwootContacts)).toContain('1:99')
    expect((await elo.history()).flatMap(({ interactions }) => interactions)).toEqual([])
    state.isAway = false
    await intake.settled()
    expect((await intake.stored()).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
  })
})
