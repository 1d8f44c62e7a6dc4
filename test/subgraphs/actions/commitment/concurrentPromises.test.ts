import { graphql } from 'graphql'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createLocalCall } from '../../../../platform/graph/localCall.ts'
import { connectDatabase } from '../../../../platform/mongo/database.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createActionsSubgraph } from '../../../../subgraphs/actions/subgraph.ts'
import { createIdentitySubgraph } from '../../../../subgraphs/identity/subgraph.ts'
import { membersOf, now, openSubgraph, type SubgraphUnderTest } from '../../../support/recordingSubgraphs.ts'
import { maria, money, recordIn } from './commitments.ts'
import { openOnMatters, promiseDocument, raceOfPromises, racingPromise } from './raceOfPromises.ts'

/** The long form, over two processes, is `concurrentPromises.long.ts`. */
const rounds = 12

let subgraph: SubgraphUnderTest
let second: Connection
beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
  const { name } = subgraph.connection
  second = await connectDatabase(Object.assign(new URL(inject('mongodbUri')), { pathname: `/${name}` }).href)
})
afterAll(async () => {
  await second.close()
  await subgraph.stop()
})

/** A subgraph that shares nothing with the other one but the database, as another process does. */
function askSecond() {
  const logger = createLogger({ level: 'silent', name: 'test' })
  const parts = { connection: second, clock: () => now, logger }
  const callIdentity = createLocalCall(createIdentitySubgraph(parts), logger)
  const actions = createActionsSubgraph({ ...parts, callIdentity })
  return async (source: string, variableValues: Record<string, unknown>) => {
    const contextValue = actions.createContext({ principal: demoPrincipal, scope: createRequestScope() })
    const { data, errors } = await graphql({ schema: actions.schema, source, variableValues, contextValue })
    if (errors?.[0]) throw errors[0]
    return data ?? {}
  }
}

describe('agents who promise at once', () => {
  it('on profiles of one customer and over several processes: one is first, and the others learn of its promise', async () => {
    const both = [maria, '11 91234-5678'].map((value) => ({ type: 'PHONE', value, verified: true }))
    for (const identifier of both)
      await recordIn(subgraph, { customer: { identifiers: [identifier] }, kind: 'REFUND', terms: money('1') })
    await recordIn(subgraph, { customer: { identifiers: both }, kind: 'DISCOUNT', terms: money('1') })
    await subgraph.connection.collection('interactions').deleteMany({ kind: 'COMMITMENT' })
    const profileIds = await subgraph.profilesOf(maria)
    expect(profileIds).toHaveLength(2)

    const asks = [(...given: Parameters<SubgraphUnderTest['ask']>) => subgraph.ask(...given), askSecond()]
    const unexpected = await raceOfPromises(rounds, 4, async (round, agent) => {
      const [profileId, ask] = [profileIds[agent < 2 ? 0 : 1], asks[agent % 2]]
      const data = await ask?.(promiseDocument, { input: racingPromise(profileId ?? '', round, agent) })
      return membersOf(data?.['recordCommitment'])
    })
    expect(unexpected).toEqual([])
    expect(await openOnMatters(second)).toEqual(Array.from({ length: rounds }, () => 1))
  })
})
