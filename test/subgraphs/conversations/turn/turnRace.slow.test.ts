import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLocalCall } from '../../../../platform/graph/localCall.ts'
import { systemClock } from '../../../../platform/process/clock.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createConversationsSubgraph } from '../../../../subgraphs/conversations/subgraph.ts'
import { createIdentitySubgraph } from '../../../../subgraphs/identity/subgraph.ts'
import { watchTurns, type TurnHistory } from './turnHistory.ts'
import { type AskRace, createRace, faultsOf, judge } from './turnRace.ts'
import { openTurns, type TurnsUnderTest } from './turnsUnderTest.ts'

let elo: TurnsUnderTest
let history: TurnHistory

beforeAll(async () => {
  elo = await openTurns()
  history = await watchTurns(elo.connection)
})
afterAll(async () => {
  await history.stop()
  await elo.stop()
})

/** A second graph over the same database, as another process has it. */
function secondGraph(): AskRace {
  const logger = createLogger({ level: 'silent', name: 'test' })
  const parts = { connection: elo.connection, clock: systemClock, logger }
  const callIdentity = createLocalCall(createIdentitySubgraph(parts), logger)
  const subgraph = createConversationsSubgraph({ ...parts, callIdentity })
  return async (source, variableValues) => {
    const { schema } = subgraph
    const contextValue = subgraph.createContext({ principal: demoPrincipal, scope: createRequestScope() })
    const { data, errors } = await graphql({ schema, source, variableValues, contextValue })
    if (errors?.[0]) throw errors[0]
    return data
  }
}

describe('three agents and a person who race for one conversation', () => {
  it('never have the turn at the same time, and what is sent without it is marked', async () => {
    const phone = '11 97777-0001'
    const conversationId = await elo.openConversation({
      customer: { identifiers: [{ type: 'PHONE', value: phone }] },
    })
    const [customerId = ''] = await elo.profilesOf(phone)
    const first: AskRace = (query, variables) => elo.ask(query, variables)
    const graphs = [first, secondGraph()]
    const race = createRace({ graphs: () => graphs, conversationId, customerId, random: Math.random })
    for (let round = 1; round <= 60; round += 1) await race.playRound(round)

    const states = await history.statesOf(conversationId)
    expect(race.failures()).toBe(0)
    expect(faultsOf(states)).toEqual([])
    const { wrong, inTurn, outOfTurn } = judge(states, race)
    expect(wrong).toEqual([])
    expect(inTurn).toBeGreaterThan(20)
    expect(outOfTurn).toBeGreaterThan(2)
  })

  it('get either the turn of the customer or of one of their conversations, never both', async () => {
    const phone = '11 97777-0002'
    const conversationId = await elo.openConversation({
      customer: { identifiers: [{ type: 'PHONE', value: phone }] },
    })
    const [customerId = ''] = await elo.profilesOf(phone)
    const agents = ['atlas', 'nova', 'luna', 'sol'].map((externalId) => ({ kind: 'AI', externalId }))
    let takenCount = 0
    for (let round = 0; round < 20; round += 1) {
      const answers = await Promise.all(
        agents.map((agent, index) =>
          elo.take({ agent, ...(index % 2 ? { conversationId } : { customerId }) }),
        ),
      )
      const turns = answers.flatMap(({ turn }) => (turn ? [turn] : []))
      expect(turns.length).toBeLessThanOrEqual(1)
      takenCount += turns.length
      for (const { turnId, token } of turns) await elo.release({ turnId, token })
    }
    expect(takenCount).toBeGreaterThan(0)
  })
})
